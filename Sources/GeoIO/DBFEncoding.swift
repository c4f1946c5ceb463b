// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Tables

/// The encoding of the table of a shapefile that states none: GDAL would take its bytes for Western letters and make
/// nonsense of Arabic and Cyrillic names.
struct DBFEncoding {
    /// Told from the bytes of the names; nil where the file states one, where all letters are ASCII, and for other files.
    let found: TextEncoding?

    private static let sample = 1 << 20
    /// "ANSI" says no more than nothing.
    private static let unstated: Set<UInt8> = [0, 0x57]

    init(path: String) {
        found = Self.table(of: path).flatMap(Self.encoding)
    }

    /// The option by which GDAL reads the file; none where nothing was told.
    var options: [String] {
        guard let found else { return [] }
        let name = found.description
        return [
            "ENCODING=" + (name.hasPrefix("windows-") ? "CP" + name.dropFirst("windows-".count) : name.uppercased())
        ]
    }

    /// What a reader should know; nil where nothing was told.
    var remark: String? {
        found.map {
            "the file states no encoding, and its letters were read as \($0); put a .cpg file with the right name beside it "
                + "where they look wrong"
        }
    }

    /// The table beside a shapefile, or the table itself; nil where an encoding is stated beside it.
    private static func table(of path: String) -> String? {
        guard ["shp", "dbf"].contains(path.pathEnding), !path.hasPrefix("/vsi") else { return nil }
        let stem = path.dropLast(4), files = FileManager.default
        if ["cpg", "CPG", "cst"].contains(where: { files.fileExists(atPath: "\(stem).\($0)") }) { return nil }
        return ["dbf", "DBF"].map { "\(stem).\($0)" }.first { files.fileExists(atPath: $0) }
    }

    private static func encoding(of table: String) -> TextEncoding? {
        guard let file = FileHandle(forReadingAtPath: table) else { return nil }
        defer { try? file.close() }
        guard let bytes = try? file.read(upToCount: sample).map({ [UInt8]($0) }), bytes.count > 32,
            unstated.contains(bytes[29])
        else { return nil }
        // Bytes 8 and 9 say where the rows begin; what stands before them are numbers.
        let start = Int(bytes[8]) | Int(bytes[9]) << 8
        let rows = bytes.dropFirst(start)
        return rows.contains { $0 >= 0x80 } ? TextEncoding(ofLettersIn: Array(rows)) : nil
    }
}
