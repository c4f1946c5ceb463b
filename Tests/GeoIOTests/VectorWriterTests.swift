// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import TestSupport
import Testing

struct VectorWriterTests {
    private let folder: TemporaryFolder
    private let day = CalendarDay(year: 2026, month: 2, day: 15)!

    init() throws { folder = try TemporaryFolder() }

    private let fields = [
        FieldDefinition(name: "name", type: .text), FieldDefinition(name: "incidents", type: .integer),
        FieldDefinition(name: "score", type: .real), FieldDefinition(name: "assessed", type: .boolean),
        FieldDefinition(name: "share_by_class", type: .json),
    ]

    private let shares = try? JSONMember(text: #"{"low":0.25,"high":[1,2]}"#)

    private var provinces: VectorLayer {
        VectorLayer(
            name: "provinces", summary: "Risk by province",
            metadata: [
                LayerMetadata(name: "attribution", value: "© \"Test\""), LayerMetadata(name: "as_of", value: "x"),
            ],
            fields: fields,
            features: [
                VectorLayer.Feature(
                    id: "IQ-AN", geometry: .area(square(40, 31, 44, 35)),
                    values: [
                        .text("الأنبار"), .integer(12), .real(61.25), .boolean(true),
                        shares.map { .json($0) } ?? .null,
                    ]),
                VectorLayer.Feature(
                    id: "IQ-X", geometry: nil, values: [.text(#"[1]"#), .null, .null, .boolean(false), .null]),
            ])
    }

    private func json(_ path: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(bytes(of: path))) as? [String: Any])
    }

    @Test func geoJSONIsWrittenAsItShouldRead() throws {
        let path = folder.file("provinces.geojson")
        try VectorWriter.write(provinces, to: path, format: .geoJSON(coordinatePrecision: 5))
        #expect(
            try text(of: path) == #"""
                {
                "type": "FeatureCollection",
                "attribution": "© \"Test\"",
                "as_of": "x",
                "name": "provinces",
                "description": "Risk by province",
                "features": [
                { "type": "Feature", "id": "IQ-AN", "properties": { "name": "الأنبار", "incidents": 12, "score": 61.25, "assessed": true, "share_by_class": { "low": 0.25, "high": [ 1, 2 ] } }, "geometry": { "type": "Polygon", "coordinates": [ [ [ 40.0, 31.0 ], [ 44.0, 31.0 ], [ 44.0, 35.0 ], [ 40.0, 35.0 ], [ 40.0, 31.0 ] ] ] } },
                { "type": "Feature", "id": "IQ-X", "properties": { "name": "[1] ", "incidents": null, "score": null, "assessed": false, "share_by_class": null }, "geometry": null }
                ]
                }

                """#)
        #expect(folder.names == ["provinces.geojson"])
    }

    @Test func shellsRunCounterClockwiseAndHolesClockwise() throws {
        // Given the wrong way round on purpose.
        let area = MultiPolygon([
            Polygon(shell: rectangle(40, 30, 44, 34).reversed(), holes: [rectangle(41, 31, 42, 32)])
        ])
        let path = folder.file("a.geojson")
        try VectorWriter.write(layer(.area(area)), to: path, format: .geoJSON(coordinatePrecision: 7))
        let rings = try coordinates(path, [[[Double]]].self)
        #expect(rings[0].map { $0[0] } == [40, 44, 44, 40, 40])
        #expect(rings[1].map { $0[1] } == [31, 32, 32, 31, 31])
    }

    @Test func coordinatesHaveTheDecimalsAskedFor() throws {
        let path = folder.file("point.geojson")
        let point = Geometry.point(PlanarPoint(x: 41.123456789, y: 34.987654321))
        for (precision, expected) in [(2, [41.12, 34.99]), (7, [41.1234568, 34.9876543]), (0, [41, 35])] {
            try VectorWriter.write(layer(point), to: path, format: .geoJSON(coordinatePrecision: precision))
            #expect(try coordinates(path, [Double].self) == expected)
        }
    }

    @Test func roundingThatFoldsARingIsRepaired() throws {
        // At two decimals the neck at x = 1.001 becomes wider than what it joins.
        let shell = [(0, 0), (1.004, 0.004), (2, 0), (2, 1), (1.004, 0.0041), (0, 1), (0, 0)]
            .map { PlanarPoint(x: $0.0, y: $0.1) }
        let path = folder.file("neck.geojson")
        let area = MultiPolygon([Polygon(shell: shell)])
        try VectorWriter.write(layer(.area(area)), to: path, format: .geoJSON(coordinatePrecision: 2))
        var read: Geometry?
        try VectorSource(path: path).forEachRecord { read = $0.geometry }
        guard case .area(let written) = read else {
            Issue.record("no area")
            return
        }
        #expect(try GeometryOperations.validityProblem(of: written) == nil)
        #expect(abs(GeometryOperations.area(of: written) - GeometryOperations.area(of: area)) < 0.02)
    }

    @Test func anAreaWithoutWidthBecomesNull() throws {
        let path = folder.file("sliver.geojson")
        try VectorWriter.write(
            layer(.area(square(40, 30, 40.001, 34))), to: path, format: .geoJSON(coordinatePrecision: 2))
        #expect(try text(of: path).contains(#""geometry": null"#))
    }

    @Test func everyGeometryComesBack() throws {
        let a = PlanarPoint(x: 40.5, y: 30.25), b = PlanarPoint(x: 41, y: 31), c = PlanarPoint(x: 42, y: 30)
        let geometries: [Geometry] = [
            .point(a), .multiPoint([a, b]), .lines([[a, b]]), .lines([[a, b], [b, c]]),
            .area(MultiPolygon([Polygon(shell: [a, c, b, a])])),
        ]
        for (index, geometry) in geometries.enumerated() {
            for (format, name) in formats {
                let path = folder.file("g\(index).\(name)")
                try VectorWriter.write(layer(geometry), to: path, format: format)
                var read: [Geometry?] = []
                try VectorSource(path: path).forEachRecord { read.append($0.geometry) }
                #expect(read == [geometry], "\(name)")
            }
        }
    }

    private var formats: [(VectorFormat, String)] {
        [
            (.geoJSON(coordinatePrecision: 7), "geojson"), (.geoPackage(date: day), "gpkg"),
            (.kml(nameField: nil), "kml"), (.flatGeobuf, "fgb"),
        ]
    }

    @Test func valuesComeBackFromEachFormat() throws {
        for (format, name) in formats where ["geojson", "gpkg"].contains(name) {
            let path = folder.file("p.\(name)")
            try VectorWriter.write(provinces, to: path, format: format)
            var records: [Record] = []
            try VectorSource(path: path).forEachRecord { records.append($0) }
            let anbar = try #require(records.first { $0["name"] == "الأنبار" })
            #expect(anbar["incidents"] == "12" && anbar["score"] == "61.25" && anbar["assessed"] == "true", "\(name)")
            #expect(anbar["share_by_class"]?.filter { $0 != " " } == #"{"low":0.25,"high":[1,2]}"#, "\(name)")
            let other = try #require(records.first { $0["name"] == "[1]" }, "\(name): \(records.map(\.values))")
            #expect(other["incidents"] == nil && other["score"] == nil && other.geometry == nil, "\(name)")
        }
    }

    @Test func aLongKMLIsOneDocumentWithAKeyForEachFeature() throws {
        let features = (0..<250).map { number in
            VectorLayer.Feature(
                geometry: .point(PlanarPoint(x: 40 + Double(number) / 100, y: 33)),
                values: [.text("no. \(number) <Placemark id=\"x.1\">"), .integer(number)])
        }
        let layer = VectorLayer(
            name: "many",
            fields: [FieldDefinition(name: "title", type: .text), FieldDefinition(name: "n", type: .integer)],
            features: features, shape: .points)
        let path = folder.file("many.kml")
        try VectorWriter.write(layer, to: path, format: .kml(nameField: "title", title: "T", description: "D"))
        var records: [Record] = []
        try VectorSource(path: path).forEachRecord { records.append($0) }
        #expect(records.map { $0["n"] } == (0..<250).map { "\($0)" })
        let titles = (0..<250).map { "no. \($0) <Placemark id=\"x.1\">" }
        #expect(records.map { $0["Name"] } == titles && records.map { $0["title"] } == titles)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let keys = text.matches(of: /<Placemark id="(many[^"]*)"/).map { String($0.output.1) }
        #expect(keys == (1...250).map { "many.\($0)" })
        #expect(text.matches(of: /<Document/).count == 1 && text.contains("<name>T</name>"))
    }

    @Test func theSameLayerGivesTheSameBytes() async throws {
        for (format, name) in formats where format != .flatGeobuf {
            try VectorWriter.write(provinces, to: folder.file("a.\(name)"), format: format)
            // Formats that record the time record whole seconds at most; a second later nothing may differ.
            if name == "gpkg" { try await Task.sleep(for: .milliseconds(1100)) }
            try VectorWriter.write(provinces, to: folder.file("b.\(name)"), format: format)
            #expect(try bytes(of: folder.file("a.\(name)")) == bytes(of: folder.file("b.\(name)")), "\(name)")
        }
    }

    @Test func flatGeobufRefusesAFeatureWithoutAPlace() throws {
        let path = folder.file("p.fgb")
        let error = #expect(throws: GeoIOError.self) {
            try VectorWriter.write(provinces, to: path, format: .flatGeobuf)
        }
        #expect("\(error!)".contains("feature 2: the format holds no feature without a place"))
        let placed = VectorLayer(name: "p", fields: fields, features: Array(provinces.features.prefix(1)))
        for name in ["a.fgb", "b.fgb"] { try VectorWriter.write(placed, to: folder.file(name), format: .flatGeobuf) }
        #expect(try bytes(of: folder.file("a.fgb")) == bytes(of: folder.file("b.fgb")))
        var records: [Record] = []
        try VectorSource(path: folder.file("a.fgb")).forEachRecord { records.append($0) }
        #expect(records.map { $0["score"] } == ["61.25"])
    }

    @Test func severalLayersShareAGeoPackage() throws {
        let path = folder.file("all.gpkg")
        let routes = VectorLayer(name: "routes", fields: [], features: [])
        try VectorWriter.write([provinces, routes], to: path, format: .geoPackage(date: day))
        #expect(try VectorSource(path: path).layerNames() == ["provinces", "routes"])
        // The other layer holds nothing.
        #expect(try VectorSource(path: path).columns().names == fields.map(\.name))
        let seats = VectorLayer(name: "seats", fields: fields, features: provinces.features)
        let both = folder.file("both.gpkg")
        try VectorWriter.write([provinces, seats], to: both, format: .geoPackage(date: day))
        #expect(throws: GeoIOError.ambiguousLayer(path: both, known: ["provinces", "seats"])) {
            try VectorSource(path: both).columns()
        }
        #expect(try VectorSource(path: path, layer: "provinces").columns().names == fields.map(\.name))
        #expect(throws: GeoIOError.self) {
            try VectorWriter.write([provinces, routes], to: path, format: .geoJSON(coordinatePrecision: 7))
        }
    }

    @Test func anEmptyLayerIsAFile() throws {
        for (format, name) in formats {
            let path = folder.file("empty.\(name)")
            try VectorWriter.write(VectorLayer(name: "none", fields: fields, features: []), to: path, format: format)
            var count = 0
            try VectorSource(path: path).forEachRecord { _ in count += 1 }
            #expect(count == 0)
        }
    }

    @Test(arguments: [
        (FieldValue.integer(1 << 54), "field 'n': 18014398509481984 is beyond 2^53, and clients would round it"),
        (.real(1), "field 'n': real(1.0) is not of the type integer"),
    ])
    func aValueThatDoesNotFitIsNamed(_ value: FieldValue, _ words: String) {
        let path = folder.file("x.geojson")
        let bad = VectorLayer(
            name: "x", fields: [FieldDefinition(name: "n", type: .integer)],
            features: [VectorLayer.Feature(geometry: nil, values: [value])])
        let error = #expect(throws: GeoIOError.self) {
            try VectorWriter.write(bad, to: path, format: .geoJSON(coordinatePrecision: 7))
        }
        #expect("\(error!)".hasPrefix("\(path): cannot be written: layer 'x', feature 1: \(words)"))
        #expect(folder.names.isEmpty)
    }

    @Test(arguments: ["{", "\"text\"", "", "{} []"]) func onlyObjectsAndArraysAreJSONMembers(_ text: String) {
        #expect(throws: GeoIOError.self) { try JSONMember(text: text) }
    }

    @Test func membersAreEncodedInOrder() throws {
        #expect(try JSONMember(encoding: ["b": 1, "a": 2]).text == #"{"a":2,"b":1}"#)
        #expect(throws: GeoIOError.self) { try JSONMember(encoding: "a text") }
    }

    @Test func otherValuesThatDoNotFitAreRefused() {
        let cases: [(FieldValue, FieldDefinition.FieldType)] = [
            (.real(.nan), .real), (.text("a\0b"), .text),
        ]
        for (value, type) in cases {
            let bad = VectorLayer(
                name: "x", fields: [FieldDefinition(name: "n", type: type)],
                features: [VectorLayer.Feature(geometry: nil, values: [value])])
            #expect(throws: GeoIOError.self) {
                try VectorWriter.write(bad, to: folder.file("x.geojson"), format: .geoJSON(coordinatePrecision: 7))
            }
        }
        #expect(throws: GeoIOError.self) {
            let metres = layer(.point(PlanarPoint(x: 500_000, y: 3_000_000)))
            try VectorWriter.write(metres, to: folder.file("x.geojson"), format: .geoJSON(coordinatePrecision: 7))
        }
        #expect(folder.names.isEmpty)
    }

    @Test(.enabled(if: hasTool("ogrinfo"), "ogrinfo is not installed"))
    func ogrinfoReadsTheGeoPackage() throws {
        let path = folder.file("p.gpkg")
        try VectorWriter.write(provinces, to: path, format: .geoPackage(date: day))
        let report = try output(of: "ogrinfo", ["-so", path, "provinces"])
        for line in ["Geometry: Multi Polygon", "Feature Count: 2", "WGS 84", "DESCRIPTION=Risk by province"] {
            #expect(report.contains(line), "\(line)")
        }
    }

    private func layer(_ geometry: Geometry) -> VectorLayer {
        VectorLayer(name: "one", fields: [], features: [VectorLayer.Feature(geometry: geometry, values: [])])
    }

    private func coordinates<Value>(_ path: String, _ type: Value.Type) throws -> Value {
        let features = try #require(try json(path)["features"] as? [[String: Any]])
        let geometry = try #require(features[0]["geometry"] as? [String: Any])
        return try #require(geometry["coordinates"] as? Value)
    }
}
