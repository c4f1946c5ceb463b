// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO

/// The towns of a new study: all of the country that the built-in list has, and the larger ones of its neighbours.
struct DraftPlaces {
    let world: WorldLayers
    let country: String
    /// Where people of the country live, and how many.
    let crowds: [(point: PlanarPoint, people: Int)]
    /// The header of the list, and its rows as they are written.
    private let header: ArraySlice<UInt8>
    private let rows: [(line: ArraySlice<UInt8>, row: Row)]

    /// Neighbours' towns of fewer people are not needed for finding one's way.
    private static let leastNeighbour = 50_000

    /// Reads the list of the world's towns.
    init(world: WorldLayers, country: String) throws {
        (self.world, self.country) = (world, country)
        let bytes = try ArchiveFile.bytes(of: "/vsigzip/\(world.folder)/cities500.csv.gz")
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        header = lines.first ?? []
        rows = lines.dropFirst().compactMap { line in Row(line).map { (line, $0) } }
        crowds = rows.lazy.map(\.row).filter { $0.country == country }.map { ($0.point, $0.population) }
    }

    /// Writes the table.
    /// - Returns: the number of places of the country, and of all.
    func write(within extent: Extent, to path: String) throws -> (own: Int, all: Int) {
        let kept = rows.filter { $0.row.country == country || isNeighbour($0.row, extent) }
        var text = Data()
        for line in [header] + kept.map(\.line) {
            text.append(contentsOf: line)
            text.append(UInt8(ascii: "\n"))
        }
        try text.write(to: URL(fileURLWithPath: path))
        return (kept.count { $0.row.country == country }, kept.count)
    }

    private func isNeighbour(_ row: Row, _ extent: Extent) -> Bool {
        row.population >= Self.leastNeighbour && extent.contains(row.point)
    }

    /// The columns that decide; `geonameid,name,country,admin1,lat,lon,population,...`, where only the name may be quoted.
    private struct Row {
        let country: String
        let point: PlanarPoint
        let population: Int

        init?(_ line: ArraySlice<UInt8>) {
            let fields = Self.fields(line.prefix(512))
            guard fields.count > 6, let latitude = Double(fields[4]), let longitude = Double(fields[5]) else {
                return nil
            }
            country = fields[2]
            (point, population) = (PlanarPoint(x: longitude, y: latitude), Int(fields[6]) ?? 0)
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
