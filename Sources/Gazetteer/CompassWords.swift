// SPDX-License-Identifier: Apache-2.0

/// Points of the compass as reports write them, in English, Arabic, French, Turkish and Kurdish.
enum CompassWords {
    /// The direction at the start of the words in one spelling ("north-eastern": `northeast`), and how many words it
    /// takes; nil when there is none or nothing follows.
    static func leading(_ words: ArraySlice<String>) -> (direction: String, count: Int)? {
        guard words.count > 1, let first = words.first.flatMap({ names[$0] }) else { return nil }
        let second = words[words.startIndex + 1]
        if words.count > 2, first.count == 5, let other = names[second], let both = combined(first, other) {
            return (both, 2)
        }
        return (first, 1)
    }

    /// The name with its direction in the one spelling that texts are brought to; nil when it starts with none.
    static func canonical(_ name: String) -> String? {
        let words = NameFolding.words(name)
        guard let (direction, count) = leading(words[...]) else { return nil }
        return ([direction] + words.dropFirst(count)).joined(separator: " ")
    }

    /// The direction that the first words state beside a distance, in degrees clockwise from north, and how many words it
    /// takes; letters count too ("NW").
    static func bearing(leading words: ArraySlice<String>) -> (degrees: Double, count: Int)? {
        let points = words.prefix(3).prefix { degrees($0) != nil }
        return mean(points).map { ($0, points.count) }
    }

    /// The same of the last words ("Baghdad, 50 km north west").
    static func bearing(trailing words: ArraySlice<String>) -> (degrees: Double, count: Int)? {
        let start = words.suffix(3).lastIndex { degrees($0) == nil }.map { $0 + 1 } ?? words.suffix(3).startIndex
        return mean(words[start...]).map { ($0, words.endIndex - start) }
    }

    /// Whether the word alone is a point of the compass, and so no name ("غرب").
    static func isPoint(_ word: String) -> Bool {
        degrees(word) != nil && letters[word] == nil && !alsoNames.contains(word)
    }

    /// Iberian points of the compass that places are called as well ("Sur", which is Tyre).
    private static let alsoNames = NameFolding.wordSet("sur sul este leste oriente occidente")

    /// Whether the word is a direction in letters, which is one only beside "of" or a distance.
    static func isAbbreviation(_ word: String) -> Bool { letters[word] != nil }

    /// Whether the word joins the name that follows without "of", as Arabic and Kurdish directions do: "شرق الموصل" may
    /// be a part of Mosul, and as well lie outside.
    static func isConstruct(_ word: String) -> Bool { constructs.contains(word) }

    /// Whether the word is a direction that follows its name, as Turkish ones do ("Musul'un kuzeyinde").
    static func isPostposition(_ word: String) -> Bool { postpositions.contains(word) }

    private static func degrees(_ word: String) -> Double? {
        letters[word] ?? names[word].flatMap { angles[$0] } ?? construct(word)
    }

    private static func construct(_ word: String) -> Double? {
        guard word.utf8.first == 0xD8, word.hasPrefix("ال") else { return nil }
        return names[String(word.dropFirst(2))].flatMap { angles[$0] }
    }

    /// "North-west" is half-way between its points, "north-north-west" between the first and that.
    private static func mean(_ points: ArraySlice<String>) -> Double? {
        let degrees = points.compactMap(degrees)
        guard var mean = degrees.last else { return nil }
        for degree in degrees.dropLast().reversed() { mean = halfway(degree, mean) }
        return mean
    }

    private static func halfway(_ a: Double, _ b: Double) -> Double {
        let turn = (b - a + 540).truncatingRemainder(dividingBy: 360) - 180
        return (a + turn / 2 + 360).truncatingRemainder(dividingBy: 360)
    }

    private static func combined(_ a: String, _ b: String) -> String? {
        guard a == "north" || a == "south", b == "east" || b == "west" else { return nil }
        return a + b
    }

    private static let angles: [String: Double] = [
        "north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270,
        "northwest": 315,
    ]

    private static let letters: [String: Double] = [
        "n": 0, "nne": 22.5, "ne": 45, "ene": 67.5, "e": 90, "ese": 112.5, "se": 135, "sse": 157.5, "s": 180,
        "ssw": 202.5, "sw": 225, "wsw": 247.5, "w": 270, "wnw": 292.5, "nw": 315, "nnw": 337.5,
        // French west is "ouest".
        "o": 270, "no": 315, "so": 225,
    ]

    /// Point, then its words in Arabic and Kurdish, which stand before the name.
    private static let constructWords: [(point: String, words: String)] = [
        ("north", "شمال شمالي bakurê باکوور باکووری"), ("south", "جنوب جنوبي başûrê باشوور باشووری"),
        ("east", "شرق شرقي rojhilatê ڕۆژهەڵات ڕۆژهەڵاتی"), ("west", "غرب غربي rojavayê ڕۆژئاوا ڕۆژئاوای"),
    ]

    private static let frenchWords: [(point: String, words: String)] = [
        ("north", "nord"), ("south", "sud"), ("east", "est l'est"), ("west", "ouest l'ouest"),
        ("northeast", "nordest"), ("northwest", "nordouest"), ("southeast", "sudest"), ("southwest", "sudouest"),
        ("north", "norte"), ("south", "sur sul"), ("east", "este leste oriente"), ("west", "oeste occidente"),
        ("northeast", "noreste nordeste"), ("northwest", "noroeste"), ("southeast", "sureste sudeste"),
        ("southwest", "suroeste sudoeste"), ("north", "північ півночі північніше север севера северу севернее"),
        ("south", "південь півдня південніше юг юга югу южнее"),
        ("east", "схід сходу східніше восток востока востоку восточнее"),
        ("west", "захід заходу західніше запад запада западу западнее"),
    ]

    /// Turkish stems with the endings that mean "in the ... of", "to the ... of".
    private static let turkishStems: [(point: String, stem: String, endings: String)] = [
        ("north", "kuzey", "i inde indeki ine"), ("south", "guney", "i inde indeki ine"),
        ("east", "dogu", "su sunda sundaki suna"), ("west", "bati", "si sinda sindaki sina"),
        ("northeast", "kuzeydogu", "su sunda sundaki suna"), ("northwest", "kuzeybati", "si sinda sindaki sina"),
        ("southeast", "guneydogu", "su sunda sundaki suna"), ("southwest", "guneybati", "si sinda sindaki sina"),
    ]

    private static let constructs = Set(constructWords.flatMap { NameFolding.words($0.words) })

    private static let turkish: [String: String] = {
        var words: [String: String] = [:]
        for (point, stem, endings) in turkishStems {
            for ending in endings.split(separator: " ") { words[stem + ending] = point }
        }
        return words
    }()

    private static let postpositions = Set(turkish.keys)

    private static let names: [String: String] = {
        var names = turkish
        for word in ["central", "middle"] { names[word] = "central" }
        for word in ["upper", "lower"] { names[word] = word }
        for point in angles.keys {
            for ending in ["", "ern", "ernmost", "ward", "wards"] { names[point + ending] = point }
        }
        for (point, words) in constructWords + frenchWords {
            for word in NameFolding.words(words) { names[word] = point }
        }
        return names
    }()
}
