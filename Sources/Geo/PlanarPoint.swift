// SPDX-License-Identifier: Apache-2.0

/// A point of a plane: metres east and north in a projected system, or longitude and latitude in degrees.
///
/// The holder (a `Grid`, a `Region`, a function's documentation) says which.
public struct PlanarPoint: Sendable, Hashable {
    /// Easting or longitude.
    public var x: Double
    /// Northing or latitude.
    public var y: Double

    /// Makes a point; values are not checked.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}
