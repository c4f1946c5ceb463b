// SPDX-License-Identifier: Apache-2.0

import Geo

extension RowFields {
    /// Refuses a row of totals: its first cell that holds something says so, or that of a place.
    func refuseTotals(_ placeColumns: [String]) throws(Rejected) {
        if let first = record.values.indices.first(where: { !record.values[$0].isEmpty }), isTotal(record.values[first])
        {
            let names = record.columns.names
            throw reject(first < names.count ? names[first] : "", record.values[first], .totalsRow)
        }
        for column in placeColumns {
            if let text = record[column], isTotal(text) { throw reject(column, text, .totalsRow) }
        }
    }

    private func isTotal(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 60, first >= 0x80 || Self.initials.contains(first | 0x20)
        else { return false }
        // Keys of millions of rows ("SYR12345") are not worth a look.
        if text.utf8.contains(where: { (0x30...0x39).contains($0) }), !text.utf8.contains(0x20) { return false }
        return Self.totals.contains(cache.key(text).filter { !$0.isNumber })
    }

    /// Small first letters of those words that are of ASCII.
    private static let initials = Set(totals.compactMap(\.utf8.first))

    /// Words by which spreadsheets mark a row of totals, as keys.
    private static let totals = Set(
        [
            "total", "totals", "grand total", "sub total", "sum total", "overall total", "total général",
            "total general", "sous-total", "somme", "totale", "totale generale", "gesamt", "insgesamt", "gesamtsumme",
            "toplam", "genel toplam", "المجموع", "مجموع", "المجموع الكلي", "المجموع العام", "الإجمالي", "إجمالي",
            "الاجمالي", "итого", "всего", "общий итог", "всього", "разом", "جمع کل",
        ].map { WrittenText.key($0) })
}
