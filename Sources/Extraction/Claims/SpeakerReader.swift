// SPDX-License-Identifier: Apache-2.0

import Articles
import Incidents

/// Tells which part of a sentence who says.
struct SpeakerReader: Sendable {
    /// A part of a sentence with its speaker.
    struct Statement {
        /// Tokens that are said.
        let scope: Range<Int>
        /// Tokens that say who says it.
        let verb: Range<Int>
        let speaker: DraftSpeaker
        let rule: String
    }

    private let verbs, pronouns, reports: PhraseList

    init(_ lexicon: Lexicon) {
        verbs = lexicon.list("report_verb").readingPrefixes
        pronouns = lexicon.list("pronoun")
        reports = lexicon.list("reports")
    }

    /// The statements of a sentence, in order. What no statement covers, the publication says.
    /// - Parameter last: who spoke before, for "he added" and quotations that go on.
    func statements(in sentence: SentenceView, last: DraftSpeaker?) -> [Statement] {
        let found = sayings(in: sentence, last: last)
        if found.isEmpty { return continued(sentence, last: last) + unnamed(sentence) }
        return scoped(found, sentence)
    }

    // MARK: - Words of saying

    private struct Saying {
        let verb: Range<Int>
        let subject: Range<Int>
        let speaker: DraftSpeaker
        let isBackward: Bool
        let rule: String
    }

    private func sayings(in sentence: SentenceView, last: DraftSpeaker?) -> [Saying] {
        var found: [Saying] = []
        var token = sentence.range.lowerBound
        while token < sentence.range.upperBound {
            guard let (verb, value) = verbs.match(sentence.passage, at: token, before: sentence.range.upperBound) else {
                token += 1
                continue
            }
            token = verb.upperBound
            // "States" is no verb.
            if verb.lowerBound > sentence.range.lowerBound, sentence.passage.tokens[verb.lowerBound].isCapitalized {
                continue
            }
            if let saying = saying(verb, value, sentence, last: found.last?.speaker ?? last) { found.append(saying) }
        }
        return channelled(found, sentence)
    }

    private func saying(_ verb: Range<Int>, _ value: String, _ sentence: SentenceView, last: DraftSpeaker?) -> Saying? {
        let passage = sentence.passage
        let isArabic = passage.tokens[verb.lowerBound].isArabic
        let word = passage.folded(verb)
        let looksBehind = isArabic || word == "according to" || word == "per"
        if looksBehind, let actor = behind(verb, sentence, gap: isArabic ? 2 : 4) {
            let isSource = Self.sourceWords.contains(word)
            return saying(verb, actor, value, sentence, isBackward: !isArabic || isSource)
        }
        if ["cited", "quoted"].contains(word), let actor = behind(verb, sentence, gap: 6) {
            return cited(verb, actor, value, sentence)
        }
        if let actor = before(verb, sentence) {
            return saying(verb, actor, value, sentence, isBackward: isAtEnd(verb, sentence), last: last)
        }
        if !isArabic, let actor = behind(verb, sentence, gap: 3), isAtEnd(verb, sentence, ignoring: actor.tokens) {
            return saying(verb, actor, value, sentence, isBackward: true)
        }
        if var last, isContinuation(verb, sentence) {
            (last.isDoubted, last.isDenial) = (value == "claimed", value == "denied")
            return Saying(
                verb: verb, subject: verb.lowerBound..<verb.lowerBound, speaker: last,
                isBackward: isAtEnd(verb, sentence),
                rule: "speaker_of_before")
        }
        return nil
    }

    /// "The network cited an official as saying": the official speaks, the network is the way.
    private func cited(_ verb: Range<Int>, _ actor: ActorMention, _ value: String, _ sentence: SentenceView) -> Saying {
        var found = saying(verb, actor, value, sentence, isBackward: false)
        guard let outlet = before(verb, sentence), outlet.role == .outlet else { return found }
        var speaker = found.speaker
        speaker.chain.append(outlet.name)
        speaker.root = Self.root(of: actor, chain: speaker.chain)
        found = Saying(
            verb: found.verb, subject: found.subject, speaker: speaker, isBackward: false, rule: "said_by_through")
        return found
    }

    private static let sourceWords: Set<String> = ["بحسب", "وفق", "وفقا ل", "حسب", "نقلا عن"]

