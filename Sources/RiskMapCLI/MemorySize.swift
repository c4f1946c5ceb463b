// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// An amount of memory on the command line: `2GiB`, `1500MiB`, or bytes.
struct MemorySize: ExpressibleByArgument {
    let bytes: Int

    private static let units: [(name: String, bits: Int)] = [("kib", 10), ("mib", 20), ("gib", 30), ("tib", 40)]

    init?(argument: String) {
        let text = argument.lowercased()
        let unit = Self.units.first { text.hasSuffix($0.name) }
        guard let number = Int(text.dropLast(unit?.name.count ?? 0)), number > 0 else { return nil }
        let (bytes, overflows) = number.multipliedReportingOverflow(by: 1 << (unit?.bits ?? 0))
        if overflows { return nil }
        self.bytes = bytes
    }
}
