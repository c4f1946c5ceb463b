// SPDX-License-Identifier: Apache-2.0

import Layers

/// The palettes of the three raster layers.
struct StyleSet {
    let risk, intensity, proximity: Style

    /// - Throws: `StyleError` for a palette that is missing or wrong.
    init(folder: String) throws {
        let styles = try Style.load(layers: ["risk", "intensity", "route-proximity"], folder: folder)
        (risk, intensity, proximity) = (styles[0], styles[1], styles[2])
    }
}
