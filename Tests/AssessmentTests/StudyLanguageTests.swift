// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
import Geo
import Layers
@testable import Studies
import TestSupport
import Testing

@Suite("The files of texts")
struct TextFileTests {
    private static func phrases(_ language: Language) throws -> [String: Phrase] {
        try ResolvedStudy.phrases(at: Repository.styles.appending(path: "texts/\(language.code).yaml").path)
    }

    @Test("Each language says everything, with the same places for values", arguments: Language.allCases)
    func complete(language: Language) throws {
        #expect(Set(try Self.phrases(language).keys) == Set(TextKey.english.keys))
    }

    @Test("The English file says what the program says without it")
    func english() throws {
        let phrases = try Self.phrases(.english)
        for (name, phrase) in TextKey.english { #expect(phrases[name] == phrase, "\(name)") }
    }

    @Test("No language but Arabic has an Arabic letter", arguments: Language.allCases.filter { $0 != .arabic })
    func letters(language: Language) throws {
        for (name, phrase) in try Self.phrases(language) {
            #expect(!phrase.forms.values.joined().hasArabic, "\(name)")
        }
    }

    @Test("Every word of the shipped palettes is known in every language", arguments: SurfaceLayer.allCases)
    func palettes(layer: SurfaceLayer) throws {
        let style = try Style.load(from: Repository.styles.appending(path: "\(layer.name).json").path)
        for language in Language.allCases {
            let wording = Wording(languages: [language], phrases: [language: try Self.phrases(language)])
            #expect(wording.unknown(in: style).map(\.text) == [], "\(language)")
        }
    }

    @Test("The Arabic of the shipped palettes is that of the file", arguments: SurfaceLayer.allCases)
    func arabic(layer: SurfaceLayer) throws {
        let style = try Style.load(from: Repository.styles.appending(path: "\(layer.name).json").path)
        let wording = Wording(
            languages: [.english, .arabic], country: "SY", phrases: [.arabic: try Self.phrases(.arabic)])
        for text in [style.title, style.units, style.notAssessed.label] + style.classes.map(\.label) {
            #expect(wording.worded(TextByLanguage(en: text.en)).ar == text.ar, "\(text.en)")
        }
    }
}

@Suite("The languages of a study")
struct StudyLanguageTests {
    private func refusal(_ edit: (SquareStudy) throws -> Void) throws -> String {
        let study = try SquareStudy()
        try edit(study)
        let error = try #require(throws: StudyError.self) { try study.resolved().texts() }
        return error.description.replacing(study.folder.path + "/", with: "")
    }

    @Test("An unknown language is refused, and the known ones are named")
    func unknownLanguage() throws {
        let sentence = try refusal { try $0.edit("title_ar: \"\"", "title_ar: \"\"\nlanguages: [de]") }
        #expect(
            sentence.hasPrefix("study.yaml: languages: 'de' is no known language; known are en (English), ar (Arabic)"))
        let title = try refusal { try $0.edit("title_ar: \"\"", "title_ar: \"\"\ntitles: {xy: T}") }
        #expect(title.hasPrefix("study.yaml: titles: 'xy' is no known language"))
        for list in ["[]", "[fr, fr]", "[en, fr, ar]"] {
            let sentence = try refusal { try $0.edit("title_ar: \"\"", "title_ar: \"\"\nlanguages: \(list)") }
            #expect(sentence.contains("languages: name one language or two different ones"))
        }
    }

    @Test("A text with an unknown name or without a place for a value is refused with file and key")
    func wrongTexts() throws {
        let unknown = try refusal { try $0.edit("key.river:", "key.rivers:", in: "styles/texts/en.yaml") }
        #expect(unknown == "styles/texts/en.yaml: unknown key 'key.rivers'; those of en.yaml are known")
        let missing = try refusal { try $0.edit("As of {day}.", "Now.", in: "styles/texts/en.yaml") }
        #expect(missing == "styles/texts/en.yaml: sheet.subtitle: the placeholder {day} is missing")
    }

