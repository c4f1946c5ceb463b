// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import Layers
import Studies

/// What places are called on sheets and on the base map: in the languages of the study, and by one spelling for a place,
/// whatever it is the name of. A town that gives its name to its province or district is written as that is.
struct ReferenceNames {
    private let study: ResolvedStudy
    private let wording: Wording
    /// Names of units that a town bears too, by the id of the town.
    private let shared: [String: TextByLanguage]

    init(study: ResolvedStudy, gazetteer: Gazetteer, wording: Wording) {
        self.study = study
        self.wording = wording
        let units = NamedUnits(gazetteer.content) { Self.names(of: $0, wording) }
        var shared: [String: TextByLanguage] = [:], taken: Set<String> = []
        for place in Self.settlements(of: gazetteer.content) {
            guard let unit = units.namesake(of: place, province: Self.province(of: place, gazetteer)),
                taken.insert(unit.id).inserted
            else { continue }
            shared[place.id] = unit.name
        }
        self.shared = shared
    }

    /// Settlements of known position that may be shown, the most populous first.
    static func settlements(of content: Gazetteer.Content) -> [Place] {
        content.places.filter { $0.feature.isSettlement && !$0.isRestricted && $0.coordinate != nil }
            .sorted { ($1.isCapital ? 1 : 0, $1.population, $0.id) < ($0.isCapital ? 1 : 0, $0.population, $1.id) }
    }

    private static func province(of place: Place, _ gazetteer: Gazetteer) -> String? {
        place.coordinate.flatMap { gazetteer.province(at: $0)?.id } ?? place.province
    }

    /// A town in the languages of the study: the first as the gazetteer calls it at all, a second one only by a name of its
    /// own.
    func name(of place: Place) -> TextByLanguage {
        let own = TextByLanguage(
            wording.languages.map { language in
                let known = ScriptNames.name(in: language, of: [place.name] + place.variants)
                return (language, language == wording.first && known.isEmpty ? place.name : known)
            })
        guard let shared = shared[place.id] else { return Self.distinct(own, wording) }
        let both = TextByLanguage(
            wording.languages.map { ($0, shared[$0].isEmpty ? own[$0] : shared[$0]) })
        return Self.distinct(both, wording)
    }

    /// A province or district.
    func name(of region: Region) -> TextByLanguage { Self.names(of: region, wording) }

    /// A country: as the layer calls it, else as the library does.
    func countryName(of region: Region) -> TextByLanguage {
        let names = TextByLanguage(
            wording.languages.map { language in
                let own = region.names[language.code] ?? ""
                return (language, own.isEmpty ? wording.countryName(region.id, in: language) : own)
            })
        return Self.distinct(names, wording)
    }

    /// A river.
    func name(of line: NamedLine) -> TextByLanguage {
        let names = TextByLanguage(
            wording.languages.map { language in
                let known = ScriptNames.name(in: language, of: [line.name] + line.variants)
                return (language, language == wording.first && known.isEmpty ? line.name : known)
            })
        return Self.distinct(names, wording)
    }

    /// What an area is called in the languages of the map: in the first as the layer calls it at all, in the second where
    /// the layer has a name of it that is another one.
    private static func names(of region: Region, _ wording: Wording) -> TextByLanguage {
        let names = TextByLanguage(
            wording.languages.map { language in
                let own = region.names[language.code] ?? ""
                let name = own.isEmpty && language == wording.first ? region.nameEnglish : own
                return (language, language == .arabic ? shortArabic(name) : name)
            })
        return distinct(names, wording)
    }

    /// On a map of provinces the word for province says nothing.
    private static func shortArabic(_ name: String) -> String {
        name.hasPrefix("محافظة ") ? String(name.dropFirst("محافظة ".count)) : name
    }

    /// Each text once.
    private static func distinct(_ names: TextByLanguage, _ wording: Wording) -> TextByLanguage {
        var known: Set<String> = []
        return TextByLanguage(wording.languages.map { ($0, known.insert(names[$0]).inserted ? names[$0] : "") })
    }
}

/// Provinces and districts by their spellings, to find the one that a town gives its name to.
private struct NamedUnits {
    struct Unit {
        let id: String
        let name: TextByLanguage
        /// ISO 3166-2; empty where the district's is not known.
        let province: String
        let seat: Coordinate?
        let reach: Meters
        let area: MultiPolygon?
    }

    private var units: [[UInt8]: [Unit]] = [:]

    init(_ content: Gazetteer.Content, name: (Region) -> TextByLanguage) {
        for region in content.provinces {
            add(
                Unit(
                    id: region.id, name: name(region), province: region.id, seat: nil, reach: Meters(0), area: nil),
                spellings: [region.nameEnglish] + region.names.values.sorted() + region.aliases)
        }
        for region in content.districtAreas {
            add(
                Unit(
                    id: region.id, name: name(region), province: "", seat: nil, reach: Meters(0), area: region.area),
                spellings: [region.nameEnglish] + region.names.values.sorted() + region.aliases)
        }
        for district in content.districts {
            let arabic = ScriptNames.name(in: .arabic, of: district.variants)
            add(
                Unit(
                    id: district.id, name: TextByLanguage(en: district.name, ar: arabic),
                    province: district.province, seat: district.seat, reach: .kilometers(15), area: nil),
                spellings: [district.name] + district.variants)
        }
    }

