// SPDX-License-Identifier: Apache-2.0

import Foundation

extension Collection<UInt8> where Index == Int {
    /// Where the bytes of a word first stand; nil where they do not.
    func firstIndex(ofBytes word: String) -> Int? {
        var word = word
        return word.withUTF8 { pattern in
            guard let found = withContiguousStorageIfAvailable({ ByteSearch.offset(of: pattern, in: $0) }) else {
                return Array(self).withUnsafeBufferPointer { ByteSearch.offset(of: pattern, in: $0) }.map {
                    startIndex + $0
                }
            }
            return found.map { startIndex + $0 }
        }
    }
}

/// Searches bytes: the C library finds the first byte, the rest is compared.
private enum ByteSearch {
    static func offset(of pattern: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let start = bytes.baseAddress, let word = pattern.baseAddress, bytes.count >= pattern.count else {
            return nil
        }
        let last = bytes.count - pattern.count
        var from = 0
        while from <= last, let found = memchr(start + from, Int32(word[0]), last - from + 1) {
            let offset = UnsafeRawPointer(start).distance(to: UnsafeRawPointer(found))
            if memcmp(start + offset, word, pattern.count) == 0 { return offset }
            from = offset + 1
        }
        return nil
    }
}
