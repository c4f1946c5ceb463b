// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO

/// Writes the layers of a new study: its units, and the countries, borders and rivers of its rectangle.
struct DraftLayers {
    let folder: String
    let world: WorldLayers
    let extent: Extent

    /// Writes units with the columns that hold something.
    /// - Returns: the languages other than the main name's that have a column.
    func write(_ units: [DraftUnit], country: String, to name: String) throws -> [String] {
        let languages = WorldLayers.languages.filter { language in
            units.contains { !($0.names[language] ?? "").isEmpty }
        }
        let fixed = ["id", "iso3166_2", "code", "country", "kind", "name", "aliases"]
        let features = units.map { unit in
            let texts = [unit.id, unit.iso, unit.code, country, unit.kind, unit.name, aliases(of: unit)]
            let named = languages.map { unit.names[$0] ?? "" }
            return VectorLayer.Feature(
                geometry: .area(unit.area), values: (texts + named).map { $0.isEmpty ? .null : .text($0) })
        }
        try write(name, columns: fixed + languages.map { "name_\($0)" }, features)
        return languages
    }

    private func aliases(of unit: DraftUnit) -> String {
        unit.allNames.dropFirst().map { $0.replacing("|", with: " ") }.joined(separator: "|")
    }

    /// Writes what the rectangle shows of the countries, their borders and the rivers.
    func writeBase() throws {
        try writeCountries()
        try writeLines("borders", columns: ["adm0_left", "adm0_right", "featurecla", "name", "note_"])
        try writeLines("rivers", columns: ["name", "featurecla", "scalerank"])
    }

    /// The rectangle with as much around it as the corners of the computing plane may show.
    private var frame: MultiPolygon {
        let around = 2 + 0.35 * max(extent.width, extent.height)
        return MultiPolygon([Polygon(extent.expanded(by: around) ?? extent)])
    }

    private func writeCountries() throws {
        var features: [VectorLayer.Feature] = []
        let around = frame.extent ?? extent
        for country in world.countries where country.area.extent?.intersects(around) == true {
            let area = try GeometryOperations.intersection(country.area, frame)
            guard !area.isEmpty else { continue }
            let names = WorldLayers.languages.map { country.names[$0] ?? "" }
            features.append(
                VectorLayer.Feature(
                    geometry: .area(area), values: ([country.code] + names).map { $0.isEmpty ? .null : .text($0) }))
        }
        try write("countries", columns: ["iso_a2"] + WorldLayers.languages.map { "name_\($0)" }, features)
    }

    private func writeLines(_ name: String, columns: [String]) throws {
        var features: [VectorLayer.Feature] = []
        try VectorSource(path: "\(world.folder)/\(name).geojson").forEachRecord { record in
            guard case .lines(let lines)? = record.geometry else { return }
            let inside = try GeometryOperations.clip(lines, to: frame)
            guard !inside.isEmpty else { return }
            features.append(
                VectorLayer.Feature(
                    geometry: .lines(inside), values: columns.map { record[$0].map { .text($0) } ?? .null }))
        }
        try write(name, columns: columns, features)
    }

    private func write(_ name: String, columns: [String], _ features: [VectorLayer.Feature]) throws {
        let layer = VectorLayer(
            name: name, fields: columns.map { FieldDefinition(name: $0, type: .text) }, features: features)
        // FlatGeobuf cannot hold nothing, and an island has no border.
        let file = features.isEmpty ? "\(name).geojson" : "\(name).fgb"
        try VectorWriter.write(
            layer, to: "\(folder)/\(file)", format: features.isEmpty ? .geoJSON(coordinatePrecision: 5) : .flatGeobuf)
    }
}
