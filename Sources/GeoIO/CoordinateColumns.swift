// SPDX-License-Identifier: Apache-2.0

import Geo

/// Points as two arrays, the shape that PROJ works on.
struct CoordinateColumns {
    var x: [Double]
    var y: [Double]

    init(_ points: [PlanarPoint]) {
        x = points.map(\.x)
        y = points.map(\.y)
    }

    var count: Int { x.count }
    var points: [PlanarPoint] { zip(x, y).map { PlanarPoint(x: $0, y: $1) } }

    mutating func append(contentsOf points: [PlanarPoint]) {
        for point in points {
            x.append(point.x)
            y.append(point.y)
        }
    }

    func makeReader() -> Reader { Reader(columns: self) }

    /// Hands the points out again in runs.
    struct Reader {
        let columns: CoordinateColumns
        var position = 0

        mutating func next(_ count: Int) -> [PlanarPoint] {
            defer { position += count }
            return (position..<position + count).map { PlanarPoint(x: columns.x[$0], y: columns.y[$0]) }
        }
    }
}

extension MultiPolygon {
    /// Visits shells and holes in order.
    func forEachRing(_ body: ([PlanarPoint]) -> Void) {
        for polygon in polygons {
            body(polygon.shell)
            polygon.holes.forEach(body)
        }
    }

    /// The area with each longer edge cut into equal parts no longer than `maximumEdge`.
    func densified(maximumEdge: Double) -> MultiPolygon {
        MultiPolygon(
            polygons.map { polygon in
                Polygon(
                    shell: polygon.shell.densified(maximumEdge: maximumEdge),
                    holes: polygon.holes.map { $0.densified(maximumEdge: maximumEdge) })
            })
    }
}

extension [PlanarPoint] {
    /// The line with each longer edge cut into equal parts no longer than `maximumEdge`; unchanged when that is not
    /// a positive number. Both directions of one edge get the same cuts, so that neighbours keep sharing them.
    func densified(maximumEdge: Double) -> [PlanarPoint] {
        guard maximumEdge > 0, let start = first else { return self }
        var result = [start]
        for (a, b) in zip(self, dropFirst()) {
            let dx = b.x - a.x, dy = b.y - a.y
            let ratio = ((dx * dx + dy * dy).squareRoot() / maximumEdge).rounded(.up)
            let parts = ratio.isFinite ? Swift.min(ratio, 1_000_000) : 1
            for step in stride(from: 1, to: parts, by: 1) {
                result.append(PlanarPoint(x: Self.cut(a.x, b.x, step, parts), y: Self.cut(a.y, b.y, step, parts)))
            }
            result.append(b)
        }
        return result
    }

    private static func cut(_ a: Double, _ b: Double, _ step: Double, _ parts: Double) -> Double {
        (a * (parts - step) + b * step) / parts
    }
}
