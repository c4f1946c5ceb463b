// SPDX-License-Identifier: Apache-2.0

import Layers

extension SheetPaper {
    /// Sides in millimetres.
    var millimeters: (width: Double, height: Double) {
        switch self {
        case .a4: (297, 210)
        case .a3: (420, 297)
        }
    }

    /// Sides in points of 1/72 inch.
    var points: (width: Double, height: Double) {
        (millimeters.width / 25.4 * 72, millimeters.height / 25.4 * 72)
    }
}

/// The unit in which sheets are drawn, the same on all papers: a larger one has more map around the same words.
enum SheetUnit {
    /// Length of the unit in points.
    static let points = 0.7
    /// Size of the smallest text: 7 points.
    static let leastText = 7 / points
    /// Pixels of an embedded raster in the length of the unit: 300 on an inch.
    static let vectorPixels = 300.0 / 72 * points
}