    private mutating func add(_ unit: Unit, spellings: [String]) {
        for key in Set(spellings.filter { !$0.isEmpty }.map(Gazetteer.nameKey)) { units[key, default: []].append(unit) }
    }

    /// The unit that a town lies in and shares a spelling with; a province before a district.
    func namesake(of place: Place, province: String?) -> Unit? {
        let keys = Set(([place.name] + place.variants).map(Gazetteer.nameKey))
        let known = keys.flatMap { units[$0] ?? [] }.filter { holds($0, place, province: province) }
        return known.min { (order($0), $0.id) < (order($1), $1.id) }
    }

    private func order(_ unit: Unit) -> Int { unit.seat == nil && unit.area == nil ? 0 : 1 }

    private func holds(_ unit: Unit, _ place: Place, province: String?) -> Bool {
        if let area = unit.area {
            guard let point = place.coordinate?.point, area.extent?.contains(point) == true else { return false }
            return area.contains(point)
        }
        guard unit.province == province else { return false }
        guard let seat = unit.seat else { return true }
        return place.coordinate.map { $0.distance(to: seat) < unit.reach } ?? false
    }
}

/// Tells from a list of spellings in all scripts the one that belongs to a language written in a script of its own.
enum ScriptNames {
    /// The name in a language; empty where no spelling is clearly of it. Languages in Latin letters have none: lists of
    /// spellings do not say of which of them one is.
    static func name(in language: Language, of spellings: [String]) -> String {
        switch language {
        case .arabic: arabic(spellings)
        case .russian: cyrillic(spellings, own: "ыэёъЫЭЁЪ", foreign: "іїєґІЇЄҐ")
        case .ukrainian: cyrillic(spellings, own: "іїєґІЇЄҐ", foreign: "ыэёъЫЭЁЪ")
        case .english, .french, .spanish, .kurdish: ""
        }
    }

    /// Words for kinds of units, which stand in front of names in lists and not on maps.
    private static let kinds = ["محافظة", "مدينة", "قضاء", "ناحية", "نهر", "منطقة", "مركز"]

    /// Of the spellings in letters of Arabic alone, those of Persian and Kurdish being others, the most carefully written one
    /// among those that sound most like the place's name.
    private static func arabic(_ spellings: [String]) -> String {
        let written = spellings.map(withoutVowels).filter(isArabic)
        let plain = written.filter { name in !kinds.contains { name.hasPrefix($0 + " ") } }
        let known = plain.isEmpty ? written.map(withoutKind) : plain
        let sounds = spellings.first { $0.unicodeScalars.contains { $0.value < 0x0590 } }.map(Gazetteer.nameKey)
        let likenesses = known.map { name in sounds.map { Gazetteer.likeness(name, $0) } ?? 0 }
        let best = likenesses.max() ?? 0
        let alike = zip(known, likenesses).filter { $1 >= best - slack }.map(\.0)
        return alike.max { (care($0), $1) < (care($1), $0) } ?? ""
    }

    /// How much less like the name a spelling may be than the one that is most like it: letters that Latin ones do not tell apart
    /// count as others.
    private static let slack = 0.25

    /// Without the signs above and below letters that dictionaries write.
    private static func withoutVowels(_ name: String) -> String {
        String(String.UnicodeScalarView(name.unicodeScalars.filter { !("\u{064B}"..."\u{0652}").contains($0) }))
    }

    /// A river without the word for river; a city whose name begins with the word for city keeps it.
    private static func withoutKind(_ name: String) -> String {
        name.hasPrefix("نهر ") ? String(name.dropFirst("نهر ".count)) : name
    }

    private static func isArabic(_ name: String) -> Bool {
        // Kurdish begins with a seat of hamza what Arabic begins with alif.
        !name.isEmpty && !name.hasPrefix("ئ")
            && name.unicodeScalars.allSatisfy {
                ("\u{0621}"..."\u{063A}").contains($0) || ("\u{0641}"..."\u{064A}").contains($0) || $0 == " "
            }
    }

    /// Letters that hasty spellings leave out, and those that writers by ear do not have, and the article.
    private static func care(_ name: String) -> Int {
        name.count { "أإآةىئؤعحقطصضظذث".contains($0) } + (name.hasPrefix("ال") ? 1 : 0)
    }

    /// The first capitalized spelling without letters that only the other language has; one with letters that only this
    /// language has before all others.
    private static func cyrillic(_ spellings: [String], own: String, foreign: String) -> String {
        let known = spellings.filter { isCyrillic($0) && !$0.contains { foreign.contains($0) } }
        return known.first { $0.contains { own.contains($0) } } ?? known.first ?? ""
    }

    private static func isCyrillic(_ name: String) -> Bool {
        name.first?.isUppercase == true
            && name.unicodeScalars.allSatisfy {
                ("\u{0410}"..."\u{044F}").contains($0) || "іїєґІЇЄҐёЁ -’'".unicodeScalars.contains($0)
            }
    }
}
