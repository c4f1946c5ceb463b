// SPDX-License-Identifier: Apache-2.0

public import Articles
public import Gazetteer
public import Geo
import Incidents

/// Reads articles: places, dates, numbers and claims, by rules that have names.
public struct Extractor: Sendable {
    private let mentions: MentionReader
    private let counts: CountReader
    private let actors: ActorReader
    private let speakers: SpeakerReader
    private let drafter: ClaimDrafter

    /// Takes the names and the words that rules look for.
    /// - Parameter without: names of rules to leave out, for measuring what they bring.
    /// - Parameter world: names of countries and large cities beyond the study; nil for none.
    public init(gazetteer: Gazetteer, world: Gazetteer? = nil, lexicon: Lexicon, without: Set<String> = []) {
        mentions = MentionReader(gazetteer: gazetteer, world: world, lexicon: lexicon, without: without)
        counts = CountReader(lexicon: lexicon)
        actors = ActorReader(lexicon)
        speakers = SpeakerReader(lexicon)
        drafter = ClaimDrafter(EventLexicon(lexicon))
    }

    /// Reads one article. Linear in its length; memory holds one passage and what was found.
    /// - Parameters:
    ///   - published: the day of publication, where somebody states it; else the page's own, else what the text tells.
    ///   - sourceID: key of the source.
    public func read(_ article: Article, sourceID: String, published: CalendarDay? = nil) -> ArticleReading {
        let (day, basis) = PublicationDay.settle(article, given: published)
        var reading = ArticleReading(article: article, sourceID: sourceID, published: day, publishedBasis: basis)
        var context = MentionContext()
        Passage.forEach(of: article) { mentions.add($0, to: &context) }
        var pass = ArticlePass(narrator: .narrator(isMachine: article.isMachineWritten))
        Passage.forEach(of: article) { passage in
            read(passage, TimeReader(published: day), context, into: &reading, &pass)
        }
        let settling = DraftSettling(
            published: day, frame: pass.frame, country: pass.country, countries: pass.placeCountries)
        reading.claims = settling.settle(reading.claims)
        return reading
    }

    private func read(
        _ passage: Passage, _ times: TimeReader, _ context: MentionContext, into reading: inout ArticleReading,
        _ pass: inout ArticlePass
    ) {
        let places = mentions.mentions(in: passage, context: context)
        let dates = times.expressions(in: passage)
        let numbers = counts.expressions(in: passage, excluding: dates.map(\.tokens))
        reading.note(passage, places, dates, numbers)
        var parts = SentenceParts(places: places, times: dates, counts: numbers)
        for number in passage.sentences.indices {
            let (p, t, c) = parts.take(before: passage.sentences[number].upperBound)
            let found = actors.actors(in: passage, passage.sentences[number], places: p, government: pass.government)
            pass.meet(found)
            let sentence = SentenceView(passage, number, places: p, times: t, counts: c, actors: found)
            draft(sentence, into: &reading, &pass)
        }
        pass.sentenceBase += passage.sentences.count
    }

    private func draft(_ sentence: SentenceView, into reading: inout ArticleReading, _ pass: inout ArticlePass) {
        pass.note(sentence, published: reading.published)
        guard sentence.kind != .disclosure, sentence.kind != .byline, !pass.isToldAgain(sentence) else { return }
        var statements = speakers.statements(in: sentence, last: pass.lastSpeaker)
        if statements.isEmpty, let quoted = pass.openQuotation(sentence) { statements = [quoted] }
        if sentence.kind == .caption, statements.isEmpty { statements = pass.photographer(of: sentence, actors) }
        if let last = statements.last, last.rule != "unnamed_reports" { pass.lastSpeaker = last.speaker }
        let (claims, leftOut) = drafter.claims(in: sentence, statements: statements, narrator: pass.narrator)
        reading.claims += claims.map { pass.placed($0) }
        reading.leftOut += leftOut
        pass.leave(sentence)
    }
}

/// The mentions, dates and numbers of a passage, given out sentence by sentence.
struct SentenceParts {
    private let places: [PlaceMention]
    private let times: [TimeExpression]
    private let counts: [CountExpression]
    private var place = 0, time = 0, count = 0

    init(places: [PlaceMention], times: [TimeExpression], counts: [CountExpression]) {
        self.places = places
        self.times = times
        self.counts = counts
    }

