// SPDX-License-Identifier: Apache-2.0

/// A time of day behind a date.
struct WrittenTime: Hashable {
    /// Seconds since midnight.
    let seconds: Int
    /// Seconds east of Greenwich; nil where no zone is stated.
    let zone: Int?

    /// Reads `10:30`, `10:30:00.123`, `10:30 PM`, `10:30Z`, `10:30 +03:00`, and `10:30 EST` without its zone; nil for all else and for a time that cannot be.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        var text = Scanner(bytes)
        guard var hour = text.number(1...2), text.take(":"), let minute = text.number(2...2) else { return nil }
        var second = 0
        if text.take(":") {
            guard let found = text.number(2...2) else { return nil }
            second = found
            if text.take(".") || text.take(",") || text.take(":") {
                guard text.number(1...9) != nil else { return nil }
            }
        }
        text.skipSpaces()
        if let isAfternoon = text.half() {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (isAfternoon ? 12 : 0)
        }
        guard hour < 24 || (hour == 24 && minute == 0 && second == 0), minute < 60, second <= 60 else { return nil }
        text.skipSpaces()
        switch text.zone() {
        case .none: zone = nil
        case .seconds(let seconds): zone = seconds
        case .fault: return nil
        }
        text.skipSpaces()
        // Several zones share an abbreviation (AST is Arabia's and that of Halifax): the day stays as it is written.
        if zone == nil { text.skipAbbreviation() }
        // A name in brackets, "(Arabian Standard Time)", adds nothing.
        guard text.isAtEnd || text.take("(") else { return nil }
        seconds = hour * 3600 + minute * 60 + second
    }

    private enum Zone {
        case none, fault
        case seconds(Int)
    }

    private struct Scanner {
        let bytes: UnsafeBufferPointer<UInt8>
        var position = 0

        init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

        var isAtEnd: Bool { position == bytes.count }

        mutating func take(_ sign: Unicode.Scalar) -> Bool {
            guard position < bytes.count, bytes[position] == UInt8(ascii: sign) else { return false }
            position += 1
            return true
        }

        /// Takes a letter in either case.
        private mutating func take(letter: Unicode.Scalar) -> Bool {
            guard position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: letter) else { return false }
            position += 1
            return true
        }

        mutating func skipSpaces() { while take(" ") {} }

        /// Skips two to five capital letters at the end.
        mutating func skipAbbreviation() {
            let rest = bytes[position...]
            let letters = rest.prefix { $0 >= 0x41 && $0 <= 0x5A }
            guard (2...5).contains(letters.count), letters.count == rest.count else { return }
            position = bytes.count
        }

        mutating func number(_ digits: ClosedRange<Int>) -> Int? {
            var value = 0, count = 0
            while position < bytes.count, count < digits.upperBound, bytes[position] >= 0x30, bytes[position] <= 0x39 {
                value = value * 10 + Int(bytes[position] - 0x30)
                position += 1
                count += 1
            }
            return digits.contains(count) ? value : nil
        }

        /// Takes `AM`, `p.m.` and their like; true after noon, nil where none stands.
        mutating func half() -> Bool? {
            let start = position
            let isMorning = take(letter: "a"), isAfternoon = !isMorning && take(letter: "p")
            if isMorning || isAfternoon {
                _ = take(".")
                if take(letter: "m") {
                    _ = take(".")
                    return isAfternoon
                }
            }
            position = start
            return nil
        }

        mutating func zone() -> Zone {
            let isNamed = takesGreenwich()
            skipSpaces()
            let isWest = take("-")
            guard isWest || take("+") else { return isNamed ? .seconds(0) : .none }
            // `UTC+3` as well as `+03:00`.
            guard let hours = number(1...2), hours <= 14 else { return .fault }
            let hasColon = take(":")
            let minutes = number(2...2)
            if hasColon, minutes == nil { return .fault }
            guard minutes ?? 0 < 60 else { return .fault }
            return .seconds((isWest ? -1 : 1) * (hours * 3600 + (minutes ?? 0) * 60))
        }

        private mutating func takesGreenwich() -> Bool {
            for name in ["z", "utc", "gmt"] as [String] {
                let start = position
                if name.unicodeScalars.allSatisfy({ take(letter: $0) }) { return true }
                position = start
            }
            return false
        }
    }
}
