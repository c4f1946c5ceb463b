// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo

/// An administrative unit on its way into a study.
struct DraftUnit {
    /// Key in the study.
    var id: String
    /// ISO 3166-2; empty where none is known.
    var iso = ""
    /// The publisher's own key, where the study uses another; empty for none.
    var code = ""
    /// Main name.
    var name: String
    /// Names by language (ISO 639-1).
    var names: [String: String] = [:]
    /// Further spellings.
    var spellings: [String] = []
    /// The word for its kind ("oblast"); empty where the source has none.
    var kind = ""
    /// Values of the columns that may be the key.
    var keys: [String] = []
    var area: MultiPolygon

    /// All names, without repeats.
    var allNames: [String] {
        Gazetteer.distinctNames([name] + names.sorted { $0.key < $1.key }.map(\.value) + spellings)
    }

    /// Takes over what another source knows of the same unit.
    mutating func learn(from other: DraftUnit) {
        if iso.isEmpty { iso = other.iso }
        if kind.isEmpty { kind = other.kind }
        for (language, name) in other.names where names[language, default: ""].isEmpty { names[language] = name }
        spellings += other.allNames
    }
}
