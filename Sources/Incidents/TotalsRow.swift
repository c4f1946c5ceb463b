// SPDX-License-Identifier: Apache-2.0

import Geo

extension RowFields {
    /// Refuses a row of totals: its first cell that holds something says so, or that of a place. Words that mean something else
    /// as well do so only in a row without a date.
    func refuseTotals(_ placeColumns: [String], hasDate: @autoclosure () -> Bool) throws(Rejected) {
        if let first = record.values.indices.first(where: { !record.values[$0].isEmpty }),
            isTotal(record.values[first], hasDate)
        {
            let names = record.columns.names
            throw reject(first < names.count ? names[first] : "", record.values[first], .totalsRow)
        }
        for column in placeColumns {
            if let text = record[column], isTotal(text, hasDate) { throw reject(column, text, .totalsRow) }
        }
    }

    private func isTotal(_ text: String, _ hasDate: () -> Bool) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 60, first >= 0x80 || TotalWords.mayBegin(text, first)
        else {
            return false
        }
        // Keys of millions of rows ("SYR12345") are not worth a look.
        if text.utf8.contains(where: { (0x30...0x39).contains($0) }), !text.utf8.contains(0x20) { return false }
        switch cache.totalWords(text) {
        case .none: return false
        case .total: return true
        case .perhaps: return !hasDate()
        }
    }
}

/// Whether a text names a total of other rows.
enum TotalWords {
    case none, total
    /// It does so in a row without a date.
    case perhaps

    init(_ text: String) {
        let key = WrittenText.key(text).filter { !$0.isNumber }
        self = Self.totals.contains(key) ? .total : Self.sums.contains(key) || Self.isOfTotal(text) ? .perhaps : .none
    }

    /// Whether a text may be of a total by its first or its last letter.
    static func mayBegin(_ text: String, _ first: UInt8) -> Bool {
        initials.contains(first | 0x20) || text.utf8.last.map { $0 | 0x20 } == UInt8(ascii: "l")
    }

    /// `Subtotal Ninewa`, `Ninewa Total`, `Total of Ninewa`: a word for a total at either end of a name.
    private static func isOfTotal(_ text: String) -> Bool {
        let words = text.split { $0 == " " || $0 == ":" || $0 == "\u{A0}" }.map { WrittenText.key($0) }.filter {
            !$0.isEmpty
        }
        guard (2...6).contains(words.count) else { return false }
        return totals.contains(words[0]) || totals.contains(words[words.count - 1])
    }

    /// Small first letters of those words that are of ASCII.
    private static let initials = Set(totals.union(sums).compactMap(\.utf8.first))

    /// Words by which spreadsheets mark a row of totals, as keys.
    private static let totals = Set(
        [
            "total", "totals", "grand total", "sub total", "sum total", "overall total", "total général",
            "total general", "sous-total", "somme", "totale", "totale generale", "gesamt", "insgesamt", "gesamtsumme",
            "toplam", "genel toplam", "المجموع", "مجموع", "المجموع الكلي", "المجموع العام", "الإجمالي", "إجمالي",
            "الاجمالي", "итого", "всего", "общий итог", "всього", "разом", "جمع کل", "total incidents", "total events",
            "incidents total",
        ].map { WrittenText.key($0) })

    /// Words that mark one where no date stands beside them.
    private static let sums = Set(
        ["sum", "overall", "all", "Σ", "کل", "الكل", "جمع", "ensemble", "suma", "сумма", "summe"].map {
            WrittenText.key($0)
        })
}
