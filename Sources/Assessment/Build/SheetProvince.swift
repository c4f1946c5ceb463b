// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gazetteer
public import Geo
import Studies

/// Why a part of a study cannot be drawn.
public enum SheetPartError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The rectangle does not touch the study's, which is given in degrees.
    case outside(Extent)
    /// No province has this name; those that there are.
    case unknownProvince(name: String, known: [String])
    /// The build has no such layer, or nothing to draw of it; those that can be drawn.
    case unknownLayer(name: String, known: [String])

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .outside(let extent):
            "the extent lies outside of the study; give west,south,east,north within \(extent.minX),\(extent.minY),"
                + "\(extent.maxX),\(extent.maxY)"
        case .unknownProvince(let name, let known):
            "no assessed province is called '\(name)'; there are \(known.joined(separator: ", "))"
        case .unknownLayer(let name, let known):
            "no sheet can be drawn of '\(name)'; there are \(known.joined(separator: ", "))"
        }
    }
}

/// Finds a province by what a user calls it.
struct SheetProvince {
    let content: SheetContent

    /// By its code, its names, or any spelling that geocoding knows.
    /// - Throws: `SheetPartError.unknownProvince`.
    func region(named name: String) throws(SheetPartError) -> Region {
        let provinces = content.gazetteer.content.provinces.filter { content.study.isAssessed($0.country) }
        let exact = provinces.first { region in
            ([region.id, region.nameEnglish] + region.names.values).contains {
                $0.caseInsensitiveCompare(name) == .orderedSame
            }
        }
        if let exact { return exact }
        let match = content.gazetteer.resolve(PlaceQuery(name: name)).match
        if match?.feature == .governorate, let found = provinces.first(where: { $0.id == match?.iso3166_2 }) {
            return found
        }
        throw .unknownProvince(name: name, known: provinces.map(\.nameEnglish).sorted())
    }
}
