// SPDX-License-Identifier: Apache-2.0

import Extraction
import Gazetteer
import Incidents

/// Scores of drafted claims and their groups, against claims by hand.
struct GeoparseClaims {
    /// A claim by hand and the draft of the same words.
    struct Pair {
        let gold: GoldClaim
        let draft: GroupedDraft?
        let verdict: ClaimVerdict?
    }

    /// Each claim of the gold with its draft, in order.
    let pairs: [Pair]
    private let drafts: [GroupedDraft]
    private let weights: [String: Double]

    /// - Parameters:
    ///   - grouping: the drafts of all articles.
    ///   - names: the article's file of each source.
    ///   - severity: how much each type of event weighs.
    init(_ grouping: DraftGrouping, names: [String: String], gold: [GoldClaim], severity: [String: Double]) {
        drafts = grouping.claims
        weights = severity
        var taken: Set<Int> = []
        pairs = gold.map { claim in
            let near = grouping.claims.indices.filter { number in
                !taken.contains(number) && names[grouping.claims[number].sourceID] == claim.article
                    && SpanMatching.shared(grouping.claims[number].claim.span.range, claim.span) > 0
            }
            let best = near.max { Self.rank(grouping.claims[$0], claim) < Self.rank(grouping.claims[$1], claim) }
            guard let best else { return Pair(gold: claim, draft: nil, verdict: nil) }
            taken.insert(best)
            let draft = grouping.claims[best]
            return Pair(gold: claim, draft: draft, verdict: ClaimVerdict(claim, draft.claim))
        }
    }

    /// More that is right, then more of the words.
    private static func rank(_ draft: GroupedDraft, _ gold: GoldClaim) -> (Int, Int) {
        let verdict = ClaimVerdict(gold, draft.claim)
        return (verdict.count + (verdict.type ? 1 : 0), SpanMatching.shared(draft.claim.span.range, gold.span))
    }

    /// All lines of the table.
    var figures: [GeoparseFigure] {
        let verdicts = pairs.map(\.verdict)
        let share = { (isRight: (ClaimVerdict) -> Bool, name: String) in
            GeoparseFigure(name: name, value: .share(verdicts.count { $0.map(isRight) ?? false }, of: verdicts.count))
        }
        return [
            GeoparseFigure(
                name: "claims: drafted", value: .share(verdicts.count { $0 != nil }, of: verdicts.count)),
            share(\.type, "claims: right type"), share(\.place, "claims: right place"),
            share(\.date, "claims: right days"), share(\.quantity, "claims: right numbers"),
            share(\.isRight, "claims: all four right"),
        ] + groups + [weighing, plansThatWeigh]
    }

    // MARK: - Groups

    private var groups: [GeoparseFigure] {
        let stated = Dictionary(grouping: pairs.filter { !$0.gold.conflictGroup.isEmpty }, by: \.gold.conflictGroup)
            .values.filter { $0.count > 1 }
        let kept = stated.count { members in
            let drafts = members.compactMap(\.draft)
            return drafts.count == members.count
                && Set(drafts.map { "\($0.incidentID)\n\($0.conflictGroup)" }).count == 1
        }
        let first = drafts.filter {
            $0.claim.type == .transfer && $0.claim.status != .planned && $0.claim.quantity?.best == 150
        }
        let escape = drafts.filter { $0.claim.type == .prisonBreak && $0.claim.quantity != nil }
        return [
            GeoparseFigure(name: "groups: conflict groups kept whole", value: .share(kept, of: stated.count)),
            one("groups: incidents of the first 150", Set(first.map(\.incidentID)).count, first.count),
            one("groups: root sources of the first 150", Set(first.map(\.claim.speaker.root)).count, first.count),
            one("groups: incidents of the counted escape", Set(escape.map(\.incidentID)).count, escape.count),
        ]
    }

    private func one(_ name: String, _ count: Int, _ claims: Int) -> GeoparseFigure {
        GeoparseFigure(name: name, value: .measure(Double(count), unit: "(1 is right) for \(claims) claims"))
    }

    // MARK: - Weights

    private func weighs(_ claim: DraftClaim) -> Bool {
        claim.status != .planned && claim.status != .context && claim.status != .retracted
            && (weights[claim.type.rawValue] ?? 0) > 0
    }

    private var weighing: GeoparseFigure {
        let still = pairs.filter(\.gold.mustNotWeigh)
        let right = still.count { pair in pair.draft.map { !weighs($0.claim) } ?? true }
        return GeoparseFigure(name: "claims: plans and past that do not weigh", value: .share(right, of: still.count))
    }

    private var plansThatWeigh: GeoparseFigure {
        let marked = drafts.filter { $0.claim.type == .history || $0.claim.status == .planned }
        return GeoparseFigure(
            name: "drafts: history or plans that weigh",
            value: .share(marked.count { weighs($0.claim) }, of: marked.count))
    }

    /// What is wrong, a line for each claim that is not right in all.
    var failures: [String] {
        pairs.compactMap { pair in
            guard let draft = pair.draft?.claim, let verdict = pair.verdict else {
                return "\(pair.gold.id): not drafted"
            }
            guard !verdict.isRight else { return nil }
            let place = [draft.place.id, draft.place.province, draft.place.country].joined(separator: "/")
            let days = draft.interval.map { "\($0.first)..\($0.last)" } ?? "undated"
            let wrong = [
                ("type", verdict.type), ("place", verdict.place), ("days", verdict.date), ("numbers", verdict.quantity),
            ]
            .filter { !$0.1 }.map(\.0)
            let number = draft.quantity.map { "\($0.min ?? -1)..\($0.best ?? -1)..\($0.max ?? -1)" } ?? "no number"
            return
                "\(pair.gold.id): wrong \(wrong.joined(separator: ", ")): \(draft.type.rawValue) \(draft.status.rawValue) \(place) \(days) \(number)"
        }
    }
}