    @Test("A text that is no text, and a plural form that is none, are refused with key and line")
    func wrongForms() throws {
        func refusal(_ text: String) throws -> String {
            try self.refusal {
                try $0.edit("tier.public:", "tier.public: \(text)\ntier.other:", in: "styles/texts/en.yaml")
            }
        }
        for (text, fault) in [
            ("[a]", "'tier.public' must be a text, or texts by plural form"),
            ("{other: [a]}", "'tier.public.other' must be a text"),
            ("{other: a, dual: b}", "unknown key 'tier.public.dual'; known here: zero, one, two, few, many, other"),
        ] {
            let sentence = try refusal(text)
            #expect(sentence.hasPrefix("styles/texts/en.yaml:") && sentence.hasSuffix(": \(fault)"), "\(sentence)")
        }
    }

    @Test("Without the key: English, and Arabic where there is an Arabic title")
    func defaults() throws {
        let study = try SquareStudy()
        #expect(try study.resolved().languages == [.english])
        try study.edit("title_ar: \"\"", "title_ar: \"محافظتان\"")
        #expect(try study.resolved().languages == [.english, .arabic])
        #expect(try study.resolved().title == TextByLanguage(en: "Two provinces", ar: "محافظتان"))
    }

    @Test("The plain title is that of the first language that has none of its own")
    func titles() throws {
        func title(_ keys: String) throws -> TextByLanguage {
            let study = try SquareStudy()
            try study.edit("title_ar: \"\"", keys)
            return try study.resolved().title
        }
        let french = try title("title_ar: \"\"\nlanguages: [fr]")
        #expect(french[.french] == "Two provinces" && french.languages == [.french])
        let two = try title("title_ar: \"\"\nlanguages: [uk, en]\ntitles: {uk: Дві провінції}")
        #expect(two[.ukrainian] == "Дві провінції" && two.en == "Two provinces")
        let arabic = try title("title_ar: محافظتان\nlanguages: [ar, en]")
        #expect(arabic.main == "محافظتان" && arabic.en == "Two provinces")
    }

    @Test("A study's own texts are said, what they lack is the program's, and they change the digest")
    func ownTexts() throws {
        let study = try SquareStudy()
        #expect(try study.resolved().ownTexts() == [])
        try study.write("key.river: \"Stream\"\n", to: "styles/texts/en.yaml")
        let resolved = try study.resolved(), texts = try resolved.texts()
        #expect(texts.wording.text(.river).en == "Stream" && texts.wording.text(.road).en == "Main road")
        #expect(resolved.ownTexts() == [study.path("styles/texts/en.yaml")])
    }

    @Test("A French study has no Arabic letter, and its provinces have their French names")
    func french() throws {
        let study = try SquareStudy()
        try study.edit("title_ar: \"\"", "title_ar: \"\"\nlanguages: [fr]\ntitles: {fr: Deux provinces}")
        try study.edit("name_ar: name_ar", "names: {fr: name_fr}")
        try study.edit(
            "\"name_en\": \"Dorran\"", "\"name_fr\": \"Dorrane\", \"name_en\": \"Dorran\"", in: "provinces.geojson")
        let (_, output) = try study.build()
        for name in [
            "catalog.json", "isobands.geojson", "incident-points.geojson", "styles/texts.json", "relative-risk.qml",
        ] {
            #expect(!String(decoding: try output.data(name), as: UTF8.self).hasArabic, "\(name)")
        }
        let catalog = try output.catalog()
        #expect(catalog.title[.french] == "Deux provinces" && catalog.title.en == "Two provinces")
        #expect(catalog.layer(named: "provinces")?.title[.french] == "Risque par province")
        #expect(catalog.layer(named: "relative-risk")?.title[.french] == "Risque relatif")
        #expect(catalog.statements.absence[.french] == "L’absence de signalements n’est pas la sécurité.")
        let provinces = String(decoding: try output.data("provinces.geojson"), as: UTF8.self)
        #expect(provinces.contains("\"name_fr\": \"Dorrane\""))
        let style = String(decoding: try output.data("relative-risk.qml"), as: UTF8.self)
        #expect(style.contains("label=\"moins de 0,1\""))
    }
}

extension String {
    /// Whether any letter is of the Arabic script.
    fileprivate var hasArabic: Bool {
        unicodeScalars.contains { (0x0600...0x06FF).contains($0.value) || (0xFB50...0xFEFC).contains($0.value) }
    }
}