    /// What starts before a token and was not taken before.
    mutating func take(before end: Int) -> ([PlaceMention], [TimeExpression], [CountExpression]) {
        let (firstPlace, firstTime, firstCount) = (place, time, count)
        while place < places.count, places[place].tokens.lowerBound < end { place += 1 }
        while time < times.count, times[time].tokens.lowerBound < end { time += 1 }
        while count < counts.count, counts[count].tokens.lowerBound < end { count += 1 }
        // Holders are positions in the passage's list; inside of a sentence only whether there is one counts.
        return (Array(places[firstPlace..<place]), Array(times[firstTime..<time]), Array(counts[firstCount..<count]))
    }
}

/// What is carried from sentence to sentence of one article.
struct ArticlePass {
    let narrator: DraftSpeaker
    var lastSpeaker: DraftSpeaker?
    var frame: DayInterval?
    /// Governments by country, as they were named last.
    private var governments: [String: ActorMention] = [:]
    var sentenceBase = 0
    private var countries: [String: Int] = [:]
    private var lastBlock = -1
    private var lastPlace: DraftPlace?
    private var lastDate: DayInterval?
    private var datedRoot: String?
    private var datedSentence = 0
    private var isQuotationOpen = false
    private var sentencesSeen = 0

    init(narrator: DraftSpeaker) { self.narrator = narrator }

    /// The country that is named most as a place; empty where two are named alike.
    var country: String {
        let ranked = countries.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        guard let first = ranked.first, ranked.count == 1 || ranked[1].value < first.value else { return "" }
        return first.key
    }

    mutating func note(_ sentence: SentenceView, published: CalendarDay?) {
        for mention in sentence.places where mention.kind.mayBeEventPlace {
            if let country = mention.resolution?.match?.country, !country.isEmpty {
                countries[country, default: 0] += 1
            }
        }
        guard frame == nil, sentence.kind.isContent, sentencesSeen < 6 else { return }
        sentencesSeen += 1
        frame =
            sentence.times.first {
                $0.meaning == .days && $0.precision == .month && isNear($0.interval, published)
            }?.interval
    }

    private func isNear(_ days: DayInterval?, _ published: CalendarDay?) -> Bool {
        guard let days, let published else { return days != nil }
        return days.length <= 31 && published >= days.first && published.days(since: days.last) < 40
    }

    /// The government that "the government" means: of those named, that of the country of which the article speaks most.
    var government: ActorMention? {
        governments.max { a, b in
            (countries[a.key] ?? 0, b.key) < (countries[b.key] ?? 0, a.key)
        }?.value
    }

    /// Keeps the governments among actors.
    mutating func meet(_ actors: [ActorMention]) {
        for actor in actors where actor.root.hasSuffix("government") && countries[actor.country] != nil {
            governments[actor.country] = actor
        }
    }

    /// Countries that are named as places.
    var placeCountries: Set<String> { Set(countries.keys) }

    /// A claim with what the sentences before it tell.
    func placed(_ draft: DraftClaim) -> DraftClaim {
        var claim = draft
        claim.sentence += sentenceBase
        if lastBlock == claim.block { claim.nearPlace = lastPlace }
        let isSameSpeaker = !claim.speaker.isNarrator && claim.speaker.root == datedRoot
        if lastBlock == claim.block || (isSameSpeaker && claim.sentence - datedSentence <= 3) {
            claim.nearDate = lastDate
        }
        return claim
    }

    /// Keeps what the next sentences may refer to.
    mutating func leave(_ sentence: SentenceView) {
        if sentence.block != lastBlock {
            lastPlace = nil
            if datedRoot == nil || datedRoot != lastSpeaker?.root { lastDate = nil }
        }
        lastBlock = sentence.block
        let places = sentence.places.filter { place in
            place.kind.mayBeEventPlace && place.holder == nil
                && !sentence.actors.contains { $0.tokens.overlaps(place.tokens) }
        }
        let finest = places.filter { ($0.resolution?.match?.precision ?? .supranational) < .country }
            .min {
                ($0.resolution?.match?.precision ?? .supranational)
                    < ($1.resolution?.match?.precision ?? .supranational)
            }
        if let finest, let place = DraftPlace(finest, text: sentence.passage.text(finest.tokens)) { lastPlace = place }
        if let time = sentence.times.last(where: { $0.meaning == .days && $0.precision == .day }),
            let days = time.interval
        {
            (lastDate, datedRoot, datedSentence) = (days, lastSpeaker?.root, sentence.number + sentenceBase)
        }
        isQuotationOpen = Self.isOpen(after: sentence, isQuotationOpen)
    }

