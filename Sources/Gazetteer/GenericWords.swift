// SPDX-License-Identifier: Apache-2.0

/// Words that say what kind of place a text means, or how it relates to it, but do not name it.
enum GenericWords {
    /// What a generic word says about the place.
    enum Meaning: Hashable {
        /// The place is of this kind.
        case kind(FeatureClass)
        /// Somewhere around the place.
        case around
        /// The rural part of a governorate.
        case countryside
        /// A military airfield, a post: a facility at the named place.
        case none
    }

    /// The meaning of the last words of a text and how many words it takes; nil when they are part of the name.
    static func trailing(_ words: ArraySlice<String>) -> (meaning: Meaning, count: Int)? {
        if words.count > 2, let meaning = pairs[words.suffix(2).joined(separator: " ")] { return (meaning, 2) }
        guard words.count > 1, let last = words.last, let meaning = singles[bare(last)] else { return nil }
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
        let hasOf = words.count > count + 1 && words[words.startIndex + count] == "of"
        return (meaning, hasOf ? count + 1 : count)
    }

    private static func bare(_ word: String) -> String {
        word.utf8.first == 0xD8 && word.hasPrefix("ال") && word.utf8.count >= 8 ? String(word.dropFirst(2)) : word
    }

    private static func table(_ lists: [(Meaning, String)]) -> [String: Meaning] {
        var meanings: [String: Meaning] = [:]
        for (meaning, words) in lists {
            for word in words.split(separator: "|") { meanings[String(word)] = meaning }
        }
        return meanings
    }

    private static let pairs = table([
        (.kind(.district), "sub district|markaz district|administrative district"),
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
        (.kind(.city), "city center|city centre|town center|town centre"),
        (.countryside, "rural governorate"),
    ])

    private static let singles = table([
        (
            .kind(.governorate),
            "governorates|provinces|governorate|governate|governorat|gouvernorat|gouvernement|province|muhafazah|muhafazat"
        ),
        (.kind(.governorate), "muhafaza|mohafazah|mohafazat|mohafaza|muhafadha|muhafadhat|wilayat|محافظه|ولايه"),
        (
            .kind(.district),
            "districts|district|qada|qadha|qaza|kaza|caza|subdistrict|mantiqah|mantiqat|mantiqa|mintaqah|mintaqat"
        ),
        (.kind(.district), "nahiya|nahiyah|nahiyat|nahia|nahiah|markaz|منطقه|ناحيه|قضا|مركز|municipality"),
        (.kind(.city), "cities|towns|city|town|madinat|baldat|township|sub|مدينه|بلده"),
        (.kind(.village), "village|villages|hamlet|qaryat|qarya|qaryah|locality|قريه"),
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
        (.kind(.site), "base|shrine|mosque|ruins|wells|castle|سد|حقل|جبل|مزرعه|جسر"),
        (.kind(.river), "river|nahr|canal|wadi|lake|نهر|بحيره"),
        (.kind(.road), "road|highway|motorway|route|طريق"),
        (.around, "area|areas|region|plain|plains|axis|front|frontline|outskirts|surroundings|valley|desert|vicinity"),
        (.around, "border|pocket|enclave|basin|belt|environs|sector|باديه|صحرا"),
        (.countryside, "countryside|rural|rif|reef|ريف"),
    ])
}
