// SPDX-License-Identifier: Apache-2.0

import Geo

/// Writes two-dimensional little-endian well-known binary (OGC 06-103r4, clause 8).
struct WKBWriter {
    private(set) var bytes: [UInt8] = []

    init(_ geometry: Geometry) {
        switch geometry {
        case .point(let point): write(point)
        case .multiPoint(let points):
            header(4, count: points.count)
            points.forEach { write($0) }
        case .lines(let lines): write(lines)
        case .area(let area): write(area)
        }
    }

    private mutating func write(_ point: PlanarPoint) {
        header(1)
        append(point.x)
        append(point.y)
    }

    private mutating func write(_ lines: [[PlanarPoint]]) {
        if lines.count != 1 { header(5, count: lines.count) }
        for line in lines {
            header(2)
            vertices(line)
        }
    }

    private mutating func write(_ area: MultiPolygon) {
        if area.polygons.count != 1 { header(6, count: area.polygons.count) }
        for polygon in area.polygons {
            header(3, count: 1 + polygon.holes.count)
            vertices(polygon.shell)
            polygon.holes.forEach { vertices($0) }
        }
    }

    private mutating func vertices(_ points: [PlanarPoint]) {
        append(UInt32(points.count))
        bytes.reserveCapacity(bytes.count + points.count * 16)
        for point in points {
            append(point.x)
            append(point.y)
        }
    }

    private mutating func header(_ type: UInt32, count: Int? = nil) {
        bytes.append(1)
        append(type)
        if let count { append(UInt32(count)) }
    }

    private mutating func append<Number: BitwiseCopyable>(_ number: Number) {
        withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
    }
}
