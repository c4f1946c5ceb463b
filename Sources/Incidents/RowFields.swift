// SPDX-License-Identifier: Apache-2.0

import Geo

/// Typed access to the values of one record; every fault becomes a rejection that names column and value.
struct RowFields {
    let record: Record

    func reject(_ column: String, _ value: String, _ reason: RejectionReason) -> Rejected {
        Rejected(origin: record.origin, column: column, value: value, reason: reason)
    }

    func text(_ column: String) -> String { record[column] ?? "" }

    func required(_ column: String) throws(Rejected) -> String {
        guard let text = record[column] else { throw reject(column, "", .missing) }
        return text
    }

    func day(_ column: String, _ format: DateFormat = .iso) throws(Rejected) -> CalendarDay {
        let text = try required(column)
        guard let day = format.day(from: text) else { throw reject(column, text, .badDate) }
        return day
    }

    /// The days between two columns; an empty second column repeats the first.
    func period(_ first: String, _ last: String, _ format: DateFormat = .iso) throws(Rejected) -> DayInterval {
        let start = try day(first, format)
        guard record[last] != nil else { return DayInterval(start) }
        guard let period = DayInterval(first: start, last: try day(last, format)) else {
            throw reject(last, text(last), .endBeforeStart)
        }
        return period
    }

    /// A finite number; nil when the column is empty.
    func number(_ column: String) throws(Rejected) -> Double? {
        guard let text = record[column] else { return nil }
        return try number(text, column)
    }

    func number(_ text: String, _ column: String) throws(Rejected) -> Double {
        guard let number = Double(text), number.isFinite else { throw reject(column, text, .badNumber) }
        return number
    }

    /// A number of at least 0; nil when the column is empty.
    func count(_ column: String) throws(Rejected) -> Double? {
        guard let number = try number(column) else { return nil }
        if let fault = Quantity.fault(of: number) { throw reject(column, text(column), fault) }
        return number
    }

    /// A whole number, also when written as `5.0`; nil when the column is empty.
    func integer(_ column: String) throws(Rejected) -> Int? {
        guard let number = try number(column) else { return nil }
        guard let whole = Int(exactly: number) else { throw reject(column, text(column), .badNumber) }
        return whole
    }

    /// A numbered code, required.
    func code<Code: RawRepresentable<Int> & CaseIterable>(
        _ column: String, _ type: Code.Type
    ) throws(Rejected) -> Code {
        _ = try required(column)
        guard let value = try integer(column), let code = Code(rawValue: value) else {
            let known = Code.allCases.map { String($0.rawValue) }.joined(separator: ", ")
            throw reject(column, text(column), .unknownCode(known: known))
        }
        return code
    }

    /// A named code; the fallback where the column is empty, or a rejection without one.
    func code<Code: RawRepresentable<String> & CaseIterable>(
        _ column: String, or fallback: Code? = nil
    ) throws(Rejected) -> Code {
        guard let text = record[column] else {
            if let fallback { return fallback }
            throw reject(column, "", .missing)
        }
        guard let code = Code(rawValue: text.lowercased()) else {
            let known = Code.allCases.map(\.rawValue).joined(separator: ", ")
            throw reject(column, text, .unknownCode(known: known))
        }
        return code
    }

    /// A position from two columns; nil when both are empty.
    func coordinate(
        longitude: String, latitude: String, studyArea: Extent?
    ) throws(Rejected) -> Coordinate? {
        let x = try number(longitude), y = try number(latitude)
        guard let x else {
            if y == nil { return nil }
            throw reject(longitude, "", .halfCoordinate)
        }
        guard let y else { throw reject(latitude, "", .halfCoordinate) }
        return try coordinate(x, y, columns: "\(longitude), \(latitude)", studyArea)
    }

    /// A checked position: in range, not (0, 0), and not the study area's swapped.
    func coordinate(
        _ x: Double, _ y: Double, columns: @autoclosure () -> String, _ studyArea: Extent?
    ) throws(Rejected) -> Coordinate {
        let value = "\(x), \(y)"
        guard x.isFinite, y.isFinite else { throw reject(columns(), value, .badNumber) }
        if x == 0, y == 0 { throw reject(columns(), value, .nullIsland) }
        if let studyArea, !studyArea.contains(PlanarPoint(x: x, y: y)),
            studyArea.contains(PlanarPoint(x: y, y: x))
        {
            throw reject(columns(), value, .swappedCoordinates)
        }
        guard let coordinate = Coordinate(longitude: x, latitude: y) else {
            throw reject(columns(), value, .coordinateOutOfRange)
        }
        return coordinate
    }

    /// A quantity from three columns of counts; nil when all are empty.
    func quantity(
        min: String, best: String, max: String, unit: String, bound: QuantityBound, kind: CountKind
    ) throws(Rejected) -> Quantity? {
        let numbers = [try count(min), try count(best), try count(max)]
        guard numbers.contains(where: { $0 != nil }) else { return nil }
        guard
            let quantity = Quantity(
                min: numbers[0], best: numbers[1], max: numbers[2], unit: unit, bound: bound, kind: kind)
        else {
            let value = [min, best, max].map { text($0) }.joined(separator: ", ")
            throw reject("\(min), \(best), \(max)", value, .minAboveMax)
        }
        return quantity
    }
}
