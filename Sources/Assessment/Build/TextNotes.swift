// SPDX-License-Identifier: Apache-2.0

import Cartography
import Geo
import Layers
import Studies

extension StudyNames {
    /// What a user should know of the texts of the study: phrases and words of palettes that nobody has put into one of its
    /// languages, and letters that the font of the sheets lacks.
    func textNotes(of study: ResolvedStudy) -> [String] {
        texts.notes + paletteNotes(of: study) + fontNotes(of: study)
    }

    private func paletteNotes(of study: ResolvedStudy) -> [String] {
        guard study.study.languages != nil, let styles = try? study.styles() else { return [] }
        let unknown = styles.unknown(to: texts.wording)
        return texts.wording.languages.compactMap { language in
            let words = unknown.filter { $0.language == language }.map { "'\($0.text)'" }
            guard !words.isEmpty else { return nil }
            let others = words.count > 3 ? " and \(words.count - 3) more" : ""
            return
                "\(study.study.styles): \(words.prefix(3).joined(separator: ", "))\(others) of the palettes are not known "
                + "in \(language.englishName); give the palette texts \"\(language.code)\" of its own"
        }
    }

    private func fontNotes(of study: ResolvedStudy) -> [String] {
        let languages = texts.wording.languages
        let named = provinces.flatMap { province in languages.compactMap { province.names[$0.code] } }
        let missing = SheetFont.missing(in: languages.map { study.title[$0] } + named)
        guard !missing.isEmpty else { return [] }
        let letters = missing.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
        return [
            "The font \(SheetFont.name) of the sheets lacks \(missing.count) letters of titles and names (\(letters)): another "
                + "font of the machine takes their place, or a box where it has none."
        ]
    }
}
