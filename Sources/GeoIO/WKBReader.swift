// SPDX-License-Identifier: Apache-2.0

package import Geo

/// Reads two-dimensional little-endian well-known binary (OGC 06-103r4, clause 8), the fastest way to get many
/// vertices out of OGR: one call per geometry, none per vertex.
package struct WKBReader {
    package private(set) var points: [PlanarPoint] = []
    package private(set) var lines: [[PlanarPoint]] = []
    package private(set) var polygons: [Polygon] = []
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    /// Takes the parts of one geometry and of all its members, however nested.
    package init(_ bytes: UnsafeRawBufferPointer) throws(GeometryFault) {
        self.bytes = bytes
        try readGeometry(depth: 0)
    }

    private mutating func readGeometry(depth: Int) throws(GeometryFault) {
        guard depth < 32 else { throw GeometryFault("collections are nested more than 32 deep") }
        guard try next(UInt8.self) == 1 else { throw GeometryFault("the binary geometry is not little-endian") }
        let type = try next(UInt32.self)
        switch type {
        case 1: try readPoint()
        case 2: try readLine()
        case 3: try readPolygon()
        case 4, 5, 6, 7:
            for _ in 0..<(try next(UInt32.self)) { try readGeometry(depth: depth + 1) }
        default: throw GeometryFault("geometry type \(type) is not supported")
        }
    }

    private mutating func readPoint() throws(GeometryFault) {
        let point = PlanarPoint(x: try next(Double.self), y: try next(Double.self))
        // An empty point is written as two NaN.
        if !(point.x.isNaN && point.y.isNaN) { points.append(point) }
    }

    private mutating func readLine() throws(GeometryFault) {
        let line = try readVertices()
        // GEOS answers with an empty line where there is nothing.
        if !line.isEmpty { lines.append(line) }
    }

    private mutating func readPolygon() throws(GeometryFault) {
        let ringCount = try next(UInt32.self)
        guard ringCount > 0 else { return }
        var polygon = Polygon(shell: try readVertices())
        for _ in 1..<ringCount { polygon.holes.append(try readVertices()) }
        polygons.append(polygon)
    }

    private mutating func readVertices() throws(GeometryFault) -> [PlanarPoint] {
        let count = Int(try next(UInt32.self))
        guard count * 16 <= bytes.count - offset else { throw GeometryFault("the binary geometry is cut short") }
        defer { offset += count * 16 }
        return [PlanarPoint](unsafeUninitializedCapacity: count) { buffer, filled in
            for index in 0..<count {
                let x = bytes.loadUnaligned(fromByteOffset: offset + index * 16, as: Double.self)
                let y = bytes.loadUnaligned(fromByteOffset: offset + index * 16 + 8, as: Double.self)
                buffer.initializeElement(at: index, to: PlanarPoint(x: x, y: y))
            }
            filled = count
        }
    }

    private mutating func next<Number: BitwiseCopyable>(_ type: Number.Type) throws(GeometryFault) -> Number {
        let size = MemoryLayout<Number>.size
        guard offset + size <= bytes.count else { throw GeometryFault("the binary geometry is cut short") }
        defer { offset += size }
        return bytes.loadUnaligned(fromByteOffset: offset, as: type)
    }
}

/// Why one geometry cannot be used; the caller adds where it stands.
package struct GeometryFault: Error {
    package let reason: String

    init(_ reason: String) { self.reason = reason }
}
