// SPDX-License-Identifier: Apache-2.0

/// The lists of the lexicon that the reading of places needs, each looked up once.
struct MentionWords: Sendable {
    let demonyms, countries, regions, capitals: PhraseList
    let embedded, tails, sureTails: PhraseList
    let heads: PhraseList
    let actorObjects: PhraseList
    let actorVerbs, talks, actorNouns, ownedNouns: PhraseList
    let titles: PhraseList
    let givenNames, personVerbs: PhraseList
    let common, needsCue, prepositions: PhraseList
    let arabicPrepositions, kindsBefore: PhraseList
    let directions, unitKinds, siteKinds, arabicSites: PhraseList
    let heldRegions, partsOfCountry, facilities, bareFacilities: PhraseList

    init(_ lexicon: Lexicon) {
        demonyms = lexicon.list("demonym")
        countries = lexicon.list("country_name")
        regions = lexicon.list("world_region")
        capitals = lexicon.list("capital")
        embedded = lexicon.list("embedded_name")
        tails = lexicon.list("embedding_tail")
        sureTails = lexicon.list("embedding_tail_sure")
        heads = (lexicon.list("embedding_head"))
        actorVerbs = lexicon.list("metonym_verb")
        actorObjects = (lexicon.list("metonym_object"))
        talks = lexicon.list("talks_noun")
        actorNouns = lexicon.list("metonym_noun")
        ownedNouns = lexicon.list("political_noun")
        titles = (lexicon.list("person_title"))
        givenNames = lexicon.list("given_name")
        personVerbs = lexicon.list("person_after")
        common = lexicon.list("common_word")
        needsCue = lexicon.list("needs_cue")
        prepositions = lexicon.list("place_preposition")
        arabicPrepositions = (lexicon.list("area_before"))
        directions = lexicon.list("direction")
        unitKinds = lexicon.list("kind_unit")
        siteKinds = lexicon.list("kind_site")
        kindsBefore = (lexicon.list("kind_before"))
        arabicSites = lexicon.list("site_before")
        heldRegions = lexicon.list("vernacular")
        partsOfCountry = lexicon.list("part_of_country")
        facilities = lexicon.list("facility")
        bareFacilities = lexicon.list("facility_alone")
    }

    /// Articles of Arabic names in Latin letters, as tokens are folded.
    static let articles: Set<String> = [
        "al", "el", "ar", "as", "ash", "at", "az", "an", "ad", "ath", "adh", "ul", "ez", "er", "es", "ed", "et", "en",
    ]
    /// Those that are words of English or French as well: in small letters they are articles before a hyphen alone.
    static let doubtfulArticles: Set<String> = ["as", "at", "an", "ad", "er", "es", "ed", "et", "en", "ash"]
}
