// SPDX-License-Identifier: Apache-2.0

/// Words that say what kind of place a text means, or how it relates to it, but do not name it.
enum GenericWords {
    /// What a generic word says about the place.
    enum Meaning: Hashable {
        /// The place is of this kind.
        case kind(FeatureClass)
        /// The place is of the first of these kinds of which there is one of the name: countries use one word for units of
        /// different levels.
        case unit([FeatureClass])
        /// Somewhere around the place.
        case around
        /// The rural part of a governorate.
        case countryside
        /// A military airfield, a post: a facility at the named place.
        case none

        /// The kinds that the place may be of, the likeliest first; none where the word does not tell.
        var kinds: [FeatureClass] {
            switch self {
            case .kind(let kind): [kind]
            case .unit(let kinds): kinds
            case .around, .countryside, .none: []
            }
        }
    }

    /// The meaning of the last words of a text and how many words it takes; nil when they are part of the name.
    static func trailing(_ words: ArraySlice<String>) -> (meaning: Meaning, count: Int)? {
        if words.count > 2, let meaning = pairs[words.suffix(2).joined(separator: " ")] { return (meaning, 2) }
        guard words.count > 1, let last = words.last, let meaning = singles[bare(last)] else { return nil }
        // Behind an article the word belongs to the name: "Bab al-Wadi".
        let before = words[words.endIndex - 2]
        guard words.count == 2 || !isArticle(before) || last.utf8.first == 0xD8 else { return nil }
        return (meaning, 1)
    }

    /// The meaning of the first words of a text and how many words it takes, a following "of" included.
    static func leading(_ words: ArraySlice<String>) -> (meaning: Meaning, count: Int)? {
        guard words.count > 1, let first = words.first else { return nil }
        let two = words.prefix(2).joined(separator: " ")
        let found: (Meaning, Int)? =
            if words.count > 2, let meaning = pairs[two] { (meaning, 2) } else if let meaning = singles[bare(first)] {
                (meaning, 1)
            } else { nil }
        guard let (meaning, count) = found else { return nil }
        let hasOf = words.count > count + 1 && KindWords.particles.contains(words[words.startIndex + count])
        return (meaning, hasOf ? count + 1 : count)
    }

    private static func bare(_ word: String) -> String {
        word.utf8.first == 0xD8 && word.hasPrefix("ال") && word.utf8.count >= 8 ? String(word.dropFirst(2)) : word
    }

    /// Words as they are folded; what an earlier list says of a word stands.
    private static func table(_ lists: [(Meaning, String)]) -> [String: Meaning] {
        var meanings: [String: Meaning] = [:]
        for (meaning, words) in lists {
            for word in words.split(separator: "|") {
                let folded = NameFolding.words(word).joined(separator: " ")
                meanings[folded] = meanings[folded] ?? meaning
            }
        }
        return meanings
    }

    private static let pairs = table(
        KindWords.pairs + [
            (.kind(.district), "sub district|sub dist|markaz district|administrative district"),
            (.kind(.base), "air base|military base|army base|air field base|military camp|naval base|forward base"),
            (.kind(.base), "military airport|military airbase|military airfield|air force"),
            (.kind(.crossing), "border crossing|border gate|border post|border point|crossing point|border terminal"),
            (.kind(.prison), "detention center|detention centre|detention facility|detention camp|prison complex"),
            (.kind(.camp), "refugee camp|idp camp|displacement camp|displaced camp|refugees camp"),
            (.kind(.airport), "international airport|civil airport|civilian airport"),
            (
                .kind(.site),
                "oil field|gas field|power station|power plant|cement factory|oil refinery|gas plant|grain silos"
            ),
            (.kind(.site), "border checkpoint|industrial city|archaeological site"),
            (.kind(.road), "international highway|main road|desert road"),
            (.around, "surrounding area|city outskirts|desert area|rural area|desert region"),
            (.kind(.city), "city center|city centre|town center|town centre|old city|old town|inner city|centre ville"),
            (.countryside, "rural governorate"),
        ])

