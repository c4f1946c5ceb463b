// SPDX-License-Identifier: Apache-2.0

import Extraction
import Gazetteer
import Geo
import Incidents

/// Drafted claims and their groups beside claims by hand.
struct GeoparseClaims {
    /// A claim by hand and the draft of the same words.
    struct Pair {
        let gold: GoldClaim
        /// Position among the drafts; nil where none shares a word.
        let draft: Int?
        let verdict: ClaimVerdict?
    }

    /// Each claim of the gold with its draft, in order.
    let pairs: [Pair]
    /// All drafts.
    let drafts: [GroupedDraft]
    /// How much each type of event weighs.
    private let weights: [String: Double]

    /// - Parameters:
    ///   - grouping: the drafts of all articles.
    ///   - names: the article's file of each source.
    ///   - severity: how much each type of event weighs.
    init(_ grouping: DraftGrouping, names: [String: String], gold: [GoldClaim], severity: [String: Double]) {
        let drafts = grouping.claims
        self.drafts = drafts
        weights = severity
        var taken: Set<Int> = []
        pairs = gold.map { claim in
            let near = drafts.indices.filter { number in
                !taken.contains(number) && names[drafts[number].sourceID] == claim.article
                    && SpanMatching.shared(drafts[number].claim.span.range, claim.span) > 0
            }
            let best = near.max { Self.rank(drafts[$0], claim) < Self.rank(drafts[$1], claim) }
            guard let best else { return Pair(gold: claim, draft: nil, verdict: nil) }
            taken.insert(best)
            return Pair(gold: claim, draft: best, verdict: ClaimVerdict(claim, drafts[best].claim))
        }
    }

    /// More that is right, then more of the words.
    private static func rank(_ draft: GroupedDraft, _ gold: GoldClaim) -> (Int, Int) {
        (ClaimVerdict(gold, draft.claim).rank, SpanMatching.shared(draft.claim.span.range, gold.span))
    }

    // MARK: - The lines of the tables

    /// What is right of the claims of a table by hand that need not hold every claim of the articles.
    func shares(_ name: String) -> [GeoparseFigure] {
        let verdicts = pairs.map(\.verdict)
        let share = { (isRight: (ClaimVerdict) -> Bool, what: String) in
            GeoparseFigure(
                name: "\(name): \(what)", value: .share(verdicts.count { $0.map(isRight) ?? false }, of: verdicts.count)
            )
        }
        return [
            GeoparseFigure(name: "\(name): drafted", value: .share(verdicts.count { $0 != nil }, of: verdicts.count)),
            share(\.type, "right type"), share(\.place, "right place"), share(\.date, "right days"),
            share(\.meets, "days that overlap"),
            share(\.quantity, "right numbers"), share(\.isRight, "all four right"),
        ]
    }

    /// What is right of all drafts, where the table holds every claim of the articles.
    func whole(_ name: String) -> [GeoparseFigure] {
        let right = pairs.count { $0.verdict?.type ?? false }
        let claims = SpanScore(right: right, wrong: drafts.count - right, missed: pairs.count - right)
        return [
            GeoparseFigure(name: "\(name): drafts of the right type", value: .spans(claims)),
            GeoparseFigure(name: "\(name): pairs of one incident", value: .spans(incidentPairs)),
        ]
    }

    /// Pairs of drafted claims that lie in one incident, against those that a person put into one.
    private var incidentPairs: SpanScore {
        var score = SpanScore()
        let drafted = pairs.compactMap { pair in pair.draft.map { (pair.gold.event, drafts[$0].incidentID) } }
        for (number, a) in drafted.enumerated() {
            for b in drafted[..<number] {
                let isOne = a.0 == b.0 && !a.0.isEmpty, isFound = a.1 == b.1
                if isOne && isFound { score.right += 1 }
                if isFound && !isOne { score.wrong += 1 }
                if isOne && !isFound { score.missed += 1 }
            }
        }
        return score
    }

