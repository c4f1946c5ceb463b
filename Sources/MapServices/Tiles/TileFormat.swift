// SPDX-License-Identifier: Apache-2.0

/// What tiles are encoded as.
enum TileFormat: Sendable {
    case png, webP, mvt

    var mediaType: String {
        switch self {
        case .png: "image/png"
        case .webP: "image/webp"
        case .mvt: MediaType.mvt
        }
    }

    /// How addresses of such tiles end.
    var suffix: String {
        switch self {
        case .png: "png"
        case .webP: "webp"
        case .mvt: "pbf"
        }
    }

    /// The same for a route.
    var ending: Route.Ending { Route.Ending(suffix: suffix, mediaType: mediaType) }
}

/// The last segment of a tile address: `25.png`, `25@2x.webp`, `25.pbf`.
struct TileFileName: Sendable, Hashable {
    let row: String
    let scale: Int
    let suffix: String

    init(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        suffix = parts.count == 2 ? String(parts[1]) : ""
        let isDouble = parts.first?.hasSuffix("@2x") == true
        scale = isDouble ? 2 : 1
        row = String(parts.first.map { isDouble ? $0.dropLast(3) : $0 } ?? "")
    }

    var format: TileFormat? {
        switch suffix.lowercased() {
        case "png": .png
        case "webp": .webP
        case "pbf", "mvt": .mvt
        default: nil
        }
    }
}
