// SPDX-License-Identifier: Apache-2.0

internal import CScore

/// The instruction set that the inner loops use. They agree to float rounding between levels, and exactly within one.
public enum InstructionLevel: String, Sendable, Hashable, CaseIterable, Comparable {
    /// What the compiler targets by default: SSE2 on x86-64, NEON on aarch64.
    case baseline
    /// x86-64-v3: AVX2 and FMA.
    case v3
    /// x86-64-v4: AVX-512.
    case v4

    /// Orders by capability.
    public static func < (a: InstructionLevel, b: InstructionLevel) -> Bool { a.code < b.code }

    /// The levels that this machine runs, in rising order.
    public static var available: [InstructionLevel] {
        allCases.filter { $0.code <= cscore_highest_level() }
    }

    /// The level in use: the machine's highest, or the one that the environment variable `RISKMAP_ISA` names if the
    /// machine runs it. Fixed at first use.
    public static let current: InstructionLevel = {
        let inUse = cscore_level_in_use()
        return allCases.first { $0.code == inUse } ?? .baseline
    }()

    private var code: Int32 {
        switch self {
        case .baseline: Int32(CSCORE_BASELINE)
        case .v3: Int32(CSCORE_V3)
        case .v4: Int32(CSCORE_V4)
        }
    }

    /// The loops of this level.
    var kernels: cscore_kernels { cscore_kernels_for(code).pointee }
}
