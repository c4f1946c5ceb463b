// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Geo
package import Layers

/// The languages of a study with what is said in them, and what a user should know of that.
package struct StudyTexts: Sendable {
    /// The languages and their phrases.
    package let wording: Wording
    /// What lacks, a sentence each.
    package let notes: [String]
}

extension ResolvedStudy {
    /// The title in the languages of the study. `title` is that of the first language that has none of its own.
    package var title: TextByLanguage {
        let spoken = languages.contains(.english) ? languages : languages + [.english]
        func own(_ language: Language) -> String {
            let stated = study.titles?[language.code] ?? ""
            return stated.isEmpty && language == .arabic ? study.titleArabic : stated
        }
        let plain = spoken.first { own($0).isEmpty }
        return TextByLanguage(spoken.map { ($0, ($0 == plain ? study.title : own($0)).plain) })
    }

    /// Reads the texts of the study's languages: its own, and the program's for what these do not say.
    /// - Throws: `StudyError` for a file that is wrong.
    package func texts() throws -> StudyTexts {
        var phrases: [Language: [String: Phrase]] = [:]
        var notes: [String] = []
        for language in Set(languages + [.english]).sorted(by: { $0.code < $1.code }) {
            let files = Self.different(Self.textFiles(language, path(study.styles)))
            let read = try files.map { try Self.phrases(at: $0) }
            guard let nearest = read.first else {
                if language != .english { notes.append(Self.silent(language)) }
                continue
            }
            let all = read.dropFirst().reduce(nearest) { known, more in known.merging(more) { own, _ in own } }
            phrases[language] = all
            if language != .english { notes += Self.lacking(all, file: files[0], language) }
        }
        return StudyTexts(
            wording: Wording(languages: languages, country: study.assessed.first ?? "", phrases: phrases), notes: notes)
    }

    /// The texts in other languages than the study's, the first first.
    /// - Throws: `StudyError` for a file that is wrong, or a language that neither the study nor the program has texts of.
    package func wording(in languages: [Language]) throws -> Wording {
        let known = try texts().wording
        var phrases: [Language: [String: Phrase]] = [:]
        for language in Set(languages + [.english]).subtracting(known.languages + [.english]) {
            let files = Self.different(Self.textFiles(language, path(study.styles)))
            guard !files.isEmpty else { throw StudyError(file: path(study.styles), message: Self.silent(language)) }
            for file in files.reversed() { phrases[language, default: [:]].merge(try Self.phrases(at: file)) { $1 } }
        }
        return known.speaking(languages, adding: phrases)
    }

    /// The files of texts in the study's folder that say something else than the program's; they decide a build too.
    package func ownTexts() -> [String] {
        Set(languages + [.english]).sorted { $0.code < $1.code }.compactMap { language in
            let found = Self.textFiles(language, path(study.styles))
            guard let own = found.first, found.count == 2 || Self.builtInStyles == nil else { return nil }
            return Self.different(found).count < found.count ? nil : own
        }
    }

    /// Without the program's file where the study's says the same: texts are read on every start.
    private static func different(_ files: [String]) -> [String] {
        guard files.count == 2 else { return files }
        let contents = files.map(FileManager.default.contents)
        return contents[0] == contents[1] ? [files[0]] : files
    }

    /// The study's file of a language and the program's, those of them that there are.
    private static func textFiles(_ language: Language, _ folder: String) -> [String] {
        [folder, builtInStyles].compactMap { $0.map { "\($0)/texts/\(language.code).yaml" } }
            .filter { FileManager.default.fileExists(atPath: $0) }
    }

    private static func silent(_ language: Language) -> String {
        "styles/texts/\(language.code).yaml: there is no such file, so nothing is said in \(language.englishName); "
            + "copy it from the program's styles"
    }

    private static func lacking(_ phrases: [String: Phrase], file: String, _ language: Language) -> [String] {
        let names = Set(TextKey.english.keys).subtracting(phrases.keys).sorted()
        guard !names.isEmpty else { return [] }
        let others = names.count > 3 ? " and \(names.count - 3) more" : ""
        return ["\(file): \(names.prefix(3).joined(separator: ", "))\(others) lack; they are said in English"]
    }
}

extension ResolvedStudy {
    /// Reads a file of texts and compares each with its English.
    package static func phrases(at file: String) throws -> [String: Phrase] {
        let phrases = try StudyFile.phrases(at: file)
        for (name, phrase) in phrases.sorted(by: { $0.key < $1.key }) {
            guard let original = TextKey.english[name] else {
                throw StudyError(file: file, message: "unknown key '\(name)'; those of en.yaml are known")
            }
            if let fault = phrase.fault(against: original) {
                throw StudyError(file: file, message: "\(name): \(fault)")
            }
        }
        return phrases
    }
}

extension ResolvedStudy {
    /// What the program's own file of texts says in a language; nothing where the program stands without it.
    package static func phrasesOfProgram(in language: Language) -> [String: Phrase] {
        guard let folder = builtInStyles else { return [:] }
        return (try? phrases(at: "\(folder)/texts/\(language.code).yaml")) ?? [:]
    }
}

extension StudyValueReader {
    /// The languages of a study, and a title in no other than a known one.
    func languages(_ study: Study) throws -> [Language] {
        for code in (study.titles ?? [:]).keys.sorted() { _ = try language(code, key: "titles") }
        guard let codes = study.languages else {
            let isArabic = !study.titleArabic.isEmpty || study.titles?["ar"]?.isEmpty == false
            return isArabic ? [.english, .arabic] : [.english]
        }
        let languages = try codes.map { try language($0, key: "languages") }
        try require(
            (1...2).contains(languages.count) && Set(languages).count == languages.count,
            "languages: name one language or two different ones, such as [en] or [uk, en]")
        return languages
    }

    private func language(_ code: String, key: String) throws -> Language {
        guard let language = Language(rawValue: code) else {
            throw fail("\(key): '\(code)' is no known language; known are \(Language.known)")
        }
        return language
    }
}
