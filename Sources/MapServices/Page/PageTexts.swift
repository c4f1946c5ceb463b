// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON
import Layers

/// What the page's script is told in words, in the languages of a build.
enum PageTexts {
    /// A member for each language of the text.
    static func json(_ text: TextByLanguage) -> JSONValue {
        .object(text.languages.map { JSONValue.Member($0.code, .string(text[$0])) })
    }

    /// By language every phrase of the page: a text, or its plural forms.
    static func document(_ wording: Wording) -> JSONValue {
        .object(
            wording.languages.map { language in
                let phrases = wording.phrases(startingWith: TextKey.page, in: language)
                return JSONValue.Member(
                    language.code, .object(phrases.map { JSONValue.Member($0.name, json($0.phrase)) }))
            })
    }

    private static func json(_ phrase: Phrase) -> JSONValue {
        if phrase.forms.count == 1, let text = phrase.forms[.other] { return .string(text) }
        let forms = PluralForm.allCases.compactMap { form in
            phrase.forms[form].map { JSONValue.Member(form.rawValue, .string($0)) }
        }
        return .object(forms)
    }

    /// The classes of a layer with bounds and colours, labels in all languages.
    static func legend(_ layer: ServedSurface, _ build: Build) -> JSONValue {
        let style = layer.style, plain = LegendAnswers.json(layer, build)
        func worded(_ entry: JSONValue, _ label: TextByLanguage) -> JSONValue {
            guard case .object(let members) = entry else { return entry }
            return .object(
                members.filter { !$0.name.hasPrefix("label") } + [JSONValue.Member("label", json(label))])
        }
        let classes = zip(plain["classes"]?.elements ?? [], style.classes).map { worded($0, $1.label) }
        return [
            "classes": .array(classes),
            "not_assessed": worded(plain["not_assessed"] ?? .null, style.notAssessed.label),
        ]
    }
}
