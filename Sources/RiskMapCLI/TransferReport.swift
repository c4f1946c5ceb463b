// SPDX-License-Identifier: Apache-2.0

import Layers

/// The transfers that reports tell of: each kind of count under a heading of its own, never added.
struct TransferReport {
    let transfers: TransferTable

    func text(_ format: OutputFormat) throws -> String {
        switch format {
        case .table: table
        case .json: try jsonText(transfers)
        case .csv: String(transfers.csv.dropLast())
        }
    }

    private static let headings: [(kind: TransferCount.Kind, text: String)] = [
        (.increment, "Moved (increments)"), (.cumulative, "Received so far (running total)"), (.plan, "Planned"),
        (.stock, "Held"),
    ]

    private var table: String {
        let statement = transfers.statement.en.isEmpty ? transfers.statement.main : transfers.statement.en
        if let note = transfers.note {
            return [note.en.isEmpty ? note.main : note.en, statement].joined(separator: "\n")
        }
        let sections = Self.headings.map { heading in
            let counts = transfers[heading.kind]
            return ([heading.text] + (counts.isEmpty ? ["  nothing is reported"] : counts.map(Self.lines)))
                .joined(separator: "\n")
        }
        return (sections + [([statement] + leftOut).joined(separator: "\n")]).joined(separator: "\n\n")
    }

    private var leftOut: [String] {
        let left = transfers.leftOut
        return [
            (left.withoutNumber, "of a transfer state no number."),
            (left.notPeople, "count something else than people."),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? "claim" : "claims") \($0.1)" }
    }

    /// One number with what belongs to it, a line each.
    private static func lines(_ count: TransferCount) -> String {
        let number = count.kind == .stock && !count.about.isEmpty ? "\(count.text): \(count.about)" : count.text
        let days = count.first == count.last ? count.first : "\(count.first) to \(count.last)"
        let roots = count.roots.map(\.rootSource).joined(separator: "; ")
        var lines = ["  \(number)", "    when         \(days)"]
        if count.kind != .stock {
            lines += ["    from         \(count.origin.text)", "    to           \(count.destination.text)"]
            lines.append("    mode         \(count.mode)")
        }
        if !count.place.areas.isEmpty {
            let what = count.kind == .stock ? "" : " (named; whether from or to is not stated)"
            lines.append("    place        \(count.place.text)\(what)")
        }
        lines.append("    who says     \(unique(count.claims.map(\.claimant)))")
        lines.append("    independent  \(count.roots.count) \(count.roots.count == 1 ? "root" : "roots"): \(roots)")
        lines.append("    claims       \(count.claims.count), in \(unique(count.claims.map(published)))")
        lines.append("    conflict     \(count.isInConflict ? count.conflict : "none")")
        return lines.joined(separator: "\n")
    }

    private static func published(_ claim: TransferClaim) -> String {
        claim.machineWritten ? "\(claim.source) [AI-generated]" : claim.source
    }

    private static func unique(_ texts: [String]) -> String {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }.joined(separator: "; ")
    }
}
