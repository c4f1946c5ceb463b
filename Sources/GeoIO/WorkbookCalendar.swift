// SPDX-License-Identifier: Apache-2.0

import CGDAL
import Geo

/// The day from which an XLSX workbook counts. GDAL takes 1900 for granted; workbooks of old Excel for Mac count from 1904,
/// and their days would be four years early.
struct WorkbookCalendar {
    /// Whether it counts from 1904.
    let startsLate: Bool

    /// Days between the two beginnings.
    private static let difference = 1462

    /// Any other file counts from nowhere.
    init(path: String) {
        startsLate = path.pathEnding == "xlsx" && Self.isMarked(path)
    }

    private static func isMarked(_ path: String) -> Bool {
        guard let bytes = try? ArchiveFile.bytes(of: "/vsizip/{\(path)}/xl/workbook.xml") else { return false }
        return ErrorCapture.run { _ in
            guard let root = CPLParseXMLString(String(decoding: bytes, as: UTF8.self)) else { return false }
            defer { CPLDestroyXMLNode(root) }
            CPLStripXMLNamespace(root, nil, 1)
            guard let value = CPLGetXMLValue(root, "=workbook.workbookPr.date1904", "0") else { return false }
            return ["1", "true", "on"].contains(String(cString: value).lowercased())
        }
    }

    /// What a reader should know; nil where it counts from 1900.
    var remark: String? {
        startsLate
            ? "the workbook counts its days from 1904, and its dates were read so; numbers that are not formatted as dates "
                + "were left as they are" : nil
    }

    /// The day that a cell means.
    /// - Throws: `GeoIOError.invalidArgument` for a text in the form of a day in a column that is not of days alone: GDAL gives days
    ///   and typed texts of such a column alike.
    func corrected(_ text: String, of field: VectorField, path: String, line: Int) throws(GeoIOError) -> String {
        guard startsLate, !text.isEmpty else { return text }
        if field.isDate {
            guard let day = CalendarDay(parsing: String(text.prefix(10))) else { return text }
            return "\(day.advanced(by: Self.difference))" + text.dropFirst(10)
        }
        guard text.wholeMatch(of: /\d{4}\/\d{2}\/\d{2}(?: .*)?/) != nil else { return text }
        throw .invalidArgument(
            what:
                "\(path):\(line): the workbook counts its days from 1904, and the column '\(field.name)' mixes days with "
                + "texts, so that '\(text)' may be four years early",
            remedy: "Save the sheet as CSV, or with days from 1900")
    }
}
