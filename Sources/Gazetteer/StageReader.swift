// SPDX-License-Identifier: Apache-2.0

/// Strips relations, directions and generic words off a name, one at a time, and keeps each stage.
struct StageReader {
    private(set) var stages: [Phrase.Stage] = []
    private var hint: GenericWords.Meaning?
    private var isNear = false
    private var isPart = false
    private let offset: Offset?
    /// Whether the hint is an assumption, which any word of the text overrules.
    private var isAssumed = false
    /// Whether a word of the text is the hint.
    private var isKindStated = false
    private var isNeighbour = false

    /// Starts with the whole text. What a distance is counted from is a town, not the province of the same name.
    init(whole words: [String], offset: Offset? = nil, isInflected: Bool = false, isTown: Bool = false) {
        self.offset = offset
        if offset != nil || isTown { (hint, isAssumed) = (.kind(.city), true) }
        keep(words[...])
        if isInflected { keepUninflected(words[...]) }
    }

    /// Reads the words and appends the stages found.
    mutating func read(_ words: ArraySlice<String>) {
        var rest = words
        // Each round takes at least one word, so this ends.
        while let next = stripped(rest) {
            rest = next
            keep(rest)
        }
        if stages.last?.words != Array(rest) { keep(rest) }
        keepUnqualified(rest)
        keepNoun(rest)
        if let bare = words.first.flatMap(Proclitics.without) { read(([bare] + words.dropFirst())[...]) }
    }

    /// Whether all words before "of" state a relation or a kind ("5 km south", "outskirts", "city").
    static func isRelation(_ words: ArraySlice<String>) -> Bool {
        words.indices.allSatisfy { position in
            let word = words[position], probe = [word, "x"]
            return CompassWords.leading(probe[...]) != nil || GenericWords.leading(probe[...]) != nil
                || CompassWords.isAbbreviation(word) || units.contains(word) || nearWords.contains(word)
                || fillers.contains(word) || isNumber(word) || isDemonym(words[position...])
        }
    }

    /// Whether the first word is a country's adjective before a kind ("Syrian city").
    private static func isDemonym(_ words: ArraySlice<String>) -> Bool {
        guard words.count > 1, let first = words.first, BorderClause.country(first) != nil else { return false }
        let probe = [words[words.startIndex + 1], "x"]
        return GenericWords.leading(probe[...]) != nil
    }

    private mutating func keep(_ words: ArraySlice<String>) {
        guard !words.isEmpty, stages.last?.words != Array(words) || stages.last?.isNear != isNear else { return }
        stages.append(
            Phrase.Stage(
                words: Array(words), hint: hint, isNear: isNear, isPart: isPart, offset: offset,
                isKindStated: isKindStated, isNeighbour: isNeighbour))
    }

    private mutating func stripped(_ words: ArraySlice<String>) -> ArraySlice<String>? {
        if let rest = withoutRelation(words) ?? withoutPostposition(words) { return rest }
        if words.count > 2, Self.isDemonym(words) { return words.dropFirst() }
        if let (meaning, count) = GenericWords.trailing(words) {
            note(meaning)
            return words.dropLast(count)
        }
        if let (direction, count) = CompassWords.leading(words) {
            let rest = words.dropFirst(count)
            keep(([direction] + rest)[...])
            isPart = true
            if CompassWords.isConstruct(words[words.startIndex]) {
                isNear = true
                keepUninflected(rest)
            }
            return rest
        }
        guard let (meaning, count) = GenericWords.leading(words) else { return nil }
        note(meaning)
        return words.dropFirst(count)
    }

    /// Takes off "near", "in", "the", "5 km", and "south of".
    private mutating func withoutRelation(_ words: ArraySlice<String>) -> ArraySlice<String>? {
        guard words.count > 1, let first = words.first else { return nil }
        let rest = words.dropFirst()
        if Self.fillers.contains(first) { return rest }
        if Self.nearWords.contains(first) || Self.units.contains(first) || Self.isNumber(first) {
            if !Self.isNumber(first) { noteNearness() }
            return rest
        }
        if words.count > 2, ["of", "from"].contains(words[words.startIndex + 1]), CompassWords.isAbbreviation(first) {
            noteNearness()
            return words.dropFirst(2)
        }
        if let (direction, count) = CompassWords.leading(words), words.count > count + 1,
            Self.genitives.contains(words[words.startIndex + count])
        {
            // "The north of Iraq" is a region, "north of Rutba" is somewhere near it.
            let named = words.dropFirst(count + 1)
            if !isNear { keep(([direction] + named)[...]) }
            noteNearness()
            return named
        }
        return nil
    }

    /// Takes off what follows its name: "Musul'un kuzeyinde", "Musul yakınlarında".
    private mutating func withoutPostposition(_ words: ArraySlice<String>) -> ArraySlice<String>? {
        guard words.count > 1, let last = words.last,
            CompassWords.isPostposition(last) || Self.nearPostpositions.contains(last)
        else { return nil }
        noteNearness()
        let rest = words.dropLast()
        keepUninflected(rest)
        return rest
    }

