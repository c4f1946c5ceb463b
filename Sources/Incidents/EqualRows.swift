// SPDX-License-Identifier: Apache-2.0

import Geo

/// Notices rows that equal an earlier one of their table in every column: an export that was appended twice, or events that
/// nothing tells apart.
struct EqualRows {
    private var seen: Set<UInt64> = []

    /// Whether an earlier row has the same values and the same geometry; notes the row.
    mutating func isRepeated(_ record: Record) -> Bool {
        // FNV-1a: of a million rows, two others are the same with a chance of one in forty million.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for value in record.values {
            for byte in value.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 0x1F) &* 0x100_0000_01B3
        }
        for corner in record.geometry?.corners ?? [] {
            for bits in [corner.x.bitPattern, corner.y.bitPattern] { hash = (hash ^ bits) &* 0x100_0000_01B3 }
        }
        return !seen.insert(hash).inserted
    }
}
