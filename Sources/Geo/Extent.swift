// SPDX-License-Identifier: Apache-2.0

/// An axis-parallel rectangle of a plane: degrees (x = longitude) or metres; the holder says which.
public struct Extent: Sendable, Hashable {
    /// Western edge.
    public let minX: Double
    /// Southern edge.
    public let minY: Double
    /// Eastern edge.
    public let maxX: Double
    /// Northern edge.
    public let maxY: Double

    /// Returns nil unless all four values are finite and the rectangle has a positive area.
    public init?(minX: Double, minY: Double, maxX: Double, maxY: Double) {
        guard minX.isFinite, minY.isFinite, maxX.isFinite, maxY.isFinite, minX < maxX, minY < maxY else { return nil }
        self.minX = minX
        self.minY = minY
        self.maxX = maxX
        self.maxY = maxY
    }

    /// The smallest rectangle around the points; nil for none or for points on one axis-parallel line.
    public init?(around points: some Sequence<PlanarPoint>) {
        var west = Double.infinity, south = Double.infinity, east = -Double.infinity, north = -Double.infinity
        for point in points {
            west = min(west, point.x)
            south = min(south, point.y)
            east = max(east, point.x)
            north = max(north, point.y)
        }
        self.init(minX: west, minY: south, maxX: east, maxY: north)
    }

    /// East-west size in the units of the plane.
    public var width: Double { maxX - minX }
    /// North-south size in the units of the plane.
    public var height: Double { maxY - minY }
    /// The middle of the rectangle.
    public var center: PlanarPoint { PlanarPoint(x: (minX + maxX) / 2, y: (minY + maxY) / 2) }

    /// Whether the point lies inside or on the edge.
    public func contains(_ point: PlanarPoint) -> Bool {
        point.x >= minX && point.x <= maxX && point.y >= minY && point.y <= maxY
    }

    /// Whether the two rectangles share any point.
    public func intersects(_ other: Extent) -> Bool {
        minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
    }

    /// The rectangle grown by `distance` on every side; nil when a negative distance leaves nothing.
    public func expanded(by distance: Double) -> Extent? {
        Extent(minX: minX - distance, minY: minY - distance, maxX: maxX + distance, maxY: maxY + distance)
    }

    /// The smallest rectangle that holds both.
    public func union(_ other: Extent) -> Extent {
        Extent(
            minX: min(minX, other.minX), minY: min(minY, other.minY),
            maxX: max(maxX, other.maxX), maxY: max(maxY, other.maxY))!  // checked: holds both
    }
}
