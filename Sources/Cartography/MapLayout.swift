// SPDX-License-Identifier: Apache-2.0

/// Where the parts of a map stand on the picture.
struct MapLayout {
    let heading: Frame
    let map: Frame
    let panel: Frame
    let sources: Frame

    /// `sourcesHeight`: what the sources need at the full width.
    init(width: Double, height: Double, sourcesHeight: Double) {
        let margin = 30.0
        let full = width - 2 * margin
        let panelWidth = min(330, full * 0.3)
        heading = Frame(x: margin, y: 22, width: full, height: 72)
        let bottom = height - 16 - sourcesHeight
        sources = Frame(x: margin, y: bottom, width: full, height: sourcesHeight)
        map = Frame(
            x: margin, y: heading.maxY + 4, width: full - panelWidth - 22, height: bottom - 12 - heading.maxY - 4)
        panel = Frame(x: map.maxX + 22, y: map.y, width: panelWidth, height: map.height)
    }
}
