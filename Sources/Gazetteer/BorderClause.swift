// SPDX-License-Identifier: Apache-2.0

/// "Near the Turkish border", "على الحدود العراقية": words that say where a place lies and do not name it.
///
/// Without taking them off, the neighbour in them would be read as the place.
struct BorderClause {
    /// The words around the clause.
    let rest: [String]
    /// ISO 3166-1 alpha-2 of the countries in it, one or two.
    let countries: [String]

    /// The first clause of a text's words; nil when there is none. Crossings and guards are places: of "Rabia border crossing
    /// with Syria" the end alone is taken.
    init?(in words: [String]) {
        guard let border = words.firstIndex(where: Self.borders.contains) else { return nil }
        let isPost = border + 1 < words.count && Self.posts.contains(words[border + 1])
        var found: [String] = []
        let start = isPost ? border + 2 : Self.start(of: words[..<border], &found)
        let end = Self.end(of: words[(isPost ? border + 2 : border + 1)...], &found)
        guard !found.isEmpty else { return nil }
        countries = found
        rest = Array(words[..<start] + words[end...])
    }

    /// Where the countries and relations before the word "border" begin.
    private static func start(of words: ArraySlice<String>, _ found: inout [String]) -> Int {
        var start = words.endIndex
        while start > words.startIndex, let country = country(words[start - 1]) ?? joint(words[start - 1], found) {
            note(country, &found)
            start -= 1
        }
        while start > words.startIndex, relations.contains(words[start - 1]) { start -= 1 }
        return start
    }

    /// Where the countries after the word "border" end: "with Turkey", "العراقية السورية", "between Iraq and Syria".
    private static func end(of words: ArraySlice<String>, _ found: inout [String]) -> Int {
        var end = words.startIndex, last = words.startIndex
        while end < words.endIndex {
            if let country = country(words[end]) {
                note(country, &found)
                last = end + 1
            } else if !joints.contains(words[end]) {
                break
            }
            end += 1
        }
        if last < words.endIndex, surroundings.contains(words[last]) { last += 1 }
        return last
    }

    private static func note(_ country: String, _ found: inout [String]) {
        if !country.isEmpty, !found.contains(country) { found.append(country) }
    }

    /// An "and" between two countries, as a country without a name.
    private static func joint(_ word: String, _ found: [String]) -> String? {
        !found.isEmpty && ["and", "et", "و", "ve"].contains(word) ? "" : nil
    }

    /// ISO code of the country that a folded word names or is the adjective of.
    static func country(_ word: String) -> String? { adjectives[word] }

    private static let borders = NameFolding.wordSet(
        """
        border borders frontier frontiers borderland borderlands frontière frontières sınır sınırı sınırına sınırında \\
        sınırındaki sınırları hududu sînor sînorê sînorên حدود الحدود حدودية الحدودية الحدودي سنوور سنووری
        """)

    private static let posts = NameFolding.wordSet(
        """
        crossing crossings gate gates post posts point points terminal checkpoint checkpoints guard guards police force \\
        forces triangle kapısı
        """)

    private static let relations = NameFolding.wordSet(
        """
        near nearby along at on by to close next the of towards toward from around across off area areas region zone strip \\
        près proche de la du le à sur long l' قرب على عند من بالقرب قريب منطقة المنطقة li ser nêzîkî ji
        """)

    private static let joints = NameFolding.wordSet(
        "area areas region zone with and the between of مع avec entre et la le l' و ile ve û li gel")

    private static let surroundings = NameFolding.wordSet(
        "area areas region zone strip belt yakınında yakınlarında yakın üzerinde boyunca")

    /// Countries and their adjectives: of the region in many languages, of others in English and French.
    private static let adjectives: [String: String] = {
        let lists = [
            ("IQ", "iraq iraqi iraqs iraqo irak irakien irakienne iraklı irakin irako iraqê العراق العراقية العراقي"),
            ("SY", "syria syrian syrias syro syrie syrien syrienne suriye sûriye sûriyê سوريا سورية السورية السوري"),
            (
                "TR",
                "turkey turkish turkeys turkiye türkiye turco turko turquie turque turc tirkiyê تركيا التركية التركي"
            ),
            ("IR", "iran iranian irans irano iranien iranienne إيران الإيرانية الإيراني"),
            ("JO", "jordan jordanian jordans jordano jordanie jordanienne jordanien ürdün الأردن الأردنية الأردني"),
            ("LB", "lebanon lebanese lebanons liban libanais libanaise lübnan لبنان اللبنانية اللبناني"),
            ("IL", "israel israeli israels israélien israélienne إسرائيل الإسرائيلية"),
            ("SA", "saudi arabia saudis saoudien saoudienne saoudite arabie arabian السعودية السعودي"),
            ("KW", "kuwait kuwaiti kuwaits koweït koweïtienne الكويت الكويتية الكويتي"),
        ]
        var adjectives: [String: String] = [:]
        for (country, list) in lists {
            for word in NameFolding.wordSet(list) { adjectives[word] = country }
        }
        adjectives.merge(CountryAdjectives.codes) { own, _ in own }
        return adjectives
    }()
}
