// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The table of raster layers: what builds write, styles colour and servers show follows from it.
///
/// A new layer is a case here, a palette of its name in the styles' folder, and its values in the assessment. The cases
/// stand in the order of the catalog.
public enum SurfaceLayer: String, Sendable, CaseIterable {
    /// Score on the pinned scale: the main layer, which colours provinces and has bands of equal class.
    case risk
    /// The sum over reports, which tells what each adds.
    case intensity
    /// Corridors.
    case routeProximity = "route-proximity"

    /// The layer that is opened first.
    public static let main = risk

    /// Stem of its files, name of its palette, and name in every protocol.
    public var name: String { rawValue }

    /// One sentence: what a value means.
    public var summary: String {
        switch self {
        case .risk: "Risk score, 0 to 100, on the pinned scale of the calibration"
        case .intensity: "Expected weighted events per 1,000 km2 per 30 days, corridors included"
        case .routeProximity:
            "Nearness to a transfer corridor, faded by the time since its use, 0 to 1; no risk by itself"
        }
    }

    /// Name of the palette of its changes between two dates.
    public var differenceStyle: String { "\(name)-difference" }

    /// Names of all palettes that a build carries: those of the layers, and those of changes where the folder has them.
    public static func palettes(in folder: String) -> [String] {
        let files = FileManager.default
        return allCases.map(\.name)
            + allCases.map(\.differenceStyle).filter { files.fileExists(atPath: "\(folder)/\($0).json") }
    }
}

/// The palettes of all raster layers.
public struct StyleSet: Sendable {
    private let styles: [String: Style]

    /// Reads them from a folder.
    /// - Throws: `StyleError` for a palette that is missing or wrong.
    public init(folder: String) throws {
        let names = SurfaceLayer.allCases.map(\.name)
        styles = Dictionary(
            uniqueKeysWithValues: zip(names, try Style.load(layers: names, folder: folder)))
    }

    /// The palette of a layer.
    public subscript(layer: SurfaceLayer) -> Style {
        guard let style = styles[layer.name] else { preconditionFailure("\(layer.name) is no layer of the table") }
        return style
    }
}
