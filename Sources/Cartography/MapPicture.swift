// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

/// A finished map as a PNG: surface, borders, names, legend, scale, statements and sources.
///
/// The same specification gives the same bytes.
public enum MapPicture {
    /// Draws the map.
    ///
    /// - Returns: the bytes of a PNG file of `specification.width` x `height` pixels.
    public static func png(_ specification: MapSpecification) throws(CartographyError) -> [UInt8] {
        let canvas = try Canvas(width: specification.width, height: specification.height)
        try canvas.checkFont()
        // A smaller picture is the same map made smaller; a larger one has more map around the same margins.
        let zoom = min(1, min(canvas.width / 1600, canvas.height / 1130))
        guard zoom >= 0.5 else { throw .tooSmall(width: specification.width, height: specification.height) }
        canvas.zoom(zoom)
        canvas.fill(canvas.bounds, MapInks.paper)
        let layout = MapLayout(
            width: canvas.width, height: canvas.height,
            sourcesHeight: MarginPainter.sourcesHeight(specification, canvas: canvas))
        guard layout.map.height > 300 else {
            throw .drawing(reason: "the list of sources leaves no room for the map; shorten it or enlarge the picture")
        }
        let plane = MapPlane(extent: specification.extent, frame: layout.map)
        drawMap(specification, plane: plane, on: canvas)
        MarginPainter(specification: specification, layout: layout, plane: plane, canvas: canvas).draw()
        try canvas.check()
        return try canvas.png()
    }

    /// Draws the map into a file.
    public static func write(_ specification: MapSpecification, to path: String) throws(CartographyError) {
        try PictureFile.write(try png(specification), to: path)
    }

    private static func drawMap(_ specification: MapSpecification, plane: MapPlane, on canvas: Canvas) {
        let basemap = BasemapPainter(specification, plane: plane)
        canvas.scoped {
            canvas.clip(plane.frame)
            basemap.drawGround(on: canvas)
            basemap.drawSurface(on: canvas)
            basemap.drawRivers(on: canvas)
            basemap.drawRoads(on: canvas)
            basemap.drawCorridors(on: canvas)
            basemap.drawBorders(on: canvas)
            var labels = LabelPainter(specification, plane: plane, canvas: canvas)
            labels.draw()
        }
        canvas.stroke(plane.frame, MapInks.frame)
    }
}

/// Writing of finished pictures.
enum PictureFile {
    static func write(_ bytes: [UInt8], to path: String) throws(CartographyError) {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path))
        } catch {
            throw .unwritable(path: path, reason: String(cString: strerror(errno)))
        }
    }
}
