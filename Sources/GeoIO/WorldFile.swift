// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

/// The six lines that place a picture: pixel size, two rotations, and the centre of the north-western pixel.
struct WorldFile {
    let text: String

    init(_ grid: Grid, columns: Int, rows: Int) {
        let extent = grid.extent
        let width = extent.width / Double(columns), height = extent.height / Double(rows)
        let lines = [width, 0, 0, -height, extent.minX + width / 2, extent.maxY - height / 2]
        text = lines.map { VectorField.text(of: $0) + "\n" }.joined()
    }

    /// Writes `NAME.pgw` beside `NAME.png`.
    func write(beside picture: String) throws(GeoIOError) {
        let url = URL(fileURLWithPath: picture).deletingPathExtension().appendingPathExtension("pgw")
        let file = try OutputFile(url.path(percentEncoded: false))
        let bytes = Array(text.utf8)
        let result = bytes.withUnsafeBytes { bytes in
            Result { () throws(GeoIOError) in try file.save(bytes) }
        }
        try result.get()
    }
}
