// SPDX-License-Identifier: Apache-2.0

/// The part of the Protocol Buffers wire format that vector tiles use.
struct ProtobufWriter {
    private(set) var bytes: [UInt8] = []

    mutating func append(varint value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func append(field: Int, varint value: UInt64) {
        append(varint: UInt64(field) << 3)
        append(varint: value)
    }

    mutating func append(field: Int, double value: Double) {
        append(varint: UInt64(field) << 3 | 1)
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(field: Int, bytes contents: some Collection<UInt8>) {
        append(varint: UInt64(field) << 3 | 2)
        append(varint: UInt64(contents.count))
        bytes.append(contentsOf: contents)
    }

    mutating func append(field: Int, packed values: [UInt32]) {
        var contents = ProtobufWriter()
        for value in values { contents.append(varint: UInt64(value)) }
        append(field: field, bytes: contents.bytes)
    }

    /// Maps small negative and positive numbers to small positive ones.
    static func zigzag(_ value: Int32) -> UInt32 { UInt32(bitPattern: value << 1 ^ value >> 31) }
    static func zigzag(_ value: Int64) -> UInt64 { UInt64(bitPattern: value << 1 ^ value >> 63) }
}
