// SPDX-License-Identifier: Apache-2.0

/// What the reader of numbers knows of English: words that belong to no noun phrase, and plurals.
enum EnglishWords {
    /// Words that end a noun phrase: prepositions, conjunctions, pronouns, forms of be and have, verbs of reports.
    static let stops: Set<String> = Set(
        """
        a about above according across after against ago all along already also although am amid among an and any are as \
        at away back be because become been before behind being below beneath beside between beyond both but by came can \
        come could despite did do does down due during each either even ever every except far fell fled for from gave get \
        go goes going gone got had has have he hence her here him his how however i if in including inside instead into \
        is it its itself just killed last late later least left made make may me might most must my near neither next no \
        nor not now of off on once only own onto or our out outside over per plus rose said same say says she should since \
        so some still such t take taken than that the their them themselves then there these they this those though \
        through throughout till to today together tomorrow too took toward towards under until up upon us via was we \
        well went were what when where whereas whether which while who whom whose why will with within without would \
        yesterday yet you your
        """.split { $0 == " " || $0 == "\n" }.map(String.init))

    /// Words between a number and the verb that says that it counts people.
    static let auxiliaries: Set<String> = [
        "were", "was", "are", "is", "be", "been", "being", "have", "has", "had", "could", "may", "might", "would",
        "will",
        "reportedly", "also", "later", "then", "still", "to", "more", "others", "who", "since", "already", "so", "far",
    ]

    private static let adverbs: Set<String> = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "overnight", "earlier",
        "recently",
    ]

    static func isAdverb(_ folded: String) -> Bool { adverbs.contains(folded) || folded.hasSuffix("ly") }

    /// Whether a word looks like a plural.
    static func isPlural(_ token: Token) -> Bool {
        let word = token.folded
        if irregular.contains(word) { return true }
        guard word.count > 3, word.hasSuffix("s"), token.text.hasSuffix("s"), !stops.contains(word) else {
            return false
        }
        return !["ss", "us", "is", "'s", "’s"].contains { word.hasSuffix($0) } && !singular.contains(word)
    }

    /// Whether a plural ends its phrase; `police` may stand before the noun that is counted.
    static func isHead(_ token: Token) -> Bool { isPlural(token) && !collective.contains(token.folded) }

    private static let collective: Set<String> = ["police", "militia", "crew", "troops"]
    private static let irregular: Set<String> = [
        "people", "men", "women", "children", "gunmen", "servicemen", "policemen", "feet", "personnel", "troops",
        "police",
        "aircraft", "militia", "crew", "mice", "staff", "percent", "sorties", "others", "sheep", "cattle",
        "livestock", "spacecraft", "means", "species",
    ]
    private static let singular: Set<String> = [
        "always", "perhaps", "across", "news", "arms", "armed", "series", "logistics", "sometimes", "besides",
        "afterwards",
    ]
}

/// What the reader of numbers knows of Arabic.
enum ArabicWords {
    /// Words that no noun phrase starts with.
    static let stops: Set<String> = Set(
        """
        في من على إلى عن مع بعد قبل بين خلال منذ حتى عند لدى ضد حول داخل خارج قرب كان كانت كانوا يكون قد لم لن لا ما هو هي هم \
        هذا هذه ذلك تلك التي الذي الذين و أو ثم لكن بل أن إن أنه أنها كما حيث بينما عندما إذا لقد قال قالت أعلن أعلنت ذكر ذكرت \
        أمس اليوم غدا أيضا فقط بسبب تم وقد وفي وعلى وقال وقالت أثناء جراء إثر نتيجة وفق بحسب
        """.split { $0 == " " || $0 == "\n" }.map { WordFolding.fold($0) })
}