    /// A quotation that was opened before and goes on.
    func openQuotation(_ sentence: SentenceView) -> SpeakerReader.Statement? {
        guard isQuotationOpen, lastBlock == sentence.block, let lastSpeaker else { return nil }
        let start = sentence.range.lowerBound
        return SpeakerReader.Statement(
            scope: sentence.range, verb: start..<start, speaker: lastSpeaker, rule: "quotation_goes_on")
    }

    private static func isOpen(after sentence: SentenceView, _ before: Bool) -> Bool {
        var isOpen = before
        for token in sentence.range {
            switch sentence.passage.tokens[token].text {
            case "“", "«": isOpen = true
            case "”", "»": isOpen = false
            case "\"": isOpen.toggle()
            default: break
            }
        }
        return isOpen
    }

    /// Whether a caption comes again, longer, right behind: pages show it twice.
    func isToldAgain(_ sentence: SentenceView) -> Bool {
        guard sentence.kind == .caption else { return false }
        let passage = sentence.passage
        let words = sentence.range.filter { passage.tokens[$0].kind != .sign }.map { passage.tokens[$0].folded }
        let behind = sentence.number..<passage.sentences.count
        guard let next = behind.first(where: { passage.blocks[$0] > sentence.block }), passage.kinds[next] == .caption,
            words.count > 3
        else { return false }
        let others = passage.sentences[next].filter { passage.tokens[$0].kind != .sign }.map {
            passage.tokens[$0].folded
        }
        return others.starts(with: words)
    }

    /// The sentences of the block and of those right before and behind it.
    private func neighbours(of sentence: SentenceView) -> Range<Int> {
        let blocks = sentence.passage.blocks
        let isNear = { abs(blocks[$0] - sentence.block) <= 1 }
        var first = sentence.number, last = sentence.number
        while first > 0, isNear(first - 1) { first -= 1 }
        while last + 1 < blocks.count, isNear(last + 1) { last += 1 }
        return first..<last + 1
    }

    /// Captions go back to the agency of the picture, which stands in the caption or right behind it.
    func photographer(of sentence: SentenceView, _ reader: ActorReader) -> [SpeakerReader.Statement] {
        let passage = sentence.passage
        let near = neighbours(of: sentence).filter { passage.kinds[$0] == .caption }
        let found = near.lazy.flatMap { reader.actors(in: passage, passage.sentences[$0], places: []) }
        guard let outlet = found.first(where: { $0.role == .outlet }) else { return [] }
        let root = "\(outlet.name) photograph"
        let speaker = DraftSpeaker(
            claimant: "photographer of \(outlet.name)", root: root, kind: outlet.rootKind, chain: [root])
        return [
            SpeakerReader.Statement(
                scope: sentence.range, verb: outlet.tokens.lowerBound..<outlet.tokens.lowerBound, speaker: speaker,
                rule: "picture_of_agency")
        ]
    }
}

extension ArticleReading {
    mutating func note(
        _ passage: Passage, _ places: [PlaceMention], _ dates: [TimeExpression], _ numbers: [CountExpression]
    ) {
        let base = mentions.count
        for var place in places {
            guard let span = passage.span(place.tokens), let bytes = passage.byteSpan(place.tokens) else { continue }
            place.holder = place.holder.map { $0 + base }
            mentions.append(ReadMention(surface: passage.text(place.tokens), span: span, bytes: bytes, mention: place))
        }
        // "now", "recently": words of time that tell no days serve the reading of claims alone.
        for date in dates where date.rules.first != "adverb" {
            guard let span = passage.span(date.tokens) else { continue }
            self.dates.append(ReadDate(surface: passage.text(date.tokens), span: span, time: date))
        }
        for count in numbers {
            guard let span = passage.span(count.tokens) else { continue }
            counts.append(
                ReadCount(surface: passage.text(count.tokens), span: span, noun: passage.text(count.noun), count: count)
            )
        }
    }
}
