// SPDX-License-Identifier: Apache-2.0

/// Where the parts of a map stand on the sheet.
struct MapLayout {
    let heading: Frame
    let map: Frame
    let panel: Frame
    let foot: Frame

    static let margin = 26.0
    private static let gap = 16.0
    private static let panelWidth = 292.0

    /// Width that heading and foot have on a sheet of a width.
    static func fullWidth(_ width: Double) -> Double { width - 2 * margin }

    /// - Parameters:
    ///   - headingHeight: what the heading needs at the full width.
    ///   - footHeight: what the notes and sources need there.
    init(width: Double, height: Double, headingHeight: Double, footHeight: Double) {
        let full = Self.fullWidth(width)
        heading = Frame(x: Self.margin, y: 15, width: full, height: headingHeight)
        foot = Frame(x: Self.margin, y: height - 14 - footHeight, width: full, height: footHeight)
        let top = heading.maxY + 7
        map = Frame(
            x: Self.margin, y: top, width: full - Self.panelWidth - Self.gap, height: foot.y - 10 - top)
        panel = Frame(x: map.maxX + Self.gap, y: map.y, width: Self.panelWidth, height: map.height)
    }

    private init(_ layout: MapLayout, map: Frame) {
        (heading, panel, foot, self.map) = (layout.heading, layout.panel, layout.foot, map)
    }

    /// The layout with the sides of the map on those of pixels.
    func snapped(on canvas: Canvas) -> MapLayout { MapLayout(self, map: canvas.snapped(map)) }
}
