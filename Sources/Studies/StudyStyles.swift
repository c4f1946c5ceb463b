// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Layers

extension ResolvedStudy {
    /// The palettes: the study's own, and those that the program brings for layers that its folder has none of.
    /// - Throws: `StyleError` for a palette that is wrong, or for a folder made for the former score of 0 to 100.
    package func styles() throws -> StyleSet {
        let own = path(study.styles)
        guard !Self.isOfFormerScore(own) else {
            throw StyleError.formerScore(path: "\(own)/\(Self.formerPalette).json")
        }
        return try StyleSet(folder: own, fallback: Self.builtInStyles)
    }

    /// File of a palette that `styles()` takes.
    package func palette(_ name: String) -> String {
        StyleSet.path(name, path(study.styles), Self.builtInStyles)
    }

    /// Names of the palettes of some layers, and of their changes where there are such.
    package func palettes(of layers: [SurfaceLayer] = SurfaceLayer.allCases) -> [String] {
        let changes = layers.map(\.differenceStyle)
        return layers.map(\.name) + changes.filter { FileManager.default.fileExists(atPath: palette($0)) }
    }

    private static let formerPalette = "risk"

    private static func isOfFormerScore(_ folder: String) -> Bool {
        let files = FileManager.default
        return files.fileExists(atPath: "\(folder)/\(formerPalette).json")
            && !files.fileExists(atPath: "\(folder)/\(SurfaceLayer.relativeRisk.name).json")
    }

    /// Nil where the program stands without its files: then a study needs all palettes of its own.
    static var builtInStyles: String? { (try? BuiltInStudy.folder()).map { "\($0)/../styles" } }
}
