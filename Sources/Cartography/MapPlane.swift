// SPDX-License-Identifier: Apache-2.0

import Geo

/// The step from the map's plane (y upwards) to pixels (y downwards): one scale, the extent centred in the frame.
struct MapPlane {
    let frame: Frame
    /// Pixels per unit of the plane.
    let scale: Double
    private let west: Double
    private let north: Double

    init(extent: Extent, frame: Frame) {
        self.frame = frame
        scale = min(frame.width / extent.width, frame.height / extent.height)
        west = extent.center.x - frame.width / scale / 2
        north = extent.center.y + frame.height / scale / 2
    }

    func pixel(_ point: PlanarPoint) -> PlanarPoint {
        PlanarPoint(x: frame.x + (point.x - west) * scale, y: frame.y + (north - point.y) * scale)
    }

    func pixels(_ line: [PlanarPoint]) -> [PlanarPoint] { line.map(pixel) }

    func pixels(_ lines: [[PlanarPoint]]) -> [[PlanarPoint]] { lines.map(pixels) }

    /// All rings of an area.
    func rings(_ area: MultiPolygon) -> [[PlanarPoint]] {
        area.polygons.flatMap { pixels([$0.shell] + $0.holes) }
    }

    func area(_ area: MultiPolygon) -> MultiPolygon {
        MultiPolygon(area.polygons.map { Polygon(shell: pixels($0.shell), holes: pixels($0.holes)) })
    }

    /// Position in the plane of a pixel coordinate.
    func plane(x: Double, y: Double) -> PlanarPoint {
        PlanarPoint(x: west + (x - frame.x) / scale, y: north - (y - frame.y) / scale)
    }
}