    private static let singles = table(
        KindWords.singles + [
            (
                .kind(.governorate),
                "governorates|provinces|governorate|governate|governorat|gouvernorat|gouvernement|province|muhafazah|muhafazat|gov|govt|prov|gouv"
            ),
            (.kind(.governorate), "muhafaza|mohafazah|mohafazat|mohafaza|muhafadha|muhafadhat|wilayat|محافظه|ولايه"),
            (
                .kind(.district),
                "districts|district|dist|qada|qadha|qaza|kaza|caza|subdistrict|mantiqah|mantiqat|mantiqa|mintaqah|mintaqat"
            ),
            (.kind(.district), "nahiya|nahiyah|nahiyat|nahia|nahiah|markaz|منطقه|ناحيه|قضا|مركز"),
            (.kind(.city), "cities|towns|city|town|madinat|baldat|township|sub|مدينه|بلده|center|centre|downtown"),
            (.kind(.village), "village|villages|hamlet|qaryat|qarya|qaryah|قريه"),
            (.kind(.suburb), "suburb|suburbs|neighborhood|neighbourhood|quarter|hayy|حي"),
            (.kind(.camp), "camp|mukhayyam|mukhayam|مخيم"),
            (.kind(.prison), "prison|jail|sijn|detention|سجن"),
            (.kind(.base), "base|airbase|garrison|barracks|outpost|قاعده|معسكر"),
            (.kind(.airport), "airport|airfield|airstrip|aerodrome|matar|مطار"),
            (.kind(.crossing), "crossing|gate|port|manfadh|معبر|منفذ"),
            (
                .kind(.site),
                "dam|sadd|field|oilfield|gasfield|refinery|plant|factory|checkpoint|junction|intersection|bridge"
            ),
            (
                .kind(.site),
                "farm|farms|hill|hills|mountain|mountains|mount|jabal|jebel|jabel|hospital|university|silos|station"
            ),
            (.kind(.site), "school|schools|market|marketplace|house|houses|church|clinic|cemetery|building|stadium"),
            (.kind(.site), "base|shrine|mosque|ruins|wells|castle|سد|حقل|جبل|مزرعه|جسر"),
            (.kind(.river), "river|nahr|canal|wadi|lake|نهر|بحيره"),
            (.kind(.road), "road|highway|motorway|route|طريق"),
            (
                .around,
                "area|areas|region|plain|plains|axis|front|frontline|outskirts|surroundings|valley|desert|vicinity"
            ),
            (.around, "border|pocket|enclave|basin|belt|environs|sector|باديه|صحرا"),
            (.countryside, "countryside|rural|rif|reef|ريف"),
        ])

    // MARK: Texts of nothing else

    /// Whether words name a kind of place or a direction and no place: "the mosque", "Old City", "main road", "the west". At
    /// least one of them is a noun for a kind or a point of the compass.
    static func areGeneric(_ words: some Collection<String>) -> Bool {
        let nouns = words.count { isNoun($0) || CompassWords.isPoint($0) }
        return nouns > 0
            && words.allSatisfy { isNoun($0) || qualifiers.contains($0) || isArticle($0) || CompassWords.isPoint($0) }
    }

    private static func isNoun(_ word: String) -> Bool {
        singles[bare(word)] != nil || nouns.contains(word) || nouns.contains(bare(word))
    }

    private static func isArticle(_ word: String) -> Bool { Articles.isLatinArticle(Array(word.utf8)[...]) }

    /// Kinds of places that may also begin a name ("Souq al-Shuyukh"), so that nothing is taken off with them.
    private static let nouns = NameFolding.wordSet(
        """
        shop mall square roundabout tunnel tower silo warehouse kindergarten office home residence street avenue lane
        block compound headquarters court factory pharmacy bakery garden park playground well pipeline villa apartment
        zone post point town hall tall tell tal tel sitio poblacion barangay souq souk suq bazaar masjid jami jisr madrasa mustashfa
        centre ville marché école mosquée maison route rue hôpital pont aéroport quartier village barrage usine église
        centro ciudad mercado escuela mezquita casa calle carretera hospital puente aeropuerto barrio pueblo iglesia
        مدرسة مدارس مسجد جامع سوق مستشفى مستوصف منزل بيت كنيسة شارع حاجز نقطة ساحة دوار مقبرة جامعة مزرعة وسط مركز
        центр город рынок школа мечеть дом дорога больница мост аэропорт район деревня
        """)

    /// What such a noun may be qualified with, and still name no place.
    private static let qualifiers = NameFolding.wordSet(
        """
        the a of in old new main central local public general grand great big small primary secondary girls boys
        private military police government industrial residential inner
        la le les du de des vieille vieux ancienne ancien nouvelle nouveau principale principal centrale primaire secondaire
        el los las del vieja viejo nueva nuevo
        القديمة القديم الجديدة الجديد الرئيسي الرئيسية الكبير الكبيرة العام المركزي
        старый новый главная центральный
        """)
}
