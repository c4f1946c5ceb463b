// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#endif

/// Large pages for large arrays: a surface of tens of megabytes touches thousands of small ones.
enum HugePages {
    /// Asks the kernel for large pages where it has them; without them nothing changes but speed.
    static func advise(_ memory: UnsafeMutableRawPointer, byteCount: Int) {
        #if os(Linux)
            _ = madvise(memory, byteCount, Int32(MADV_HUGEPAGE))
        #endif
    }
}
