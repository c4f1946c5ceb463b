// SPDX-License-Identifier: Apache-2.0

import Incidents

/// The lists of the lexicon that events are told by.
struct EventLexicon: Sendable {
    /// A kind of event as the lexicon has it: `TYPE COUNTED NEEDS`.
    struct Kind: Sendable, Hashable {
        /// The raw value of an `EventType`, or `attack`, `casualty`, `past`, which other words of the clause turn into one.
        let type: String
        /// What a number beside it counts (`moved`, `escaped`); empty where a number says nothing of it.
        let counted: String
        /// The list of which a word must stand in the same clause; empty for none.
        let needs: String

        init(_ value: String) {
            let parts = value.split(separator: " ").map { $0 == "-" ? "" : String($0) }
            type = parts.first ?? ""
            counted = parts.count > 1 ? parts[1] : ""
            needs = parts.count > 2 ? parts[2] : ""
        }
    }

    let events: PhraseList
    let kinds: [String: Kind]
    let opinion, warned, notPlace, nearWords, partWords: PhraseList
    let planned, hedged, prevented, doubted, negated, soFar: PhraseList
    let captives, persons, prisons, civilians: PhraseList
    let landMode, airMode, bothModes: PhraseList
    let from, to, locative: PhraseList
    let durationVerbs, reportVerbs: PhraseList
    private let needs: [String: PhraseList]

    init(_ lexicon: Lexicon) {
        let events = lexicon.list("event").readingPrefixes
        self.events = events
        kinds = Dictionary(
            uniqueKeysWithValues: Set(events.phrases.compactMap { events[$0] }).map { ($0, Kind($0)) })
        opinion = lexicon.list("opinion").readingPrefixes
        warned = lexicon.list("warned").readingPrefixes
        notPlace = lexicon.list("not_place")
        nearWords = lexicon.list("near_word")
        partWords = lexicon.list("part_word")
        planned = lexicon.list("planned").readingPrefixes
        hedged = lexicon.list("hedged")
        prevented = lexicon.list("prevented")
        doubted = lexicon.list("doubted")
        negated = lexicon.list("negated").readingPrefixes
        soFar = lexicon.list("so_far")
        captives = lexicon.list("captive_noun").readingPrefixes
        persons = lexicon.list("person_object")
        prisons = lexicon.list("prison_noun").readingPrefixes
        civilians = lexicon.list("civilian_noun").readingPrefixes
        landMode = lexicon.list("land_mode")
        airMode = lexicon.list("air_mode")
        bothModes = lexicon.list("both_modes")
        from = lexicon.list("from_word")
        to = lexicon.list("to_word")
        locative = lexicon.list("in_word")
        durationVerbs = lexicon.list("duration_verb")
        reportVerbs = lexicon.list("report_verb").readingPrefixes
        needs = [
            "captive": captives, "captive_near": captives, "bomb": lexicon.list("bomb_noun").readingPrefixes,
            "strike": lexicon.list("strike_noun").readingPrefixes, "person": persons,
            "blast": lexicon.list("blast_noun").readingPrefixes,
            "threat": lexicon.list("threat_noun"), "force": lexicon.list("force_noun"),
            "armed": lexicon.list("armed_noun"), "base": lexicon.list("base_noun"),
            "troops": lexicon.list("troops_noun"),
        ]
    }

    /// The words of which a kind needs one; nil where it needs none.
    func needed(by kind: Kind) -> PhraseList? { kind.needs.isEmpty ? nil : needs[kind.needs] ?? PhraseList() }
}