    /// Keeps the name without the ending that relates it: "Musulun", "Rakkanın"; Kurdish "Mûsilê", "Bexdayê".
    private mutating func keepUninflected(_ words: ArraySlice<String>) {
        guard let last = words.last, let ending = Self.endings.first(where: last.hasSuffix),
            last.count > ending.count + 2
        else { return }
        keep(words.dropLast() + [String(last.dropLast(ending.count))])
    }

    /// Keeps the name without what tells two neighbours of one name apart: "Baghuz at-Tahtani" (the lower one), "Rashidin 4".
    /// The place is near the one that is listed.
    private mutating func keepUnqualified(_ words: ArraySlice<String>) {
        var rest = words
        while rest.count > 1, let last = rest.last, Self.neighbours.contains(last) || Self.isNumber(last) {
            rest = rest.dropLast()
            if let article = rest.last, rest.count > 1, Articles.isLatinArticle(Array(article.utf8)[...]) {
                rest = rest.dropLast()
            }
        }
        guard rest.count < words.count else { return }
        let (before, wasNear) = (hint, isNear)
        (isNeighbour, isNear) = (true, true)
        keep(rest)
        (isNeighbour, isNear, hint) = (false, wasNear, before)
    }

    /// Keeps the town that a Slavic adjective is made of, where the text is about a unit: "Бахмутський район" is Bakhmut's,
    /// "Краматорський" Kramatorsk's.
    private mutating func keepNoun(_ words: ArraySlice<String>) {
        guard words.count == 1, let word = words.first, let kinds = hint?.kinds,
            kinds.contains(.district) || kinds.contains(.governorate),
            let ending = Self.adjectives.first(where: word.hasSuffix), word.count > ending.count + 2
        else { return }
        let stem = String(word.dropLast(ending.count))
        keep([stem][...])
        for noun in ending.utf8.count > ending.count ? ["ськ", "ск"] : ["sk"] { keep([stem + noun][...]) }
    }

    /// In letters as they are folded, longest first.
    private static let adjectives = NameFolding.words(
        "ського ської ський ська ске ське ского ской ский ская ское skogo skaya skoho skoi skyi skyy skiy skij skii ska"
    )

    private static let neighbours = NameFolding.wordSet(
        """
        tahtani tahtaniyah tahtaniya tahta fawqani fawqaniyah fawqaniya foqani fouqani kabir kabirah kabira kebir saghir \
        saghirah saghira sughra kubra gharbi gharbiyah gharbiya sharqi sharqiyah sharqiya shamali shamaliyah shamaliya \
        janubi janubiyah janubiya jadid jadidah jadida qadim qadimah qadima west east north south upper lower new old \
        تحتاني التحتاني التحتانية فوقاني الفوقاني الفوقانية الكبير الكبيرة الصغير الصغيرة الغربي الغربية الشرقي الشرقية \
        الشمالي الشمالية الجنوبي الجنوبية الجديد الجديدة القديم القديمة
        """)

    /// The outermost generic word decides: "Tal Abyad district countryside" is the district's.
    private mutating func note(_ meaning: GenericWords.Meaning) {
        switch meaning {
        case .around: isNear = true
        case .countryside: isPart = true
        case .kind, .unit, .none:
            if hint == nil || isAssumed { (hint, isAssumed, isKindStated) = (meaning, false, true) }
        }
    }

    /// What something is near to is a town, not the governorate of the same name.
    private mutating func noteNearness() {
        isNear = true
        if hint == nil { hint = .kind(.city) }
    }

    /// Whether the word says that something lies near what follows.
    static func isNearWord(_ word: String) -> Bool { nearWords.contains(word) }

    private static func isNumber(_ word: String) -> Bool { word.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }

    private static let fillers = NameFolding.wordSet(
        """
        in at on the both from to of inside within across into towards toward some a about approximately by just
        few several many couple dozens tens quelques birkaç çend عدة بضعة
        de du des do da del la le les au aux à dans vers en al у в на до к к. біля في من عن إلى li ji di
        """)

    private static let nearWords = NameFolding.wordSet(
        """
        near nearby outside around close next vicinity outskirts adjacent along beyond
        près proximité environs alentours périphérie dehors autour
        قرب بالقرب قرابة جوار بجوار خارج محيط أطراف ضواحي مشارف تخوم نزیک دەرەوەی nêzîkî nêzîk derveyê
        біля поблизу поруч возле около близ недалеко рядом під под неподалік околиці окраина окраине cerca
        """)

    private static let nearPostpositions = NameFolding.wordSet(
        "yakınında yakınlarında yakını yakınları civarında çevresinde dışında etrafında kırsalında")

    /// What joins a direction to the name: "north of", "nord de", "شمال من".
    private static let genitives = NameFolding.wordSet("of from de du des d'un do da del від од от من عن")

    /// Endings of Turkish and Kurdish names in "the north of ...", longest first.
    private static let endings = ["nin", "nun", "ye", "in", "un", "e"]

    private static let units: Set<String> = [
        "km", "kms", "kilometers", "kilometres", "kilometer", "kilometre", "mile", "miles", "km2", "كم", "كيلومتر",
    ]
}
