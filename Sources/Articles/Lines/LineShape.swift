// SPDX-License-Identifier: Apache-2.0

/// What a line looks like, whatever it says. Counts of a long line are those of its first `scanned` bytes.
struct LineShape {
    var bytes: Int32 = 0
    var letters: Int32 = 0
    var arabic: Int32 = 0
    var capitals: Int32 = 0
    var words: Int32 = 0
    /// Words that start with a capital, a digit or an Arabic letter.
    var namedWords: Int32 = 0
    /// Places inside of words where a capital follows a small letter: words run together.
    var joins: Int32 = 0
    /// Most such places in one word.
    var mostJoins: Int32 = 0
    var commas: Int32 = 0
    /// Signs that stand between entries of a menu: | • › » /.
    var bars: Int32 = 0
    /// Words that start with #.
    var hashes: Int32 = 0
    /// Ends of sentences inside of the line: a point, a blank and a capital or an Arabic letter.
    var innerEnds: Int32 = 0
    var endsSentence = false
    var endsQuestion = false
    var endsOpen = false
    var startsLower = false
    var hasDash = false

    /// Bytes that are looked at.
    static let scanned = 2048

    /// Whether it may be a paragraph: what people write is longer than what they click on.
    /// Arabic says as much in fewer words, and often without a point.
    var isProse: Bool {
        if isArabic, words >= 18 || words >= 13 && commas > 0 || words >= 6 && endsSentence { return true }
        return words >= 25 || words >= 9 && endsSentence || innerEnds > 0 && words >= 12
    }

    /// Whether most letters are Arabic.
    var isArabic: Bool { arabic * 2 > letters }

    /// Whether all letters that have a case are capitals.
    var isCapitals: Bool { letters >= 8 && arabic == 0 && capitals * 10 >= letters * 9 }

    /// Whether it may be a title: words enough, no point at the end, and no small letter at the start.
    func isTitle(from least: Int32) -> Bool {
        words >= least && words <= 32 && bytes <= 400 && !endsSentence && !endsOpen && !startsLower && letters > 0
    }
}

/// Reads shapes off lines.
struct ShapeScanner {
    private var shape = LineShape()
    private var previous: UInt32 = 0x20
    private var wordJoins: Int32 = 0
    private var isInWord = false
    private var pointPending = false
    private var lastMark: UInt32 = 0

    static func shape(of text: some StringProtocol) -> LineShape {
        var scanner = ShapeScanner()
        let count = text.utf8.count
        var seen = 0
        for scalar in text.unicodeScalars {
            seen += UTF8.width(scalar)
            if seen > LineShape.scanned { break }
            scanner.read(scalar.value)
        }
        if count > LineShape.scanned {
            scanner.lastMark = 0
            for scalar in text.unicodeScalars.suffix(16) { scanner.noteEnd(scalar.value) }
        }
        scanner.endWord()
        scanner.shape.bytes = Int32(clamping: count)
        scanner.finish()
        return scanner.shape
    }

    private mutating func read(_ value: UInt32) {
        if Folding.isInvisible(value) { return }
        noteEnd(value)
        if Self.isBlank(value) {
            endWord()
            previous = 0x20
            return
        }
        if !isInWord { startWord(value) }
        noteLetter(value)
        noteMark(value)
        previous = value
    }

    private mutating func startWord(_ value: UInt32) {
        isInWord = true
        let isCapital = Self.isCapital(value), isArabic = Self.isArabicLetter(value)
        if Self.isWordCharacter(value) || value == 0x23 || value == 0x40 || value > 0x7F && !Self.isDash(value) {
            shape.words += 1
            if isCapital || isArabic || (0x30...0x39).contains(value) { shape.namedWords += 1 }
            if shape.words == 1 { shape.startsLower = Self.isSmall(value) }
        }
        if value == 0x23 { shape.hashes += 1 }
        if pointPending, isCapital || isArabic { shape.innerEnds += 1 }
        pointPending = false
    }

