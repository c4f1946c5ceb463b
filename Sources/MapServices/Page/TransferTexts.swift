// SPDX-License-Identifier: Apache-2.0

import JSON
import Layers

/// What the page says around the numbers of transfers, in the languages of a build.
enum TransferTexts {
    private static let keys: [(member: String, key: TextKey)] = [
        ("title", .transfersTitle), ("increments", .transfersIncrement), ("running_totals", .transfersCumulative),
        ("plans", .transfersPlan), ("held", .transfersStock), ("none", .transfersNone),
        ("not_stated", .transfersNotStated), ("conflict", .transfersConflict),
    ]

    /// Phrases with a place that the script fills.
    private static let open: [(member: String, key: TextKey, place: String)] = [
        ("from", .transfersFrom, "places"), ("to", .transfersTo, "places"), ("place", .transfersPlace, "places"),
        ("says", .transfersSays, "claimants"), ("roots", .transfersRoots, "number"), ("up_to", .transfersUpTo, "most"),
        ("machine_written", .aiGenerated, "publisher"),
    ]

    /// A member for each phrase, with `{}` where the script puts a value.
    static func document(_ wording: Wording) -> JSONValue {
        let closed = keys.map { ($0.member, wording.text($0.key)) }
        let filled = open.map { entry in (entry.member, wording.text(entry.key) { _ in [entry.place: "{}"] }) }
        return .object((closed + filled).map { JSONValue.Member($0.0, PageTexts.json($0.1)) })
    }
}
