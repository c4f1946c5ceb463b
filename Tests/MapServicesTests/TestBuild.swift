// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import JSON
import Layers
import TestSupport
import Testing
import TileEncoding

@testable import MapServices

/// A small build folder: a risk surface over 40 to 48 E, 30 to 36 N, four provinces and an incident.
final class TestBuild: Sendable {
    static let styles = Repository.palettes.path
    let root: String

    init() throws {
        root = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    /// Writes a build into a folder below the root; `shift` moves the surface so that builds differ, `gap` is the
    /// number of its western columns without values.
    @discardableResult
    func write(
        _ name: String = "out", day: String = "2026-02-15", shift: Double = 0, gap: Int = 20, cell: Double = 2500,
        uniformShare: Double = 0.05, tier: ReleaseTier = .public, hasIncidents: Bool = true
    ) throws -> String {
        let folder = "\(root)/\(name)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try writeRaster("\(folder)/risk.tif", shift: shift, gap: gap, cell: cell)
        try Self.provinces.write(toFile: "\(folder)/provinces.geojson", atomically: true, encoding: .utf8)
        let incidents = hasIncidents ? Self.incidents : #"{"type":"FeatureCollection","features":[]}"#
        try incidents.write(toFile: "\(folder)/incidents.geojson", atomically: true, encoding: .utf8)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var catalog = try catalog(day: day, tier: tier)
        if !hasIncidents { catalog.layers[2].extent = [] }
        catalog.method = ["uniform_share": MethodParameter(uniformShare)]
        try encoder.encode(catalog).write(to: URL(fileURLWithPath: "\(folder)/catalog.json"))
        return folder
    }

    private func writeRaster(_ path: String, shift: Double, gap: Int, cell: Double) throws {
        let degrees = try #require(Extent(minX: 40, minY: 30, maxX: 48, maxY: 36))
        let extent = try #require(WebMercator.project(degrees))
        let grid = try #require(Grid(crs: .webMercator, covering: extent, cellSize: cell))
        let values = (0..<grid.count).map { index -> Float in
            let x = Double(index % grid.columns) / 30 + shift, y = Double(index / grid.columns) / 25
            if index % grid.columns < gap { return .nan }
            return Float(50 + 49 * sin(x) * cos(y))
        }
        try CloudOptimizedGeoTIFF.write(Raster(grid: grid, values: values), to: path)
    }

    private static let provinces: String = {
        let features = (0..<4).map { index -> String in
            let west = 40 + (index % 2) * 4, south = 30 + (index / 2) * 3
            let ring = "[\(west),\(south)],[\(west + 4),\(south)],[\(west + 4),\(south + 3)],[\(west),\(south + 3)]"
            return """
                {"type":"Feature","properties":{"iso3166_2":"IQ-T\(index)","name_en":"Province \(index)",\
                "name_ar":"محافظة","score":\(20 + index * 15).5,"rank":\(4 - index),"assessed":true,\
                "note":null,"as_of":"2026-02-15"},\
                "geometry":{"type":"Polygon","coordinates":[[\(ring),[\(west),\(south)]]]}}
                """
        }
        return "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ",\n"))]}"
    }()

    private static let incidents = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","id":"i1","properties":{"title":"A <b>clash</b> & more","first_day":"2026-01-20","last_day":"2026-01-21"},
        "geometry":{"type":"Point","coordinates":[43.10,33.30]}},
        {"type":"Feature","id":"i2","properties":{"title":"Unlocated","first_day":"2026-02-01","last_day":"2026-02-01"},
        "geometry":null}]}
        """

    private func catalog(day: String, tier: ReleaseTier) throws -> Catalog {
        let style = try Style.load(from: "\(Self.styles)/risk.json")
        let statistics = LayerStatistics(
            Raster(
                grid: Grid(crs: .webMercator, originX: 0, originY: 0, cellSize: 1, columns: 1, rows: 1)!, values: [50]),
            style: style)
        func vector(_ name: String, _ count: Int) -> CatalogLayer {
            CatalogLayer(
                name: name, kind: .vector, title: TextByLanguage(en: name.capitalized, ar: "طبقة"), summary: "Test.",
                units: TextByLanguage(en: "", ar: ""), style: "", tier: tier,
                files: [CatalogFile(path: "\(name).geojson", mediaType: "application/geo+json", bytes: 1)],
                extent: [40, 30, 48, 36], statistics: nil, featureCount: count)
        }
        let risk = CatalogLayer(
            name: "risk", kind: .raster, title: style.title, summary: "Test surface.", units: style.units,
            style: "risk",
            tier: tier, files: [CatalogFile(path: "risk.tif", mediaType: CatalogFile.mediaType(of: "a.tif"), bytes: 1)],
            extent: [40, 30, 48, 36], statistics: statistics, featureCount: nil)
        return Catalog(
            title: TextByLanguage(en: "Test & study", ar: "دراسة"), softwareVersion: "1.0",
            inputDigest: "digest-\(day)",
            tier: tier, asOf: day, period: CatalogPeriod(first: "2026-01-01", last: day), extent: [40, 30, 48, 36],
            computingCRS: "x", cellSize: 2500, method: [:],
            layers: [risk, vector("provinces", 4), vector("incidents", 2)], mainLayer: "risk",
            sources: [CatalogSource(id: "s", title: "S", attribution: "© Someone")],
            counts: CatalogCounts(
                rows: 2, claims: 2, incidents: 2, rejected: [:], unlocatedIncidents: 1, unlocatedMass: 0),
            statements: Self.statements)
    }

    private static let statements = Statements(
        absence: TextByLanguage(en: Statements.standard.absence.en, ar: "غياب التقارير لا يعني الأمان."),
        intendedUse: TextByLanguage(
            en: Statements.standard.intendedUse.en,
            ar: "للتخطيط لسلامة المدنيين وعمال الإغاثة والسائقين. "
                + "ليست للاستهداف ولا لتحديد مواقع أشخاص أو قوافل، ولا تتنبأ بأحداث بعينها."),
        boundaries: TextByLanguage(
            en: Statements.standard.boundaries.en,
            ar: "لا تعني الحدود والأسماء المبينة إقرارا أو قبولا رسميا. "
                + "الخطوط المتقطعة: حدود متنازع عليها أو غير نهائية."))
}

/// A service over a folder, with short ways to ask it.
struct TestService {
    static let token = "a-token-of-sixteen-or-more"
    let service: MapService
    let store: BuildStore

    init(
        _ directory: String, publicURL: String? = nil, proxies: [String] = [], cache: Int = 1 << 20,
        queries: (any RiskQueryOpener)? = nil, pool: any WorkPool = ImmediatePool(), queueLimit: Int = 256,
        offersWebP: Bool = true, contact: ServiceContact? = nil, hosts: [String] = ["maps.example"],
        remark: @escaping @Sendable (String) -> Void = { _ in }
    ) throws {
        store = BuildStore(
            origin: .directory(directory, styles: TestBuild.styles), blocks: RasterBlockCache(limit: 16 << 20),
            queries: queries, remark: remark)
        try store.reload()
        var options = ServiceOptions(
            address: try #require(PublicAddress(publicURL: publicURL, trustedProxies: proxies, allowedHosts: hosts)))
        options.tileCacheBytes = cache
        options.contact = contact
        options.offersWebP = offersWebP && options.offersWebP
        options.token = AccessToken(contents: Array(Self.token.utf8))
        service = MapService(
            store: store, queues: WorkQueues(RenderQueue(pool: pool, limit: queueLimit)), options: options)
    }

    func get(
        _ target: String, _ headers: [(String, String)] = [], method: String = "GET", body: [UInt8] = [],
        peer: String? = nil
    ) async -> ServerResponse {
        await service.respond(
            to: ServerRequest(
                method: method, target: target, headers: [("Host", "maps.example:8080")] + headers, body: body,
                peer: peer))
    }

    func json(_ target: String, _ headers: [(String, String)] = []) async throws -> JSONValue {
        let response = await get(target, headers)
        try #require(response.status == 200, "\(target): \(response.text)")
        return try JSONValue.parse(response.bytes)
    }
}

extension ServerResponse {
    var bytes: [UInt8] {
        switch body {
        case .bytes(let bytes): bytes
        case .file(let file, let offset, let length): file.read(offset: offset, length: length) ?? []
        case .joined: body.bytes(from: 0, count: body.count) ?? []
        }
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// The pixels of a palette or RGBA picture as GDAL decodes them.
extension ServerResponse {
    func values(_ header: String) -> [String] {
        headers.filter { $0.name.lowercased() == header.lowercased() }.map(\.value)
    }
}

/// The text that feature information tells for a value next to an edge between classes names the value's own class.
func expectValuesToStayInTheirClass(_ layer: ServedSurface) throws {
    for edge in layer.style.breaks {
        for value in [edge, edge.nextUp, edge.nextDown] where layer.style.classIndex(of: value) != nil {
            let text = FeatureInfo(layer: layer, day: "", value: value, place: nil).valueText
            // Of a change, what is no number of times is told by its class alone.
            if layer.comparison != nil, !(0...RasterRatio.bounds.upperBound).contains(value) {
                #expect(text.isEmpty)
                continue
            }
            let back = try #require(Float(text))
            #expect(layer.style.classIndex(of: back) == layer.style.classIndex(of: value), "\(value) as \(text)")
        }
    }
}
