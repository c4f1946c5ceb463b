// SPDX-License-Identifier: Apache-2.0

/// A part of a text whose kind is told step by step.
struct Draft {
    var bytes: Range<Int>
    var scalars: Range<Int>
    var shape: LineShape
    /// What it says by words that pages share.
    var phrase: Phrase?
    /// Whether an empty line, or the border of an element, stands before it.
    var isApart: Bool
    /// Nil until a rule told it.
    private(set) var kind: BlockKind?
    private(set) var rule = ""

    init(_ span: LineSpan, in text: String) {
        self.init(bytes: span.bytes, scalars: span.scalars, isApart: span.isApart, in: text)
    }

    init(bytes: Range<Int>, scalars: Range<Int>, isApart: Bool, in text: String) {
        self.bytes = bytes
        self.scalars = scalars
        self.isApart = isApart
        let line = text.slice(bytes)
        shape = ShapeScanner.shape(of: line)
        phrase = PhraseFinder.phrase(in: line, shape)
    }

    /// Whether nothing but its shape is known.
    var isOpen: Bool { kind == nil }

    mutating func tell(_ kind: BlockKind, _ rule: String) {
        self.kind = kind
        self.rule = rule
    }
}

extension String {
    /// The part of the given bytes.
    func slice(_ bytes: Range<Int>) -> Substring {
        let from = utf8.index(utf8.startIndex, offsetBy: bytes.lowerBound)
        return self[from..<utf8.index(from, offsetBy: bytes.count)]
    }

    /// Whether any letter of any script is in it.
    var hasLetter: Bool { unicodeScalars.contains { $0.properties.isAlphabetic } }
}
