// SPDX-License-Identifier: Apache-2.0

extension RowFields {
    /// Where a quantity stands: least, best and most, each with its column.
    struct CountCells {
        var min: (text: String, column: String)
        var best: (text: String, column: String)
        var max: (text: String, column: String)

    }

    /// The cells of three columns.
    func countCells(min: String, best: String, max: String) -> CountCells {
        CountCells(min: (text(min), min), best: (text(best), best), max: (text(max), max))
    }

    /// A quantity as people write it; nil when no number is known. What cannot be read costs the number and not the row,
    /// and is noted; numbers out of order are sorted, and noted.
    mutating func quantity(
        _ cells: CountCells, unit: String, bound: QuantityBound, kind: CountKind = .increment
    ) -> Quantity? {
        if let quantity = plainQuantity(cells, unit: unit, bound: bound, kind: kind) { return quantity }
        var least = stated(cells.min), central = stated(cells.best), most = stated(cells.max), bound = bound
        if case .stated(let min, let best, let max, let found) = central?.count, found != .exact {
            if least == nil, most == nil { bound = found } else { bound = .range }
            least = least ?? min.map { Stated($0) }
            most = most ?? max.map { Stated($0) }
            central = best.map { Stated($0) }
        }
        var numbers = (least?.number { $0.min }, central?.number { $0.best }, most?.number { $0.max })
        let given = [numbers.0, numbers.1, numbers.2].compactMap { $0 }
        guard let low = given.min(), let high = given.max() else { return nil }
        if given != given.sorted() {
            notes.append("least, best and most were out of order and were put in order")
            numbers = (low, numbers.1, high)
        }
        return Quantity(min: numbers.0, best: numbers.1, max: numbers.2, unit: unit, bound: bound, kind: kind)
    }

    /// The quantity of cells that hold plain numbers in order, which nearly all do.
    private func plainQuantity(
        _ cells: CountCells, unit: String, bound: QuantityBound, kind: CountKind
    ) -> Quantity? {
        var numbers: [Double?] = []
        for cell in [cells.min, cells.best, cells.max] {
            let number = Double(cell.text)
            guard cell.text.isEmpty || number.map({ Self.isWhole($0, cell.text) }) == true else { return nil }
            numbers.append(number)
        }
        return Quantity(min: numbers[0], best: numbers[1], max: numbers[2], unit: unit, bound: bound, kind: kind)
    }

    /// Whether a number counts something, and has no point that may be a mark of thousands.
    private static func isWhole(_ number: Double, _ text: String) -> Bool {
        Quantity.fault(of: number) == nil && number == number.rounded() && WrittenNumber.pointGroup(text) == nil
    }

    private struct Numbers {
        let min, best, max: Double?
    }

    private struct Stated {
        let count: WrittenCount

        init(_ count: WrittenCount) { self.count = count }
        init(_ number: Double) { count = .stated(min: nil, best: number, max: nil, bound: .exact) }

        /// The number that serves for least, best or most.
        func number(_ part: (Numbers) -> Double?) -> Double? {
            guard case .stated(let min, let best, let max, _) = count else { return nil }
            return part(Numbers(min: min, best: best, max: max)) ?? best ?? min ?? max
        }
    }

    /// What a cell states; nil for an empty one, an unknown number, and a text that is no count.
    private mutating func stated(_ cell: (text: String, column: String)) -> Stated? {
        if cell.text.isEmpty { return nil }
        do throws(Rejected) {
            if let number = try grouped(cell.text, cell.column) { return Stated(number) }
        } catch {
            notes.append(
                "'\(cell.text.prefix(40))' in '\(cell.column)' may have a mark of thousands or a fraction; the event is kept "
                    + "without a number")
            return nil
        }
        guard let count = cache.count(cell.text) else {
            notes.append(
                "'\(cell.text.prefix(40))' in '\(cell.column)' is no count; the event is kept without a number")
            return nil
        }
        guard case .stated(let min, let best, let max, _) = count else { return nil }
        let numbers = [min, best, max].compactMap { $0 }
        guard numbers.allSatisfy({ Quantity.fault(of: $0) == nil }) else {
            notes.append(
                "'\(cell.text.prefix(40))' in '\(cell.column)' is no count; the event is kept without a number")
            return nil
        }
        guard numbers.allSatisfy({ $0 == $0.rounded() }) else {
            notes.append(
                "'\(cell.text.prefix(40))' in '\(cell.column)' is no whole number; the event is kept without a number")
            return nil
        }
        if WrittenNumber.count(cell.text) == nil {
            notes.append("counts in words or intervals were read ('\(cell.column)')")
        }
        return Stated(count)
    }

    /// A quantity of our own table; nil when all cells are empty. What is no count rejects the row.
    mutating func strictQuantity(
        min: String, best: String, max: String, unit: String, bound: QuantityBound, kind: CountKind
    ) throws(Rejected) -> Quantity? {
        let texts = [min, best, max].map { text($0) }
        if texts.contains(where: { WrittenNumber.decimal($0) == nil && cache.count($0) != nil && !$0.isEmpty }) {
            return quantity(countCells(min: min, best: best, max: max), unit: unit, bound: bound, kind: kind)
        }
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
