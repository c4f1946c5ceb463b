// SPDX-License-Identifier: Apache-2.0

import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// How much memory a build may use. Inputs that would need more are refused with a sentence, while there is memory left
/// to say it.
struct MemoryBudget: Sendable {
    /// Bytes that the process may hold in all; nil where the system does not tell.
    let limit: Int?
    /// What set the limit, for messages.
    let reason: String
    /// Bytes that the work after the reading needs whatever is read.
    let reserve: Int

    /// Bytes that each claim needs after it has been read: its place, its event and its part of the surfaces.
    private static let laterBytesPerClaim = 100
    /// Rows between two looks at the memory.
    static let interval = 32_768

    /// Bytes that a sheet takes while it is drawn: the pixels of its paper at 300 dots an inch, the surface on them and
    /// what Cairo keeps of a page.
    static let sheet = 96 << 20

    /// The limit that a caller states; without one, nine tenths of what the system leaves to the process.
    /// - Parameter reserve: bytes that the work after the reading needs whatever is read.
    init(stated: Int?, reserve: Int = 0) {
        self.reserve = reserve
        if let stated {
            limit = stated
            reason = "--max-memory"
        } else {
            let open = SystemMemory.limits().min { $0.bytes < $1.bytes }
            limit = open.map { $0.bytes / 10 * 9 }
            reason = open?.name ?? ""
        }
    }

    /// - Throws: `MemoryShortage` when the claims read so far cannot be built with the memory that is left.
    func check(claims: Int, of input: String) throws(MemoryShortage) {
        guard let limit, let held = SystemMemory.held else { return }
        let needed = held + claims * Self.laterBytesPerClaim + reserve
        guard needed > limit else { return }
        throw MemoryShortage(input: input, claims: claims, needed: needed, limit: limit, reason: reason)
    }
}

/// An input is too large for the memory that a build may use.
public struct MemoryShortage: Error, Sendable, CustomStringConvertible {
    let input: String
    let claims: Int
    let needed: Int
    let limit: Int
    let reason: String

    /// How many rows need how much, how much there is, and what to do.
    public var description: String {
        "\(input): \(claims) incident reports need \(Self.text(needed)) of memory to build, and "
            + "\(Self.text(limit)) may be used (\(reason)). Take older or distant rows out of the table, or give the build "
            + "more memory."
    }

    private static func text(_ bytes: Int) -> String {
        bytes >= 1 << 30
            ? String(format: "%.1f GiB", Double(bytes) / Double(1 << 30)) : "\((bytes + (1 << 20) - 1) >> 20) MiB"
    }
}

/// What the system says about memory: on Linux from /proc and the control groups, elsewhere the memory built in.
enum SystemMemory {
    /// Bytes of memory that the process holds now; nil where the system does not tell.
    static var held: Int? { statm.map { $0[1] } }

    /// Limits on what the process may hold, each with what it is.
    static func limits() -> [(bytes: Int, name: String)] {
        let held = held ?? 0
        var limits = [(ProcessInfo.processInfo.physicalMemory.clampedToInt, "memory of the machine")]
        if let available { limits.append((available + held, "memory that is free")) }
        limits += groupLimits()
        if let space { limits.append((space, "the limit of the address space")) }
        return limits
    }

    /// Address space that may still be taken, counted as memory.
    private static var space: Int? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur < UInt64(Int.max) / 2,
            let statm
        else { return nil }
        return max(0, Int(limit.rlim_cur) - (statm[0] - statm[1]))
    }

    /// Bytes that new allocations may take without swapping.
    private static var available: Int? {
        guard let text = text("/proc/meminfo") else { return nil }
        let line = text.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
        return line.flatMap { $0.split(separator: " ").dropFirst().first.flatMap { Int($0) } }.map { $0 * 1024 }
    }

    /// Limits of the process's control group and those around it.
    private static func groupLimits() -> [(bytes: Int, name: String)] {
        let group = (text("/proc/self/cgroup") ?? "").split(separator: "\n").first { $0.hasPrefix("0::") }
        var parts = group.map { $0.dropFirst(3).split(separator: "/").map(String.init) } ?? []
        var limits: [(bytes: Int, name: String)] = []
        while true {
            let folder = "/sys/fs/cgroup" + parts.map { "/" + $0 }.joined()
            for file in ["memory.max", "memory/memory.limit_in_bytes"] {
                guard
                    let bytes = text("\(folder)/\(file)").flatMap({
                        Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
                    })
                else { continue }
                limits.append((bytes, "the limit of the control group"))
            }
            if parts.popLast() == nil { return limits }
        }
    }

    /// Bytes of address space and of memory.
    private static var statm: [Int]? {
        guard let text = text("/proc/self/statm") else { return nil }
        let pages = text.split(separator: " ").prefix(2).compactMap { Int($0) }
        return pages.count == 2 ? pages.map { $0 * sysconf(Int32(_SC_PAGESIZE)) } : nil
    }

    private static func text(_ path: String) -> String? {
        // The files of /proc have no length, which reading by length takes for an empty file.
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        return (try? file.readToEnd()).flatMap { $0 }.flatMap { String(data: $0, encoding: .utf8) }
    }
}

extension UInt64 {
    fileprivate var clampedToInt: Int { Int(clamping: self) }
}
