// SPDX-License-Identifier: Apache-2.0

/// Short names of contents, for entity tags: 64-bit FNV-1a (Fowler, Noll, Vo), as sixteen hexadecimal digits.
struct ContentTag {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }

    var text: String {
        let digits = String(state, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    static func of(_ bytes: some Sequence<UInt8>) -> String {
        var tag = ContentTag()
        tag.add(bytes)
        return tag.text
    }
}
