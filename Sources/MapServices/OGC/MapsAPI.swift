// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers
import TileEncoding

/// OGC API Maps and Coverages: rectangles of a raster layer as pictures and as values.
struct MapsAPI: ServedProtocol {
    let pictures: PictureAnswers
    let collections: Collections

    /// Most cells along a side of a coverage.
    private var coverageSide: Int { min(2048, pictures.largestSide) }

    var routes: [Route] {
        let layer = RouteParameter.path("collectionId", .layer(.surfaces), "Raster layer")
        let drawn = RouteParameter.path("collectionId", .layer(.pictures), "Raster layer")
        func area(_ layer: RouteParameter, _ side: Int, _ unit: String) -> [RouteParameter] {
            [layer, .box, .day] + ["width", "height"].map { .query($0, .whole(1...side), unit) }
        }
        return [
            Route(
                "/collections/{collectionId}/map", id: "map", "Map of a rectangle",
                area(drawn, pictures.largestSide, "Pixels"), formats: .types([MediaType.png]), answer: map),
            Route(
                "/collections/{collectionId}/coverage", id: "coverage", "Values of a rectangle",
                area(layer, coverageSide, "Cells"), formats: .types([MediaType.geoTIFF]), answer: coverage),
        ]
    }

    private func map(_ context: AnswerContext) async throws -> ServerResponse {
        let (layer, build) = try collections.drawn(context), target = context.target
        try Self.checkForm(target, [MediaType.png, "png"])
        let request = try AreaRequest(
            target, bounds: layer.bounds, cell: Self.cell(layer), largestSide: side(target))
        let color = try WMSMapRequest.color(target.text("bgcolor"))
        let isTransparent =
            target.text("transparent").map { $0.lowercased() == "true" } ?? (target.text("bgcolor") == nil)
        return try await pictures.picture(
            context, [build],
            MapComposer(view: request.view, layers: [layer], isTransparent: isTransparent, background: color)
        ).with("Content-Crs", "<\(Self.address(of: request.crs))>")
    }

    private static func checkForm(_ target: RequestTarget, _ forms: [String]) throws(ServerError) {
        guard let form = target.text("f"), !forms.contains(form.lowercased()) else { return }
        throw .unsupportedFormat(form)
    }

    /// A map without a size is drawn no larger than a screen; with one, up to the limit.
    private func side(_ target: RequestTarget) -> Int {
        target.text("width") == nil && target.text("height") == nil && target.text("scale-size") == nil
            ? min(1024, pictures.largestSide) : pictures.largestSide
    }

    private func coverage(_ context: AnswerContext) async throws -> ServerResponse {
        let (layer, build) = try collections.surface(context), target = context.target
        try Self.checkForm(target, ["geotiff", "tiff", MediaType.geoTIFF])
        if let text = target.text("crs"), try NamedCRS.named(text).plane != .geographic {
            throw ServerError.unsupportedCRS(text)
        }
        let view = try AreaRequest(
            target, bounds: layer.bounds, cell: Self.cell(layer), largestSide: coverageSide
        ).view
        // Four bytes for a value, compressed and then joined, beside a strip.
        let cost = context.cost(bytes: view.width * view.height * 8 + (2 << 20))
        return try await pictures.queues.largePictures.body(cost) { token in
            let bytes = try CoverageFile.geoTIFF(
                view, renderer: layer.renderer, description: layer.sentences(build), copyright: build.attribution,
                between: token.check)
            return ServerResponse(bytes, type: MediaType.geoTIFF, kind: "coverage")
        }.with("Content-Disposition", "attachment; filename=\"\(layer.name).tif\"")
            .with("Content-Crs", "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>")
            .with("Cache-Control", context.cacheControl(build, layer.tier))
    }

    /// Size of a cell in degrees of longitude; of the base map, what fits a screen.
    private static func cell(_ layer: MapLayer) -> Double {
        if case .surface(let surface) = layer { cell(surface) } else { (layer.bounds.east - layer.bounds.west) / 1024 }
    }

    /// Size of a cell in degrees of longitude.
    private static func cell(_ layer: ServedSurface) -> Double {
        layer.renderer.pyramid.levels[0].cellWidth * 180 / TileMatrixSet.mercatorLimit
    }

    private static func address(of crs: NamedCRS) -> String {
        crs.plane == .geographic
            ? "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
            : "http://www.opengis.net/def/crs/EPSG/0/\(crs.name.dropFirst(5))"
    }
}
