// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import TestSupport
import Testing

@testable import Layers

/// The same features in every format: each value as another program reads it, by the name of its field.
@Suite struct FormatAgreementTests {
    private let folder: TemporaryFolder
    private let style: Style

    init() throws {
        folder = try TemporaryFolder()
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        style = try Style.load(from: root.appending(path: "styles/relative-risk.json").path)
    }

    private func writer() throws -> BuildWriter {
        let day = try #require(CalendarDay(parsing: "2026-02-15"))
        let provenance = Provenance(
            title: "Test", softwareVersion: "1.2.3", inputDigest: "abc123", asOf: day, period: DayInterval(day),
            method: "half-life 30 days", attributions: ["© A", "© B"])
        return BuildWriter(folder: folder.path, policy: ReleasePolicy(tier: .public), provenance: provenance)
    }

    private func square(_ x: Double, _ y: Double) -> MultiPolygon {
        let corners = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)].map { PlanarPoint(x: x + $0.0 / 3, y: y + $0.1 / 3) }
        return MultiPolygon([Polygon(shell: corners)])
    }

    private func incident(_ id: String, _ location: ReleasedLocation, _ geometry: Geometry?) -> IncidentFeature {
        var incident = Samples.incident(location)
        incident.id = id
        return IncidentFeature(
            incident: incident, geometry: geometry, access: .open, terms: .redistributable, isFacility: false,
            province: "IQ-AN", quantity: (1, 2, 2_000_000_000), rootSources: 1, claimsInConflict: 2, weight: 0.1234)
    }

    private func layers() throws -> [FeatureLayer] {
        var first = Samples.province("IQ-AN", 42.128), second = Samples.province("IQ-BG", 0.5)
        (first.pcode, first.rank, second.nameArabic) = ("IQG01", 1, "بغداد & <b>")
        let day = try #require(CalendarDay(parsing: "2026-02-15"))
        let incidents = [
            incident(
                "P", .point(longitude: 41.09, latitude: 34.37, sigma: 2000), .point(PlanarPoint(x: 41.09, y: 34.37))),
            incident("A", .regions(["IQ-AN"]), .area(square(40, 32))), incident("N", .unlocated, nil),
        ]
        let policy = ReleasePolicy(tier: .public)
        var layers: [FeatureLayer] = [
            try .provinces([(first, square(40, 32)), (second, square(44, 33))], main: .relativeRisk),
            try .isobands(
                style.classes.map { ($0, square(41, 33)) }, style: style, asOf: day, tier: .public),
            try .incidentPoints(incidents, asOf: day, policy: policy),
            try .incidentAreas(incidents, asOf: day, policy: policy),
            try .routes([], asOf: day, policy: policy),
        ]
        for index in layers.indices {
            layers[index].drawing = .of(layers[index].kind, title: layers[index].title, main: style)
        }
        return layers
    }

    private func records(_ name: String, layer: String? = nil) throws -> [Record] {
        var records: [Record] = []
        try VectorSource(path: "\(folder.path)/\(name)", layer: layer).forEachRecord { records.append($0) }
        return records
    }

    /// Truth as KML writes it, whose driver knows no truth values.
    private func plain(_ text: String?) -> String? { ["true": "1", "false": "0"][text ?? ""] ?? text }

    @Test func everyValueIsThatOfTheGeoJSON() throws {
        for layer in try layers() {
            _ = try writer().write(layer, also: [.gpkg, .kml, .hxl])
            let expected = try layer.table?() ?? layer.vector
            for (file, name) in [("gpkg", layer.name as String?), ("kml", nil)] where !expected.features.isEmpty {
                let found = try records("\(layer.name).\(file)", layer: name)
                #expect(found.count == expected.features.count)
                let geojson = try records("\(layer.name).geojson")
                for (row, json) in zip(found, geojson) {
                    for field in expected.fields where json[field.name] != nil {
                        #expect(
                            plain(row[field.name]) == plain(json[field.name]), "\(layer.name).\(file), \(field.name)")
                    }
                }
            }
        }
    }

    @Test func eachFileHoldsOneKindOfGeometry() throws {
        for layer in try layers() {
            _ = try writer().write(layer, also: [.gpkg])
            let text = try String(contentsOfFile: "\(folder.path)/\(layer.name).geojson", encoding: .utf8)
            let found = Set(
                text.matches(of: /"type": ?"(Point|MultiPoint|Polygon|MultiPolygon|LineString)"/).map(\.output.1))
            #expect(found.count <= 1, "\(layer.name): \(found)")
            let type = layer.kind == .incidentPoints ? "Point" : "Multi Polygon"
            let report = try ogrinfo("-so", "\(folder.path)/\(layer.name).gpkg", layer.name)
            #expect(report.contains("Geometry: \(type)\n"), "\(layer.name)")
        }
    }

    private func ogrinfo(_ arguments: String...) throws -> String {
        let process = Process(), pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/ogrinfo")
        (process.arguments, process.standardOutput) = (arguments, pipe)
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: output, as: UTF8.self)
    }

    @Test func everyIncidentStandsInOneOfTheTwoLayers() throws {
        let layers = try layers()
        #expect(layers[2].vector.features.map(\.id) == ["P"] && layers[3].vector.features.map(\.id) == ["A", "N"])
    }

    @Test func namesOfFieldsAreNoWordsOfSQL() throws {
        // Reserved in PostgreSQL 15, and the keywords of SQLite 3.40 that it quotes.
        let reserved: Set = [
            "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "both", "case", "cast",
            "check",
            "collate", "column", "constraint", "create", "current_date", "default", "deferrable", "desc", "distinct",
            "do",
            "else", "end", "except", "false", "fetch", "first", "for", "foreign", "from", "grant", "group", "having",
            "in",
            "initially", "intersect", "into", "last", "lateral", "leading", "limit", "localtime", "not", "null",
            "offset",
            "on", "only", "or", "order", "placing", "primary", "references", "returning", "select", "session_user",
            "some",
            "symmetric", "table", "then", "to", "trailing", "true", "union", "unique", "user", "using", "variadic",
            "when",
            "where", "window", "with", "abort", "add", "after", "alter", "attach", "before", "begin", "between", "by",
            "commit", "conflict", "cross", "current", "database", "delete", "detach", "drop", "each", "escape",
            "exists",
            "explain", "filter", "full", "glob", "if", "ignore", "index", "inner", "insert", "instead", "is", "isnull",
            "join", "key", "left", "like", "match", "natural", "no", "of", "outer", "over", "plan", "pragma", "query",
            "raise", "range", "regexp", "release", "rename", "replace", "right", "rollback", "row", "rows", "set",
            "temp",
            "transaction", "trigger", "update", "vacuum", "values", "view", "virtual", "within",
        ]
        for layer in try layers() {
            for vector in [layer.vector, try layer.table?()].compactMap(\.self) {
                #expect(reserved.isDisjoint(with: vector.fields.map(\.name)), "\(layer.name)")
            }
            #expect(try (layer.table?() ?? layer.vector).fields.allSatisfy { $0.type != .json }, "\(layer.name)")
        }
    }

    @Test func theKMLSaysWhatItIsAndHasTheColoursOfTheClasses() throws {
        for layer in try layers() where !layer.vector.features.isEmpty { _ = try writer().write(layer, also: [.kml]) }
        let text = try String(contentsOfFile: "\(folder.path)/provinces.kml", encoding: .utf8)
        for part in [
            "Risk by province, 2026-02-15", "Absence of reports is not safety.", "© A", "<name>Al Anbar</name>",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        let color = try #require(style.classIndex(of: 42.128).map { style.classes[$0].rgba.color })
        // KML writes blue before green before red.
        let hex = color.hex.lowercased().dropFirst(),
            parts = [hex.suffix(2), hex.dropFirst(2).prefix(2), hex.prefix(2)]
        #expect(text.lowercased().contains(parts.joined()), "\(color.hex)")
    }

    @Test func aStyleStandsBesideEachLayerAndInsideItsGeoPackage() throws {
        for layer in try layers() {
            let entry = try writer().write(layer, also: [.gpkg])
            for name in ["\(layer.name).qml", "styles/\(layer.name).sld", "styles/\(layer.name).maplibre.json"] {
                #expect(entry.files.contains { $0.path == name }, "\(name)")
            }
            let styles = try records("\(layer.name).gpkg", layer: "layer_styles")
            #expect(styles.map { $0["f_table_name"] } == [layer.name])
            #expect(styles.first?["styleQML"]?.contains("RuleRenderer") == true)
        }
    }

    // MARK: Rules

    @Test func aFeatureHasTheSymbolOfItsClass() throws {
        let rules = FeatureStyle.of(.provinces, title: style.title, main: style)
        func symbol(_ value: FieldValue?) -> RGBA? { rules.symbol { $0 == "relative_risk" ? value : nil }?.fill }
        for entry in style.classes { #expect(symbol(.real(entry.lower.decimal)) == entry.rgba, "\(entry.id)") }
        #expect(symbol(.real(1e9)) == style.classes.last?.rgba)
        #expect(symbol(.null) == style.notAssessed.rgba && symbol(nil) == style.notAssessed.rgba)
    }

    @Test func theTopClassOfAnSLDHoldsAnyValue() throws {
        let text = SLDStyle.text(style)
        let quantities = text.matches(of: /quantity="([^"]+)"/).compactMap { Double($0.output.1) }
        #expect(quantities.count == style.classes.count && quantities.last == 1e30)
    }

    @Test func whatLiesAboveAClosedTopHasTheHighestClass() {
        let top = style.classes.count - 1
        #expect(style.classIndex(of: style.range.upperBound) == top || !style.range.upperBound.isFinite)
        #expect(style.classIndex(of: 1e12) == top)
        #expect(style.classIndex(of: .infinity) == nil && style.classIndex(of: .nan) == nil)
    }
}