    private func saying(
        _ verb: Range<Int>, _ actor: ActorMention, _ value: String, _ sentence: SentenceView, isBackward: Bool,
        last: DraftSpeaker? = nil
    ) -> Saying {
        let isDoubted = value == "claimed" || value == "denied"
        var chain = [actor.name]
        if let outlet = channel(behind: verb, sentence) ?? listener(behind: actor, sentence), outlet != actor.name {
            chain.append(outlet)
        } else if verb.upperBound + 1 < sentence.range.upperBound, let network = last?.chain.dropFirst().last,
            Self.mediaWords.contains(sentence.passage.tokens[verb.upperBound + 1].folded)
        {
            chain.append(network)
        }
        let speaker = DraftSpeaker(
            claimant: actor.name, root: Self.root(of: actor, chain: chain), kind: actor.rootKind, chain: chain,
            isDoubted: isDoubted, isDenial: value == "denied")
        let subject = min(actor.tokens.lowerBound, verb.lowerBound)..<max(actor.tokens.upperBound, verb.upperBound)
        return Saying(verb: verb, subject: subject, speaker: speaker, isBackward: isBackward, rule: "said_by")
    }

    /// Officials without a name who speak to one medium are told apart from those of others by it.
    private static func root(of actor: ActorMention, chain: [String]) -> String {
        actor.isAnonymous && chain.count > 1 ? "\(actor.root) through \(chain[1])" : actor.root
    }

    /// The medium that was told ("told Al-Jazeera").
    private func channel(behind verb: Range<Int>, _ sentence: SentenceView) -> String? {
        sentence.actors.first {
            $0.role == .outlet && $0.tokens.lowerBound >= verb.upperBound && $0.tokens.lowerBound <= verb.upperBound + 3
        }?.name
    }

    private static let mediaWords: Set<String> = [
        "network", "newspaper", "paper", "outlet", "agency", "channel", "broadcaster",
    ]

    /// "an official who spoke to X", "speaking with X".
    private func listener(behind actor: ActorMention, _ sentence: SentenceView) -> String? {
        let end = min(sentence.range.upperBound, actor.tokens.upperBound + 10)
        let words = actor.tokens.upperBound..<max(end, actor.tokens.upperBound)
        guard
            words.contains(where: {
                ["spoke", "speaking", "told", "interview"].contains(sentence.passage.tokens[$0].folded)
            })
        else { return nil }
        return sentence.actors.first { $0.role == .outlet && words.contains($0.tokens.lowerBound) }?.name
    }

    /// The actor before a verb, in its clause, with nobody and no other verb of saying between.
    private func before(_ verb: Range<Int>, _ sentence: SentenceView) -> ActorMention? {
        let candidates = sentence.actors.filter {
            $0.tokens.upperBound <= verb.lowerBound && $0.rule != "group_as_adjective"
        }
        if let head = head(of: candidates, before: verb, sentence) { return head }
        guard let actor = candidates.last(where: { $0.role != .outlet || candidates.count == 1 }) ?? candidates.last
        else { return nil }
        let gap = verb.lowerBound - actor.tokens.upperBound
        let between = actor.tokens.upperBound..<verb.lowerBound
        guard gap <= 14, verbs(in: between, sentence) == 0 else { return nil }
        return sentence.clauses(between: actor.tokens.lowerBound, and: verb.lowerBound) == 0 || gap <= 8 ? actor : nil
    }

    /// "X, the part of Y that does Z, said": X, whom an apposition between two commas describes.
    private func head(of actors: [ActorMention], before verb: Range<Int>, _ sentence: SentenceView) -> ActorMention? {
        let tokens = sentence.passage.tokens
        guard actors.count > 1, verb.lowerBound > sentence.range.lowerBound, tokens[verb.lowerBound - 1].text == ","
        else { return nil }
        return actors.first {
            $0.rule == "named_group" && $0.tokens.upperBound + 1 < verb.lowerBound - 1
                && tokens[$0.tokens.upperBound].text == ","
                && ["the", "a", "an", "which", "who"].contains(tokens[$0.tokens.upperBound + 1].folded)
        }
    }

    private func verbs(in tokens: Range<Int>, _ sentence: SentenceView) -> Int {
        tokens.count { verbs.contains(sentence.passage.tokens[$0].folded) }
    }