    /// Whether groups are kept, and what must not weigh does not.
    var groups: [GeoparseFigure] {
        let stated = Dictionary(grouping: pairs.filter { !$0.gold.conflictGroup.isEmpty }, by: \.gold.conflictGroup)
            .values.filter { $0.count > 1 }
        let kept = stated.count { members in
            let keys = members.compactMap { $0.draft.map { "\(drafts[$0].incidentID)\n\(drafts[$0].conflictGroup)" } }
            return keys.count == members.count && Set(keys).count == 1
        }
        let first = drafts.filter {
            $0.claim.type == .transfer && $0.claim.status != .planned && $0.claim.quantity?.best == 150
        }
        let escape = drafts.filter { $0.claim.type == .prisonBreak && $0.claim.quantity != nil }
        return [
            GeoparseFigure(name: "groups: conflict groups kept whole", value: .share(kept, of: stated.count)),
            one("groups: incidents of the first 150", first, \.incidentID),
            one("groups: root sources of the first 150", first, \.claim.speaker.root),
            one("groups: incidents of the counted escape", escape, \.incidentID),
            quiet, loud,
        ]
    }

    private func one(_ name: String, _ claims: [GroupedDraft], _ key: (GroupedDraft) -> String) -> GeoparseFigure {
        let sources = Set(claims.map(\.sourceID)).count
        let unit = "for \(claims.count) claims of \(sources) articles; 1 is right"
        return GeoparseFigure(name: name, value: .measure(Double(Set(claims.map(key)).count), unit: unit))
    }

    // MARK: - Weights

    private func weighs(_ claim: DraftClaim) -> Bool {
        claim.status != .planned && claim.status != .context && claim.status != .retracted
            && (weights[claim.type.rawValue] ?? 0) > 0
    }

    private var quiet: GeoparseFigure {
        let still = pairs.filter(\.gold.mustNotWeigh)
        let right = still.count { pair in pair.draft.map { !weighs(drafts[$0].claim) } ?? true }
        return GeoparseFigure(name: "claims: plans and past that do not weigh", value: .share(right, of: still.count))
    }

    private var loud: GeoparseFigure {
        let marked = drafts.filter { $0.claim.type == .history || $0.claim.status == .planned }
        return GeoparseFigure(
            name: "drafts: history or plans that weigh",
            value: .share(marked.count { weighs($0.claim) }, of: marked.count))
    }

    // MARK: - What is wrong

    /// A line for each claim that is not right in all.
    var failures: [String] {
        pairs.compactMap { pair in
            guard let number = pair.draft, let verdict = pair.verdict else {
                return "\(pair.gold.id): not drafted (\(pair.gold.type))"
            }
            guard !verdict.isRight else { return nil }
            let wanted = [pair.gold.first?.description, pair.gold.last?.description].map { $0 ?? "open" }
                .joined(separator: "..")
            let bounds = [pair.gold.least, pair.gold.most].map { $0?.digits ?? "-" }.joined(separator: "..")
            return "\(pair.gold.id): wrong \(verdict.faults): \(Self.summary(drafts[number].claim)); "
                + "by hand \(pair.gold.type) \(pair.gold.placeText) \(wanted) \(bounds)"
        }
    }

    /// The incidents of the claims that count the escape.
    var escapes: [String] {
        drafts.filter { $0.claim.type == .prisonBreak && $0.claim.quantity != nil }
            .map { "\($0.id): in \($0.incidentID), group '\($0.conflictGroup)': \(Self.summary($0.claim))" }
    }

    /// The drafts that no claim by hand shares words with.
    var surplus: [String] {
        let taken = Set(pairs.compactMap(\.draft))
        return drafts.indices.filter { !taken.contains($0) }
            .map { "\(drafts[$0].id): by no hand: \(Self.summary(drafts[$0].claim))" }
    }

    private static func summary(_ draft: DraftClaim) -> String {
        let place = [draft.place.id, draft.place.province, draft.place.country].joined(separator: "/")
        let days = draft.interval.map { "\($0.first)..\($0.last)" } ?? "undated"
        let number = draft.quantity.map { quantity in
            [quantity.min, quantity.best, quantity.max].map { $0?.digits ?? "-" }.joined(separator: "..")
        }
        return [draft.type.rawValue, draft.status.rawValue, place, days, number ?? "no number"].joined(separator: " ")
    }
}
