// SPDX-License-Identifier: Apache-2.0

import CDeflate

/// How much time a compression may take for a smaller result.
public struct DeflateLevel: Sendable, Hashable {
    /// 1 fastest to 12 smallest, as libdeflate counts.
    public let value: Int32

    /// Returns nil outside 1 to 12.
    public init?(_ value: Int) {
        guard (1...12).contains(value) else { return nil }
        self.value = Int32(value)
    }

    private init(fixed value: Int32) { self.value = value }

    /// What tiles rendered on demand use: measured on palette tiles, level 6 halves level 1's bytes at about twice
    /// its time, and every higher level costs far more than it saves.
    public static let tile = DeflateLevel(fixed: 6)
    /// What files written once use.
    public static let archive = DeflateLevel(fixed: 9)
}

/// Compression by libdeflate.
public enum Deflate {
    /// The bytes as a zlib stream (RFC 1950), the form inside a PNG.
    public static func zlib(_ bytes: [UInt8], level: DeflateLevel = .tile) -> [UInt8] {
        compress(bytes, level, libdeflate_zlib_compress_bound, libdeflate_zlib_compress)
    }

    /// The bytes as a gzip member (RFC 1952) without a name or time: equal input gives equal bytes.
    public static func gzip(_ bytes: [UInt8], level: DeflateLevel = .tile) -> [UInt8] {
        compress(bytes, level, libdeflate_gzip_compress_bound, libdeflate_gzip_compress)
    }

    /// The contents of one gzip member; nil when it is damaged or its contents exceed `limit` bytes.
    public static func gunzip(_ bytes: [UInt8], limit: Int = 64 << 20) -> [UInt8]? {
        guard let decompressor = libdeflate_alloc_decompressor() else { return nil }
        defer { libdeflate_free_decompressor(decompressor) }
        var capacity = min(limit, max(1024, bytes.count * 8))
        while true {
            var count = 0
            var status = LIBDEFLATE_BAD_DATA
            let output = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, initialized in
                status = libdeflate_gzip_decompress(
                    decompressor, bytes, bytes.count, buffer.baseAddress, capacity, &count)
                initialized = status == LIBDEFLATE_SUCCESS ? count : 0
            }
            if status == LIBDEFLATE_SUCCESS { return output }
            guard status == LIBDEFLATE_INSUFFICIENT_SPACE, capacity < limit else { return nil }
            capacity = min(limit, capacity * 4)
        }
    }

    private typealias Bound = (OpaquePointer?, Int) -> Int
    private typealias Compress = (
        OpaquePointer?, UnsafeRawPointer?, Int, UnsafeMutableRawPointer?, Int
    ) -> Int

    private static func compress(
        _ bytes: [UInt8], _ level: DeflateLevel, _ bound: Bound, _ run: Compress
    ) -> [UInt8] {
        // Making a compressor costs microseconds; keeping one per thread would cost its half megabyte for good.
        guard let compressor = libdeflate_alloc_compressor(level.value) else { return [] }
        defer { libdeflate_free_compressor(compressor) }
        let capacity = bound(compressor, bytes.count)
        return [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            count = bytes.withUnsafeBytes { run(compressor, $0.baseAddress, $0.count, buffer.baseAddress, capacity) }
        }
    }

    /// CRC-32 as PNG and gzip use it.
    static func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.withUnsafeBytes { libdeflate_crc32(0, $0.baseAddress, $0.count) }
    }
}
