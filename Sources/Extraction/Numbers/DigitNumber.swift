// SPDX-License-Identifier: Apache-2.0

/// A number in digits of any script, with the letters behind it (`7,000`, `2bn`, `١٥٠`).
struct DigitNumber {
    /// How its separators may be meant.
    enum Reading {
        /// One reading only.
        case plain
        /// Groups of three digits with commas, blanks or several points.
        case grouped
        /// `1.500`: a decimal number, or for people, who come whole, a grouped one.
        case decimalOrGrouped
        /// `1,5`: a decimal number if a unit or a scale follows.
        case decimalComma
    }

    let value: Double
    let reading: Reading
    /// Folded letters behind the digits.
    let suffix: String
    /// Digits before the first separator.
    let leadingDigits: Int
    let hasFraction: Bool

    /// No more digits are read: a number of the news is shorter, and a longer one would lose digits.
    private static let mostDigits = 15

    /// Nil for what is no number: too long, with separators that group nothing, or with a zero in front.
    init?(_ text: String) {
        var digits: [[UInt8]] = [[]], marks: [Mark] = [], letters = String.UnicodeScalarView(), count = 0
        for scalar in text.unicodeScalars {
            if letters.isEmpty, let digit = Self.digit(scalar) {
                count += 1
                guard count <= Self.mostDigits else { return nil }
                digits[digits.count - 1].append(digit)
            } else if letters.isEmpty, let mark = Mark(scalar) {
                marks.append(mark)
                digits.append([])
            } else {
                letters.append(scalar)
                // No unit is as long.
                guard letters.count <= 16 else { return nil }
            }
        }
        guard count > 0, let number = Self.read(digits, marks) else { return nil }
        (value, reading) = number
        suffix = WordFolding.fold(String(letters))
        leadingDigits = digits[0].count
        hasFraction = value != value.rounded()
    }

    private enum Mark {
        case comma, point, blank

        init?(_ scalar: Unicode.Scalar) {
            switch scalar.value {
            case 0x2C: self = .comma
            case 0x2E, 0x66B: self = .point
            case 0x66C, 0x2019, 0xA0, 0x202F: self = .blank
            default: return nil
            }
        }
    }

    private static func digit(_ scalar: Unicode.Scalar) -> UInt8? {
        switch scalar.value {
        case 0x30...0x39: UInt8(scalar.value - 0x30)
        case 0x660...0x669: UInt8(scalar.value - 0x660)
        case 0x6F0...0x6F9: UInt8(scalar.value - 0x6F0)
        default: nil
        }
    }

    private static func read(_ digits: [[UInt8]], _ marks: [Mark]) -> (Double, Reading)? {
        let whole = digits[0]
        guard !whole.isEmpty, whole.count == 1 || whole[0] != 0 else { return nil }
        guard let last = marks.last else { return (number(whole), .plain) }
        let isMixed = marks.dropLast().contains { $0 != marks[0] }
        if isMixed { return nil }
        if marks.count > 1, last == .point, marks[0] != .point {
            let groups = digits.dropLast()
            return isGrouped(groups) ? (number(groups.joined()) + fraction(digits[digits.count - 1]), .grouped) : nil
        }
        guard last == marks[0] else { return nil }
        if marks.count == 1, last == .point {
            let tail = digits[1]
            if tail.count == 3, whole.count <= 3, whole[0] != 0 {
                if tail.allSatisfy({ $0 == 0 }) { return (number(whole) * 1000, .grouped) }
                return (number(whole) + fraction(tail), .decimalOrGrouped)
            }
            return (number(whole) + fraction(tail), .plain)
        }
        if isGrouped(digits[...]) || last == .comma && isIndian(digits) { return (number(digits.joined()), .grouped) }
        guard marks.count == 1, last == .comma, digits[1].count < 3 else { return nil }
        return (number(whole) + fraction(digits[1]), .decimalComma)
    }

    private static func isGrouped(_ groups: ArraySlice<[UInt8]>) -> Bool {
        guard let first = groups.first, (1...3).contains(first.count), first[0] != 0 else { return false }
        return groups.dropFirst().allSatisfy { $0.count == 3 }
    }

    /// `1,00,000`.
    private static func isIndian(_ groups: [[UInt8]]) -> Bool {
        groups.count > 2 && groups[0].count <= 2 && groups[0][0] != 0 && groups[groups.count - 1].count == 3
            && groups[1..<groups.count - 1].allSatisfy { $0.count == 2 }
    }

    private static func number(_ digits: some Sequence<UInt8>) -> Double { digits.reduce(0) { $0 * 10 + Double($1) } }

    private static func fraction(_ digits: [UInt8]) -> Double {
        var size = 1.0
        for _ in digits { size *= 10 }
        return number(digits) / size
    }
}
