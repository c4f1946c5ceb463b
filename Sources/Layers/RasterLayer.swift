// SPDX-License-Identifier: Apache-2.0

public import Geo

/// A surface ready to be written: values on the computing grid with their style.
public struct RasterLayer: Sendable {
    /// Values on the equal-area grid; NaN: not assessed.
    public var raster: Raster<Float>
    /// Name, title, units and classes.
    public var style: Style
    /// One sentence: what a value means.
    public var summary: String

    /// Whether it is the layer that the class polygons belong to.
    public var isMain: Bool

    /// Takes the parts as they are.
    public init(raster: Raster<Float>, style: Style, summary: String, isMain: Bool) {
        self.raster = raster
        self.style = style
        self.summary = summary
        self.isMain = isMain
    }

    /// Stem of the file names.
    public var name: String { style.layer }
}
