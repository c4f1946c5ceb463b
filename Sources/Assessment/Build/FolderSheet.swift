// SPDX-License-Identifier: Apache-2.0

import Cartography
public import Geo
public import Layers
import Queries
import Studies

/// A sheet of a build folder, drawn from its files alone.
public struct FolderSheet: Sendable {
    /// Name of the layer; nil for the main one.
    public var layer: String?
    /// What is shown.
    public var part: SheetPart
    /// The paper.
    public var paper: SheetPaper
    /// The one or two languages, the first first; nil for those of the build.
    public var languages: [Language]?
    /// Day on which it is made; nil to say none.
    public var produced: CalendarDay?

    /// The main layer, whole, on A4, in the languages of the build.
    public init(
        layer: String? = nil, part: SheetPart = .whole, paper: SheetPaper = .a4, languages: [Language]? = nil,
        produced: CalendarDay? = nil
    ) {
        (self.layer, self.part, self.paper) = (layer, part, paper)
        (self.languages, self.produced) = (languages, produced)
    }

    /// Everything that the sheet shows.
    /// - Throws: `SheetPartError` for a layer or a part that there is not, `OpenedFolderError`, `CatalogError` or `QueryError`
    ///   for a folder that is no build, `StudyError`, `GeoIOError` or `StyleError` for a file in it that is damaged.
    func specification(folder: String) throws -> MapSpecification {
        let build = try BuildReading(folder: OpenedFolder(path: folder))
        let catalog = build.catalog, name = layer ?? catalog.mainLayer
        let drawable = catalog.layers.filter { $0.kind == .raster }.map(\.name)
        guard drawable.contains(name), let surface = SurfaceLayer(rawValue: name) else {
            throw SheetPartError.unknownLayer(name: name, known: drawable)
        }
        let content = try SheetContent(build, languages: languages)
        let style = StyleSet(try build.study.styles(), worded: content.wording)[surface]
        guard let values = try build.surface(surface, on: content.plane),
            name == catalog.mainLayer || MapPictures.isWorthwhile(values, style: style)
        else { throw SheetPartError.unknownLayer(name: name, known: drawable.filter { $0 != name }) }
        return try MapPictures(content).sheet(
            values, style: style, hasGaps: Self.hasGaps(surface, catalog.forecast), part: part, paper: paper,
            produced: produced)
    }

    /// Draws the sheet.
    /// - Returns: the bytes of a file of the format.
    /// - Throws: as `specification`, and `CartographyError`.
    public func data(folder: String, format: SheetFormat) throws -> [UInt8] {
        try MapPicture.data(specification(folder: folder), format)
    }

    /// Where the record allows nothing, cells of an assessed country have no value.
    private static func hasGaps(_ layer: SurfaceLayer, _ forecast: CatalogForecast?) -> Bool {
        guard !layer.isOfReports, let forecast else { return false }
        let isOfChance = [.chance30d, .chance7d, .chance30dNear, .chance7dNear].contains(layer)
        return forecast.countries.contains { isOfChance ? $0.stated == .nothing : $0.stated != .figures }
    }
}
