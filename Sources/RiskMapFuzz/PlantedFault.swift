// SPDX-License-Identifier: Apache-2.0

/// Five faults planted in small readers, by which the fuzzer shows that it finds faults of their kinds.
enum PlantedFault: String, CaseIterable {
    /// A sum that exceeds its type.
    case overflow
    /// An optional taken by force.
    case unwrap
    /// As much memory as the input says.
    case allocation
    /// A step that may be none.
    case loop
    /// A row that is cut where two parts of the file meet.
    case halfRow = "half-row"

    /// The reader that has the fault.
    var reader: FuzzedReader { FuzzedReader(name: "planted-" + rawValue, sources: []) { [read] in read($0) } }

    /// An input that the reader takes.
    var seed: [UInt8] {
        switch self {
        case .overflow: Array("SUM 90 80 70".utf8)
        case .unwrap: Array("NUMBERS 1 2 3".utf8)
        case .allocation: Array("CELLS ".utf8) + [8, 0, 0, 0]
        case .loop: Array("STEPS ".utf8) + [2, 7, 1, 3]
        case .halfRow: Array("a,b\nc,d\n".utf8)
        }
    }

    private var read: @Sendable ([UInt8]) -> Void {
        switch self {
        case .overflow: Self.sum
        case .unwrap: Self.numbers
        case .allocation: Self.cells
        case .loop: Self.steps
        case .halfRow: Self.rows
        }
    }

    private static func words(_ bytes: [UInt8], after name: String) -> [Substring]? {
        let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        return words.first == name[...] ? Array(words.dropFirst()) : nil
    }

    /// Kept outside, or else the optimizer would leave the sum out.
    nonisolated(unsafe) private static var total: UInt8 = 0

    @Sendable private static func sum(_ bytes: [UInt8]) {
        guard let words = words(bytes, after: "SUM") else { return }
        total = 0
        for number in words.compactMap({ UInt8($0) }) { total += number }
    }

    @Sendable private static func numbers(_ bytes: [UInt8]) {
        guard let words = words(bytes, after: "NUMBERS") else { return }
        // checked: planted on purpose: the fuzzers must find it
        _ = words.map { Int($0)! }
    }

    @Sendable private static func cells(_ bytes: [UInt8]) {
        guard bytes.starts(with: "CELLS ".utf8), bytes.count == 10 else { return }
        let count = bytes[6...].reversed().reduce(0) { $0 << 8 | Int($1) }
        let cells = [Float](repeating: 0, count: count * 16)
        withExtendedLifetime(cells) {}
    }

    @Sendable private static func steps(_ bytes: [UInt8]) {
        guard bytes.starts(with: "STEPS ".utf8) else { return }
        var position = 6
        while position < bytes.count { position += Int(bytes[position]) }
    }

    @Sendable private static func rows(_ bytes: [UInt8]) {
        let whole = rows(bytes, part: bytes.count), byParts = rows(bytes, part: 16)
        Promise.keep(whole == byParts, "\(whole.count) rows read at once, \(byParts.count) by parts")
    }

    private static func rows(_ bytes: [UInt8], part: Int) -> [ArraySlice<UInt8>] {
        stride(from: 0, to: bytes.count, by: max(1, part)).flatMap { start in
            bytes[start..<min(start + part, bytes.count)].split(separator: 10)
        }
    }
}