    private func behind(_ verb: Range<Int>, _ sentence: SentenceView, gap: Int) -> ActorMention? {
        sentence.actors.first {
            $0.tokens.lowerBound >= verb.upperBound && $0.tokens.lowerBound <= verb.upperBound + gap
        }
    }

    /// Whether nothing is said behind the verb but a day or a place.
    private func isAtEnd(_ verb: Range<Int>, _ sentence: SentenceView, ignoring actor: Range<Int>? = nil) -> Bool {
        let end = max(verb.upperBound, actor?.upperBound ?? 0)
        let rest = end..<max(end, sentence.range.upperBound)
        let free = rest.filter { token in
            let word = sentence.passage.tokens[token]
            return word.kind != .sign && word.folded != "on" && word.folded != "in"
                && !sentence.times.contains { $0.tokens.contains(token) }
        }
        return free.count <= 1
    }

    private func isContinuation(_ verb: Range<Int>, _ sentence: SentenceView) -> Bool {
        let passage = sentence.passage, word = passage.folded(verb)
        if ["stating", "saying", "adding", "noting"].contains(word) { return true }
        return (1...3).contains { back in
            verb.lowerBound - back >= sentence.range.lowerBound
                && pronouns.contains(passage.tokens[verb.lowerBound - back].folded)
        }
    }

    // MARK: - Scopes

    /// "X, quoted by Y": of two at once, the medium is the way and the other the root.
    private func channelled(_ found: [Saying], _ sentence: SentenceView) -> [Saying] {
        guard found.count > 1 else { return found }
        let outlets = Set(sentence.actors.filter { $0.role == .outlet }.map(\.name))
        let named = found.filter { !outlets.contains($0.speaker.claimant) }
        guard !named.isEmpty, named.count < found.count,
            let way = found.first(where: { outlets.contains($0.speaker.claimant) })
        else { return found }
        return named.map { saying in
            guard saying.speaker.chain.count < 2 else { return saying }
            var speaker = saying.speaker
            guard !speaker.chain.contains(way.speaker.claimant) else { return saying }
            speaker.chain.append(way.speaker.claimant)
            if speaker.kind == .anonymousOfficial { speaker.root += " through \(way.speaker.claimant)" }
            return Saying(
                verb: saying.verb, subject: saying.subject, speaker: speaker, isBackward: saying.isBackward,
                rule: "said_by_through")
        }
    }

    private func scoped(_ found: [Saying], _ sentence: SentenceView) -> [Statement] {
        var statements: [Statement] = []
        var start = sentence.range.lowerBound
        for (number, saying) in found.enumerated() {
            let next =
                number + 1 < found.count && !found[number + 1].isBackward
                ? found[number + 1].subject.lowerBound : sentence.range.upperBound
            // What stands before the first speaker belongs to the same sentence, unless it is told before by another.
            let from = saying.isBackward || number == 0 ? start : min(saying.subject.lowerBound, saying.verb.lowerBound)
            let to = saying.isBackward ? max(saying.verb.upperBound, start) : max(next, saying.verb.upperBound)
            statements.append(
                Statement(scope: from..<max(to, from), verb: saying.verb, speaker: saying.speaker, rule: saying.rule))
            start = max(to, start)
        }
        return statements
    }

    /// A sentence that opens with a quotation mark and names nobody goes on with who spoke before.
    private func continued(_ sentence: SentenceView, last: DraftSpeaker?) -> [Statement] {
        guard let last, ["\"", "“", "«"].contains(sentence.passage.tokens[sentence.range.lowerBound].text) else {
            return []
        }
        let start = sentence.range.lowerBound
        return [Statement(scope: sentence.range, verb: start..<start, speaker: last, rule: "quotation_goes_on")]
    }

    private func unnamed(_ sentence: SentenceView) -> [Statement] {
        guard let found = sentence.first(reports, in: sentence.range) else { return [] }
        let speaker = DraftSpeaker(
            claimant: "unnamed reports", root: DraftSpeaker.unstated, kind: .secondary, chain: ["unnamed reports"])
        return [Statement(scope: sentence.range, verb: found, speaker: speaker, rule: "unnamed_reports")]
    }
}
