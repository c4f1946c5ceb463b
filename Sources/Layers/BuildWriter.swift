// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import JSON

/// Writes the layers and documents of one build into a (staging) folder, within the rules of its tier.
public struct BuildWriter: Sendable {
    /// The folder; it exists.
    public let folder: String
    /// The rules that every output is held to.
    public let policy: ReleasePolicy
    /// What every output says of its origin.
    public let provenance: Provenance
    /// The files that are written; others are neither made nor listed.
    public let selection: OutputSelection

    /// Takes the parts as they are.
    public init(
        folder: String, policy: ReleasePolicy, provenance: Provenance, selection: OutputSelection = .all
    ) {
        self.folder = folder
        self.policy = policy
        self.provenance = provenance
        self.selection = selection
    }

    /// Whether a file is written.
    public func wants(_ name: String) -> Bool { selection.contains(name) }

    /// Path of a file in the folder.
    public func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// The catalog's entry of a file that has been written.
    public func file(_ name: String) -> CatalogFile {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path(name))
        let bytes = (attributes?[.size] as? NSNumber)?.intValue ?? 0
        return CatalogFile(path: name, mediaType: CatalogFile.mediaType(of: name), bytes: bytes)
    }

    /// Writes `NAME.tif` (Web Mercator), `NAME.png` with its world file and system, `NAME.qml`, and the other style
    /// files in `styles/`.
    ///
    /// - Returns: the catalog's entry, to which the caller may add files of its own (the finished map).
    /// - Throws: `GeoIOError` or an error of the file system when a file cannot be made or written.
    public func write(_ layer: RasterLayer) throws -> CatalogLayer {
        let name = layer.name, isDrawn = selection.containsAny(Self.pictureFiles(name))
        if wants("\(name).tif") || isDrawn {
            let warped = try webMercator(layer)
            if wants("\(name).tif") { try writeGeoTIFF(of: warped, layer) }
            if isDrawn { try writePicture(of: warped, style: layer.style) }
        }
        let styles = try writeStyles(layer)
        let files = (["\(name).tif"] + Self.pictureFiles(name)).filter(wants) + styles
        return CatalogLayer(
            name: name, kind: .raster, title: layer.style.title, summary: layer.summary, units: layer.style.units,
            style: name, tier: policy.tier, files: files.map(file), extent: try degrees(layer.raster.grid),
            statistics: LayerStatistics(layer.raster, style: layer.style), featureCount: nil)
    }

    private static func pictureFiles(_ name: String) -> [String] {
        ["\(name).png", "\(name).pgw", "\(name).png.aux.xml"]
    }

    /// Files of a raster layer beside its finished map, wanted or not, by the name of the layer.
    public static func rasterFiles(_ name: String) -> [String] {
        ["\(name).tif"] + pictureFiles(name)
            + StyleExport.allCases.map { path(of: $0, named: "\(name).\($0.rawValue)") }
    }

    /// QGIS finds a QML by the file's own name; the others are asked for by name.
    static func path(of export: StyleExport, named name: String) -> String {
        export == .qml ? name : "styles/\(name)"
    }

    private func writeGeoTIFF(of warped: Raster<Float>, _ layer: RasterLayer) throws {
        try CloudOptimizedGeoTIFF.write(
            warped, to: path("\(layer.name).tif"),
            metadata: [("layer", layer.name), ("summary", layer.summary)] + provenance.items(tier: policy.tier),
            bandDescription: layer.style.title.main, units: layer.style.units.main,
            overviewResampling: layer.style.isBlended ? .average : .nearest)
    }

    /// Writes `catalog.json`.
    /// - Throws: an error of the file system when it cannot be written.
    public func write(_ catalog: Catalog) throws {
        try write(StableJSON.encode(catalog.listing(selection)), to: Catalog.fileName)
    }

    /// Writes `contributions.json`.
    ///
    /// - Throws: `ReleaseViolation` when a location in it is finer than the tier allows.
    public func write(_ table: ContributionTable) throws {
        try policy.check(table)
        try write(StableJSON.encode(table), to: ContributionTable.fileName)
    }

    /// Writes `restricted-counts.csv`: events of restricted sources by area and half-month or calendar year.
    ///
    /// - Returns: the catalog's entry.
    /// - Throws: `ReleaseViolation` when a count is finer than the tier allows, an error of the file system when it
    ///   cannot be written.
    public func write(_ counts: [RestrictedCount]) throws -> CatalogFile {
        try policy.check(counts)
        try write(Data(RestrictedCount.table(counts).utf8), to: RestrictedCount.fileName)
        return file(RestrictedCount.fileName)
    }

    /// Writes a file of the folder, making the folder that its name may have.
    func write(_ data: Data, to name: String) throws {
        let target = path(name)
        let parent = target.parentPath
        try FileSystem.makeFolder(parent, isNew: false)
        try FileSystem.write(data, to: target)
    }

    /// The surface as clients want it. Resampling may overshoot a bound of the style by a rounding step: it is held.
    private func webMercator(_ layer: RasterLayer) throws -> Raster<Float> {
        var warped = try Warper.warp(
            layer.raster, to: .webMercator, resampling: layer.style.isBlended ? .bilinear : .nearest)
        let range = layer.style.range
        for index in warped.values.indices where !warped.values[index].isNaN {
            warped.values[index] = min(max(warped.values[index], range.lowerBound), range.upperBound)
        }
        return warped
    }

    private func writePicture(of raster: Raster<Float>, style: Style) throws {
        let name = "\(style.layer).png"
        try PNGWriter.write(
            indices: raster.values.map(style.paletteIndex),
            palette: style.palette.map { ($0.red, $0.green, $0.blue, $0.alpha) }, width: raster.grid.columns,
            height: raster.grid.rows, to: path(name), worldFile: raster.grid)
        // The picture and its world file are written together.
        for other in [name, "\(style.layer).pgw"] where !wants(other) { unlink(path(other)) }
        guard wants("\(name).aux.xml") else { return }
        // A world file knows no system; this side file is what GDAL and QGIS read it from.
        let system = raster.grid.crs.definition
        try write(Data("<PAMDataset>\n  <SRS>\(system)</SRS>\n</PAMDataset>\n".utf8), to: "\(name).aux.xml")
    }

    private func writeStyles(_ layer: RasterLayer) throws -> [String] {
        let style = layer.style, attribution = provenance.attributions.joined(separator: "; ")
        return try StyleExport.allCases.compactMap { export in
            let name = Self.path(of: export, named: export.fileName(for: style))
            guard wants(name) else { return nil }
            try write(Data(export.text(of: style, isMain: layer.isMain, attribution: attribution).utf8), to: name)
            return name
        }
    }

    private func degrees(_ grid: Grid) throws -> [Double] {
        let extent = try CoordinateTransform(from: grid.crs, to: .geographic).transform(grid.extent, densify: 21)
        return extent.degrees
    }
}

extension Extent {
    /// West, south, east, north, rounded to 5 decimals: finer says nothing about an extent.
    var degrees: [Double] { [minX, minY, maxX, maxY].map { ($0 * 1e5).rounded() / 1e5 } }
}
