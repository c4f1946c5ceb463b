// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO

/// The towns of a new study: all of the country that the built-in list has, and the larger ones of its neighbours.
struct DraftPlaces {
    let world: WorldLayers
    let country: String
    let extent: Extent

    /// Neighbours' towns of fewer people are not needed for finding one's way.
    private static let leastNeighbour = 50_000

    /// Writes the table.
    /// - Returns: the number of places of the country.
    func write(to path: String) throws -> Int {
        let bytes = try ArchiveFile.bytes(of: "/vsigzip/\(world.folder)/cities500.csv.gz")
        var text = Data(), own = 0
        for (number, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
            if number == 0 { text.append(contentsOf: line + [UInt8(ascii: "\n")]) }
            guard number > 0, let row = Row(line), row.country == country || isNeighbour(row) else { continue }
            if row.country == country { own += 1 }
            text.append(contentsOf: line)
            text.append(UInt8(ascii: "\n"))
        }
        try text.write(to: URL(fileURLWithPath: path))
        return own
    }

    private func isNeighbour(_ row: Row) -> Bool {
        row.population >= Self.leastNeighbour && extent.contains(PlanarPoint(x: row.longitude, y: row.latitude))
    }

    /// The columns that decide; `geonameid,name,country,admin1,lat,lon,population,...`, where only the name may be quoted.
    private struct Row {
        let country: String
        let latitude, longitude: Double
        let population: Int

        init?(_ line: ArraySlice<UInt8>) {
            let fields = Self.fields(line.prefix(512))
            guard fields.count > 6, let latitude = Double(fields[4]), let longitude = Double(fields[5]) else {
                return nil
            }
            country = fields[2]
            (self.latitude, self.longitude, population) = (latitude, longitude, Int(fields[6]) ?? 0)
        }

        private static func fields(_ bytes: ArraySlice<UInt8>) -> [String] {
            var fields: [String] = [], current: [UInt8] = [], isQuoted = false
            for byte in bytes {
                switch byte {
                case UInt8(ascii: "\""): isQuoted.toggle()
                case UInt8(ascii: ",") where !isQuoted:
                    fields.append(String(decoding: current, as: UTF8.self))
                    if fields.count == 7 { return fields }
                    current = []
                default: current.append(byte)
                }
            }
            return fields
        }
    }
}
