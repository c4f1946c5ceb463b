// SPDX-License-Identifier: Apache-2.0

public import Foundation
public import Geo

/// Finds single positions of events in text and in well-known binary, at any rounding from two decimals of a degree on.
///
/// Outlines of areas are long lists of positions, which meet any place by chance: a position counts only where letters
/// or quotes stand on both sides of the pair, as in a point's geometry or in named members.
public struct PositionSearch: Sendable {
    private struct Key: Hashable {
        let decimals: Int
        let x, y: Int64
    }

    private var rows: [Key: Int] = [:]
    private static let decimals = 2...7

    /// - Parameters:
    ///   - positions: of the restricted rows.
    ///   - known: positions that may stand in files, those of open evidence; at a rounding at which they meet, neither
    ///     is looked for.
    public init(_ positions: [Coordinate], known: [Coordinate]) {
        for (row, position) in positions.enumerated() {
            for decimals in Self.decimals { rows[Self.key(position, decimals)] = row }
        }
        for position in known {
            for decimals in Self.decimals { rows[Self.key(position, decimals)] = nil }
        }
    }

    /// Rows whose position the bytes hold.
    public func rows(in bytes: Data, isText: Bool) -> Set<Int> {
        if rows.isEmpty { return [] }
        return bytes.withUnsafeBytes { isText ? inText($0) : inBinary($0) }
    }

    // MARK: Text

    private func inText(_ raw: UnsafeRawBufferPointer) -> Set<Int> {
        var scanner = NumberScanner(raw)
        var found: Set<Int> = []
        var before: NumberScanner.Number?, last: NumberScanner.Number?
        var pair: (NumberScanner.Number, NumberScanner.Number)?
        while true {
            let next = scanner.next()
            // A pair is complete when something else than a number follows it.
            if let (x, y) = pair, next.map({ $0.isApart(from: y) }) ?? true { found.formUnion(row(x, y)) }
            pair = nil
            guard let next else { return found }
            if let last, next.start - last.end <= 40, before.map({ last.isApart(from: $0) }) ?? true {
                pair = (last, next)
            }
            (before, last) = (last, next)
        }
    }

    private func row(_ a: NumberScanner.Number, _ b: NumberScanner.Number) -> Set<Int> {
        let decimals = max(a.decimals, b.decimals)
        guard decimals >= Self.decimals.lowerBound else { return [] }
        let rounding = min(decimals, Self.decimals.upperBound)
        return Set(
            [(a.value, b.value), (b.value, a.value)].compactMap { x, y in
                Coordinate(longitude: x, latitude: y).flatMap { rows[Self.key($0, rounding)] }
            })
    }

    // MARK: Well-known binary

    /// A point in little-endian well-known binary: byte order, type 1, x, y.
    private func inBinary(_ raw: UnsafeRawBufferPointer) -> Set<Int> {
        var found: Set<Int> = []
        guard raw.count >= 21 else { return found }
        for start in 0...raw.count - 21 where raw[start] == 1 {
            guard raw.loadUnaligned(fromByteOffset: start + 1, as: UInt32.self).littleEndian == 1 else { continue }
            let x = Double(bitPattern: raw.loadUnaligned(fromByteOffset: start + 5, as: UInt64.self).littleEndian)
            let y = Double(bitPattern: raw.loadUnaligned(fromByteOffset: start + 13, as: UInt64.self).littleEndian)
            guard let position = Coordinate(longitude: x, latitude: y) else { continue }
            for decimals in Self.decimals {
                let isRounded = Self.isRounded(x, decimals) && Self.isRounded(y, decimals)
                guard isRounded || decimals == Self.decimals.upperBound else { continue }
                if let row = rows[Self.key(position, decimals)] { found.insert(row) }
                break
            }
        }
        return found
    }

    private static func isRounded(_ value: Double, _ decimals: Int) -> Bool {
        let factor = pow(10, Double(decimals))
        return abs(value * factor - (value * factor).rounded()) < 1e-6
    }

    private static func key(_ position: Coordinate, _ decimals: Int) -> Key {
        let factor = pow(10, Double(decimals))
        return Key(
            decimals: decimals, x: Int64((position.longitude * factor).rounded()),  // checked: at most 180 times 1e7
            y: Int64((position.latitude * factor).rounded()))  // checked: at most 90 times 1e7
    }
}

/// Decimal numbers of a text, one after the other.
private struct NumberScanner {
    struct Number {
        let value: Double
        let decimals: Int
        let start, end: Int
        /// Whether a letter or a quote stands between this number and the one before it in the text.
        let hasWordBefore: Bool

        func isApart(from earlier: Number) -> Bool { hasWordBefore || start - earlier.end > 200 }
    }

    private let raw: UnsafeRawBufferPointer
    private var position = 0

    init(_ raw: UnsafeRawBufferPointer) { self.raw = raw }

    mutating func next() -> Number? {
        var hasWord = false
        while position < raw.count {
            let byte = raw[position]
            if Self.isDigit(byte) { return number(hasWordBefore: hasWord) }
            if byte >= 0x80 || byte == 0x22 || byte == 0x3C || byte == 0x0A || Self.isLetter(byte) { hasWord = true }
            position += 1
        }
        return nil
    }

    private mutating func number(hasWordBefore: Bool) -> Number {
        let start = position
        var value = 0.0, scale = 1.0, decimals = 0
        while position < raw.count, Self.isDigit(raw[position]) { step(&value, &scale, by: 1) }
        if position + 1 < raw.count, raw[position] == 0x2E, Self.isDigit(raw[position + 1]) {
            position += 1
            while position < raw.count, Self.isDigit(raw[position]) {
                step(&value, &scale, by: 10)
                decimals += 1
            }
        }
        let isNegative = start > 0 && raw[start - 1] == 0x2D
        return Number(
            value: (isNegative ? -value : value) / scale, decimals: decimals, start: start, end: position,
            hasWordBefore: hasWordBefore)
    }

    private mutating func step(_ value: inout Double, _ scale: inout Double, by factor: Double) {
        value = value * 10 + Double(raw[position] - 0x30)
        scale *= factor
        position += 1
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
}
