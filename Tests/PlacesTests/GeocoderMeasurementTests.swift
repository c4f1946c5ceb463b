// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gazetteer
import Geo
import PlacesFixtures
import Tables
import TestSupport
import Testing

/// Public event tables that a checkout may have beside it; they measure the gazetteer and never feed it.
private enum Reference {
    static let folder = Repository.root.deletingLastPathComponent().appending(path: "shared")
    static let headlines = folder.appending(path: "geoparsing/headlines_dev.csv").path
    static let events = folder.appending(path: "events/ucdp_ged_iraq_syria_to_2018.csv").path

    static func has(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}

/// Counts of rows and of distinct pairs of place text and province, for places known exactly or nearly.
private struct Tally: CustomStringConvertible {
    var rows = 0, rowsNear = 0, texts = 0, textsNear = 0, textsWrong = 0, rowsProvince = 0

    var description: String {
        "\(texts) place texts: \(textsNear) within 25 km, \(textsWrong) further away, the rest an area; "
            + "\(rows) rows: \(rowsNear) within 25 km, \(rowsProvince) in the right province"
    }

    init(_ path: String, _ gazetteer: Gazetteer) throws {
        var outcomes: [String: (near: Bool, wrong: Bool, province: Bool)] = [:]
        try TableReader(path: path).forEachRecord { record in
            guard let code = record["where_prec"].flatMap({ Double($0) }), code <= 2,
                let text = record["where_coordinates"],
                let province = record["adm_1"], let latitude = record["latitude"].flatMap({ Double($0) }),
                let longitude = record["longitude"].flatMap({ Double($0) }),
                let there = Coordinate(longitude: longitude, latitude: latitude)
            else { return }
            let key = text + "|" + province
            let known = outcomes[key]
            let query = PlaceQuery(name: text, country: record["country"], province: province)
            let outcome = known ?? Self.outcome(gazetteer.resolve(query), there, gazetteer, province)
            outcomes[key] = outcome
            if known == nil {
                texts += 1
                textsNear += outcome.near ? 1 : 0
                textsWrong += outcome.wrong ? 1 : 0
            }
            rows += 1
            rowsNear += outcome.near ? 1 : 0
            rowsProvince += outcome.province ? 1 : 0
        }
    }

    private static func outcome(
        _ resolution: Resolution, _ there: Coordinate, _ gazetteer: Gazetteer, _ province: String
    ) -> (near: Bool, wrong: Bool, province: Bool) {
        guard let match = resolution.match else { return (false, false, false) }
        let stated = gazetteer.resolve(PlaceQuery(name: province, precision: .province)).match?.iso3166_2
        let isPoint = match.precision < .province
        let isNear = isPoint && match.coordinate.map { $0.distance(to: there) <= .kilometers(25) } == true
        return (isNear, isPoint && !isNear, stated != nil && match.iso3166_2 == stated)
    }
}

@Test(.enabled(if: Reference.has(Reference.headlines), "the headline table is not beside this checkout"))
func headlinesAreLocated() throws {
    let tally = try Tally(Reference.headlines, try BuiltInGazetteer.load())
    print("headlines:", tally)
    #expect(Double(tally.rowsNear) >= 0.75 * Double(tally.rows))
    #expect(Double(tally.rowsProvince) >= 0.97 * Double(tally.rows))
    #expect(Double(tally.textsWrong) <= 0.03 * Double(tally.texts), "an unknown village must fall back, not guess")
}

@Test(.enabled(if: Reference.has(Reference.events), "the event table is not beside this checkout"))
func eventPlacesAreLocated() throws {
    let tally = try Tally(Reference.events, try BuiltInGazetteer.load())
    print("events:", tally)
    #expect(Double(tally.rowsNear) >= 0.7 * Double(tally.rows))
    #expect(Double(tally.rowsProvince) >= 0.97 * Double(tally.rows))
    #expect(Double(tally.textsWrong) <= 0.03 * Double(tally.texts), "an unknown village must fall back, not guess")
}
