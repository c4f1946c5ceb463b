// SPDX-License-Identifier: Apache-2.0

import CDeflate
import Synchronization

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

    /// What tiles rendered on demand use. On 439 real tiles in their own bit depths level 1 took 34 us for 405 bytes,
    /// level 6 35 us for 293, level 7 45 us for 251 and level 9 153 us for 237.
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

    private static let compressors = CompressorPool()

    private typealias Bound = (OpaquePointer?, Int) -> Int
    private typealias Compress = (
        OpaquePointer?, UnsafeRawPointer?, Int, UnsafeMutableRawPointer?, Int
    ) -> Int

    private static func compress(
        _ bytes: [UInt8], _ level: DeflateLevel, _ bound: Bound, _ run: Compress
    ) -> [UInt8] {
        guard let compressor = compressors.take(level) else { return [] }
        defer { compressors.put(compressor, level) }
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

/// Compressors that are not in use: making one means touching more than half a megabyte of fresh memory.
private final class CompressorPool: Sendable {
    /// A compressor may move between threads as long as one thread at a time uses it.
    private struct Compressor: @unchecked Sendable { let handle: OpaquePointer }

    /// More than the threads that draw at one time; the rest is given back to the system.
    private static let mostIdle = 4
    private let idle = Mutex<[DeflateLevel: [Compressor]]>([:])

    func take(_ level: DeflateLevel) -> OpaquePointer? {
        idle.withLock { $0[level]?.popLast() }?.handle ?? libdeflate_alloc_compressor(level.value)
    }

    func put(_ handle: OpaquePointer, _ level: DeflateLevel) {
        let compressor = Compressor(handle: handle)
        let isKept = idle.withLock { idle in
            guard idle[level, default: []].count < Self.mostIdle else { return false }
            idle[level, default: []].append(compressor)
            return true
        }
        if !isKept { libdeflate_free_compressor(handle) }
    }
}
