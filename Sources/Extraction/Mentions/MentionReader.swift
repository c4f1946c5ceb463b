// SPDX-License-Identifier: Apache-2.0

public import Gazetteer
import Geo

/// Reads which places a text mentions, and in which sense.
///
/// Words become places by what the gazetteers know, by the words around them and by capital letters; the words are those
/// of the lexicon. Each rule has a name, which mentions carry and which `without` leaves out.
public struct MentionReader: Sendable {
    let gazetteer: Gazetteer
    let world: Gazetteer?
    let words: MentionWords
    let finder: NameFinder
    /// Names of rules that are not used: a measurement of what each one brings.
    public let without: Set<String>

    /// The names of all rules that may be left out.
    public static let rules: [String] = [
        "abbreviation", "actor_compound", "actor_noun", "actor_object", "actor_owner", "actor_pair", "actor_talks",
        "actor_verb",
        "common_word", "context", "country", "cue", "demonym", "direction", "embedded_name", "embedding", "facility",
        "gazetteer", "held_region", "kind_word", "person", "possessive", "similar", "surname", "world", "world_region",
    ]

    /// Prepares the names of the study and of the world.
    /// - Parameters:
    ///   - gazetteer: the names of the study.
    ///   - world: countries and large cities of the world, which the study's names come before; nil for none.
    ///   - lexicon: the words that the rules look for (`geodata/lexicon/places.csv`).
    ///   - without: names of rules to leave out.
    public init(gazetteer: Gazetteer, world: Gazetteer? = nil, lexicon: Lexicon, without: Set<String> = []) {
        self.gazetteer = gazetteer
        self.world = world
        self.without = without
        words = MentionWords(lexicon)
        finder = NameFinder(home: gazetteer, world: world)
    }

    /// The mentions of a passage in the order of the text, a holder before what it holds.
    public func mentions(in passage: Passage, context: MentionContext = MentionContext()) -> [PlaceMention] {
        var resolver = MentionResolver(self, context: context)
        var mentions: [PlaceMention] = []
        for sentence in passage.sentences {
            let found = scan(passage, sentence, surnames: context.surnames, &resolver)
            mentions += settle(found, passage, &resolver, first: mentions.count)
        }
        return mentions
    }

    /// What the passages of an article say together about where it is.
    public func context(of passages: [Passage]) -> MentionContext {
        var context = MentionContext()
        for passage in passages { add(passage, to: &context) }
        return context
    }

    /// Adds what one more passage says.
    public func add(_ passage: Passage, to context: inout MentionContext) {
        guard !without.contains("context") else { return }
        for sentence in passage.sentences {
            var scan = SentenceScan(passage, sentence: sentence, reader: self, surnames: [])
            scan.readNames { _ in nil }
            context.add(surnames: scan.surnames)
            for mention in scan.found { Self.add(mention, to: &context) }
        }
    }

    private static func add(_ mention: FoundMention, to context: inout MentionContext) {
        guard mention.kind != .embedded else { return }
        let weight = mention.kind == .demonym ? 0.5 : 1
        if let best = mention.known.first {
            let isSure = mention.known.count == 1 || best.prominence >= 0.5
            guard isSure else { return }
            context.name(country: best.country, weight: weight)
            context.name(province: best.province, weight: best.feature == .governorate ? 1 : 0.5)
        } else {
            context.name(country: mention.country, weight: weight)
        }
    }

    private func scan(
        _ passage: Passage, _ sentence: Range<Int>, surnames: Set<String>, _ resolver: inout MentionResolver
    ) -> [FoundMention] {
        var scan = SentenceScan(passage, sentence: sentence, reader: self, surnames: surnames)
        scan.readNames { resolver.similar(to: $0) }
        scan.readSenses()
        scan.readUnnamed()
        return scan.found
    }

    /// Puts mentions in order, asks for their places and points to their holders.
    private func settle(
        _ found: [FoundMention], _ passage: Passage, _ resolver: inout MentionResolver, first: Int
    ) -> [PlaceMention] {
        let order = found.indices.sorted { a, b in
            let (x, y) = (found[a].tokens, found[b].tokens)
            return (x.lowerBound, -x.upperBound, a) < (y.lowerBound, -y.upperBound, b)
        }
        var places: [Int: Int] = [:]
        for (place, number) in order.enumerated() { places[number] = first + place }
        return order.map { number in
            var mention = found[number]
            if mention.rules.first == "part_of_country" { name(&mention, by: resolver.context) }
            let resolution = mention.kind == .demonym || mention.kind == .embedded ? nil : resolver.resolve(mention)
            return PlaceMention(
                tokens: mention.tokens, kind: mention.kind, query: mention.query, resolution: resolution,
                country: mention.kind == .demonym || mention.kind == .metonym ? mention.country : "",
                holder: mention.holder.flatMap { places[$0] }, rules: mention.rules,
                doubts: mention.doubts + Self.doubts(mention, resolution))
        }
    }

    /// "the eastern part of the country" is a part of the country that the article is about.
    private func name(_ mention: inout FoundMention, by context: MentionContext) {
        let homes = gazetteer.content.homeCountries
        guard let code = context.leading(of: homes),
            let country = gazetteer.content.countries.first(where: { $0.id == code })
        else {
            mention.query = ""
            return
        }
        mention.container = PlaceContainer(tokens: mention.tokens, country: code)
        mention.query += " " + country.nameEnglish
        mention.doubts.append("The country is not named: that which the article names most is taken.")
    }

    private static func doubts(_ mention: FoundMention, _ resolution: Resolution?) -> [String] {
        var doubts: [String] = []
        if let match = resolution?.match, match.feature == .governorate, !mention.rules.contains("kind_word"),
            match.runnersUp.contains(where: { $0.feature == .city || $0.feature == .town }), mention.kind == .literal
        {
            doubts.append("City or governorate is not said: the governorate is taken.")
        }
        if case .ambiguous(let matches) = resolution, let first = matches.first, matches.count > 1 {
            doubts.append("Several places are called \(first.matchedName), and nothing tells which is meant.")
        }
        return doubts
    }
}
