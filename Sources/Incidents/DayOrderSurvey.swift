// SPDX-License-Identifier: Apache-2.0

public import Geo
import Tables

/// What all cells of the date columns together say of the order of day and month.
struct DayOrderSurvey {
    /// First lines of the cells that are a day in one order alone.
    private(set) var lines: [DayOrder: [Int]] = [:]
    private(set) var ambiguousLine: Int?
    private(set) var example = ""

    private static let kept = 5

    mutating func note(_ text: String, line: Int) {
        guard case .date(.numbers(let a, let b, let c, let digits, let separator), _) = DateText.read(WrittenText.plain(text)),
            separator != "."
        else { return }
        let orders = DateReading.orders(a, b, c, digits: digits)
        if orders.count == 1 {
            lines[orders[0], default: []].append(contentsOf: lines[orders[0], default: []].count < Self.kept ? [line] : [])
        } else if orders.count > 1, a != b, ambiguousLine == nil {
            ambiguousLine = line
            example = text
        }
    }

    /// The one order that fits.
    /// - Throws: `IncidentInputError` where none or both do, or where the study states another.
    func order(stated: DayOrder?, file: String, column: String) throws(IncidentInputError) -> DayOrder? {
        if lines.count > 1 {
            throw .contradictoryDates(file: file, column: column, lines: Self.texts(lines))
        }
        guard let (order, found) = lines.first else {
            if let stated { return stated }
            guard let ambiguousLine else { return nil }
            throw .ambiguousDates(RecordOrigin(file: file, line: ambiguousLine), column: column, example: example)
        }
        if let stated, stated != order {
            throw .otherDateOrder(file: file, column: column, stated: stated.rawValue, found: Self.texts([order: found]))
        }
        return order
    }

    private static func texts(_ lines: [DayOrder: [Int]]) -> [String: [Int]] {
        Dictionary(lines.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}
