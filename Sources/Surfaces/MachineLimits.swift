// SPDX-License-Identifier: Apache-2.0

internal import CScore

/// Work whose speed only the machine limits: what the times of surfaces are compared with.
public final class MachineLimits {
    private let kernels: cscore_kernels
    private let count: Int
    private let memory: UnsafeMutablePointer<Float>

    /// Reserves three arrays of `megabytes` each.
    public init(megabytes: Int = 96, level: InstructionLevel = .current) {
        kernels = level.kernels
        count = max(1, megabytes) << 18
        let bytes = 3 * count * 4
        let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 1 << 21)
        cscore_prefer_large_pages(raw, Int64(bytes))
        memory = raw.initializeMemory(as: Float.self, repeating: 1, count: 3 * count)
    }

    deinit { UnsafeMutableRawPointer(memory).deallocate() }

    /// a = b + s c over arrays beyond any cache; returns the bytes read and written, without those of the lines that
    /// the stores fetch.
    public func triad() -> Double {
        kernels.triad(memory, memory + count, memory + 2 * count, 0.5, Int64(count))
        return Double(3 * count * 4)
    }

    /// Fills one array with stores past the caches; returns the bytes.
    public func write() -> Double {
        kernels.write_past_caches(memory, 2, Int64(count))
        return Double(count * 4)
    }

    /// Independent multiply-adds in registers; returns the floating-point operations.
    public func multiplyAdd(steps: Int = 4_000_000) -> Double {
        memory[0] = kernels.multiply_add(memory[1], Int64(steps))
        return Double(steps) * 12 * 2 * Double(kernels.lanes)
    }

    /// One subtraction, maximum and multiply-add per lane; returns the number of lanes.
    public func kernelTerms(steps: Int = 4_000_000) -> Double {
        memory[0] = kernels.kernel_terms(memory[1], Int64(steps))
        return Double(steps) * 8 * Double(kernels.lanes)
    }
}