    private mutating func endWord() {
        guard isInWord else { return }
        isInWord = false
        shape.mostJoins = max(shape.mostJoins, wordJoins)
        wordJoins = 0
        pointPending = Self.isEnd(lastMark)
    }

    private mutating func noteLetter(_ value: UInt32) {
        if Self.isCapital(value) {
            shape.letters += 1
            shape.capitals += 1
            if Self.isSmall(previous) { join() }
        } else if Self.isArabicLetter(value) {
            shape.letters += 1
            shape.arabic += 1
            // Ta marbuta stands only at the end of a word.
            if previous == 0x629 || Self.isSmall(previous) || Self.isCapital(previous) { join() }
        } else if Self.isSmall(value) {
            shape.letters += 1
        }
    }

    private mutating func join() {
        wordJoins += 1
        shape.joins += 1
    }

    private mutating func noteMark(_ value: UInt32) {
        switch value {
        case 0x2C, 0x60C: shape.commas += 1
        case 0x7C, 0x2022, 0x203A, 0xBB, 0x2F, 0xB7, 0x3E: shape.bars += 1
        default: if Self.isDash(value), value != 0x2D || previous == 0x20 { shape.hasDash = true }
        }
    }

    /// The last sign that tells whether a sentence ends: brackets and quotation marks after it do not count.
    private mutating func noteEnd(_ value: UInt32) {
        if Self.isBlank(value) || Self.isCloser(value) || Folding.isInvisible(value) { return }
        lastMark = value
    }

    private mutating func finish() {
        shape.endsSentence = Self.isEnd(lastMark)
        shape.endsQuestion = lastMark == 0x3F || lastMark == 0x61F
        shape.endsOpen = lastMark == 0x3A || lastMark == 0x3B || lastMark == 0x2C || Self.isDash(lastMark)
    }

    /// Whether the last sign of a line ends a sentence; brackets and quotation marks after it do not count.
    static func endsSentence(_ line: Substring) -> Bool {
        let last = line.unicodeScalars.reversed().prefix(16).first { scalar in
            !(isBlank(scalar.value) || isCloser(scalar.value) || Folding.isInvisible(scalar.value))
        }
        return last.map { isEnd($0.value) || $0.value == 0x3F || $0.value == 0x61F } ?? false
    }

    private static func isEnd(_ value: UInt32) -> Bool {
        value == 0x2E || value == 0x21 || value == 0x2026 || value == 0x6D4
    }

    static func isDash(_ value: UInt32) -> Bool { value == 0x2D || (0x2010...0x2015).contains(value) }

    static func isBlank(_ value: UInt32) -> Bool {
        value <= 0x20 || value == 0xA0 || value == 0x85 || (0x2000...0x200A).contains(value) || value == 0x2028
            || value == 0x2029 || value == 0x202F || value == 0x3000
    }

    private static func isCloser(_ value: UInt32) -> Bool {
        switch value {
        case 0x22, 0x27, 0x29, 0x5D, 0x2019, 0x201D, 0xBB: true
        default: false
        }
    }

    static func isCapital(_ value: UInt32) -> Bool {
        if value < 0x80 { return value >= 0x41 && value <= 0x5A }
        guard value < 0x2000, value < 0x590 || value > 0x700 else { return false }
        return Unicode.Scalar(value)?.properties.isUppercase ?? false
    }

    static func isSmall(_ value: UInt32) -> Bool {
        if value < 0x80 { return value >= 0x61 && value <= 0x7A }
        guard value < 0x2000, value < 0x590 || value > 0x700 else { return false }
        return Unicode.Scalar(value)?.properties.isLowercase ?? false
    }

    static func isArabicLetter(_ value: UInt32) -> Bool {
        (0x620...0x64A).contains(value) && value != 0x640 || (0x671...0x6D3).contains(value)
            || (0xFB50...0xFDFB).contains(value) || (0xFE70...0xFEFC).contains(value)
    }

    private static func isWordCharacter(_ value: UInt32) -> Bool {
        (0x30...0x39).contains(value) || (0x41...0x5A).contains(value) || (0x61...0x7A).contains(value)
    }
}
