// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Layers

/// The palettes of the three raster layers.
package struct StyleSet {
    /// Names of the palettes, and of the layers.
    package static let layers = ["risk", "intensity", "route-proximity"]

    /// Names of the palettes that a server needs beside them, where the folder has them: changes between two dates.
    package static func differences(folder: String) -> [String] {
        layers.map { "\($0)-difference" }.filter { FileManager.default.fileExists(atPath: "\(folder)/\($0).json") }
    }

    package let risk, intensity, proximity: Style

    /// - Throws: `StyleError` for a palette that is missing or wrong.
    package init(folder: String) throws {
        let styles = try Style.load(layers: Self.layers, folder: folder)
        (risk, intensity, proximity) = (styles[0], styles[1], styles[2])
    }
}
