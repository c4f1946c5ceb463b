// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers

/// A text as a sheet draws it, in one language or in two; a language without a text takes no room.
struct SheetText {
    /// A text in a language.
    struct Part {
        let text: String
        let language: Language
    }

    /// The first language first, as texts stand one below the other.
    let parts: [Part]

    init(_ text: TextByLanguage, in languages: [Language]) {
        parts = languages.map { Part(text: text[$0], language: $0) }.filter { !$0.text.isEmpty }
    }

    /// The text without its second language.
    init(first text: TextByLanguage, in languages: [Language]) { self.init(text, in: Array(languages.prefix(1))) }

    /// What stands on the left of a line and what on the right: a language that runs from the right stands there.
    var sides: (left: Part?, right: Part?) {
        guard let first = parts.first else { return (nil, nil) }
        let second = parts.dropFirst().first
        return first.language.isRightToLeft && second?.language.isRightToLeft != true
            ? (second, first) : (first, second)
    }
}

extension SheetText {
    private init(parts: [Part]) { self.parts = parts }

    /// The first language in capitals.
    var capitals: SheetText {
        SheetText(
            parts: parts.enumerated().map { $0 == 0 ? Part(text: $1.text.uppercased(), language: $1.language) : $1 })
    }
}

extension Canvas {
    func measure(_ part: SheetText.Part, _ style: TextStyle) -> (width: Double, height: Double) {
        measure(part.text, style.of(part.language))
    }

    @discardableResult
    func draw(_ part: SheetText.Part, _ style: TextStyle, at point: PlanarPoint, halo: Pen? = nil) -> Double {
        draw(part.text, style.of(part.language), at: point, halo: halo)
    }
}
