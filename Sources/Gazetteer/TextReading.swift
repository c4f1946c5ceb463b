// SPDX-License-Identifier: Apache-2.0

import Geo

/// A place text read as a whole: which part is the place, which parts lie around it, and whether several places are listed.
///
/// Reports write addresses from either end ("Rutbah, Anbar", "Iraq/Anbar/Rutbah") and lists with the same signs, so that
/// only what the names stand for can tell them apart.
struct TextReading {
    /// A place of a list, with the areas around it that the text names.
    struct Member {
        let name: String
        /// ISO codes.
        let province, country: String?
    }

    /// A distance that was taken from the text.
    struct Measured {
        let distance: Meters
        /// Degrees clockwise from north, where a part of its own states the direction ("Palmyra, 25 km NE").
        var bearing: Double?
        /// Whether the text's form alone says that the distance is one from the name.
        var isRelative: Bool
    }

    /// The place and what is around it.
    let phrase: Phrase
    /// The places of a list, two or more; empty for one place.
    let members: [Member]
    /// Countries of a border of which the text says no more than that it is near.
    let borders: [String]
    /// A distance in the text.
    let distance: Meters?

    /// Reads a text. `country` is the stated one, ISO 3166-1; `isTown` says that the text stands where towns do.
    init(_ text: String, country: String?, isTown: Bool = false, _ gazetteer: Gazetteer) {
        let written = Self.distance(of: text, gazetteer)
        distance = written?.distance
        var parts = TextParts.parts(of: written?.rest ?? text)
        let isApposition = written != nil && Self.settleDistance(&parts, country, gazetteer)
        borders = Self.takeBorders(&parts)
        let measured = isApposition ? nil : written.map { Self.takeMeasure($0, &parts) }
        parts = Self.inner(parts, gazetteer)
        let arranged = Arrangement(parts, country: country, allowsList: written == nil, gazetteer)
        members = arranged.members
        let read = Phrase(arranged.main, contexts: arranged.contexts, measured: measured, isTown: isTown)
        // Where the words beside a distance say nothing of where, the text is read as it stands.
        phrase = measured != nil && !read.hasOffset ? Phrase(text) : read
    }

    /// The parts cut at slashes and dashes, but for names that hold one.
    private static func inner(_ parts: [TextParts.Part], _ gazetteer: Gazetteer) -> [TextParts.Part] {
        let cut = parts.flatMap { part in
            let cut = TextParts.inner(of: part)
            if cut.count > 1 { return gazetteer.isKnown(part.text) ? [part] : cut }
            return hyphenated(part, gazetteer) ?? cut
        }
        return cut.enumerated().map { number, part in
            TextParts.Part(text: part.text, separator: part.separator, sentence: number)
        }
    }

    /// "Iraq-Nineveh-Mosul": hyphens join names as well as addresses, so all must be known, one of them a country.
    private static func hyphenated(_ part: TextParts.Part, _ gazetteer: Gazetteer) -> [TextParts.Part]? {
        let names = part.text.split(separator: "-")
        guard names.count > 1, !gazetteer.isKnown(part.text),
            names.allSatisfy({ gazetteer.isKnown(String($0)) }),
            names.contains(where: { Standing(String($0), country: nil, gazetteer).isCountry })
        else { return nil }
        return names.map { TextParts.Part(text: String($0), separator: .comma, sentence: 0) }
    }

    /// The distance of the text, unless it belongs to a name ("55 km zone").
    private static func distance(of text: String, _ gazetteer: Gazetteer) -> WrittenDistance? {
        guard let written = WrittenDistance.first(in: text) else { return nil }
        let isName = Phrase(text).stages.contains { stage in
            stage.words.contains { $0.utf8.first.map { $0 >= 0x30 && $0 <= 0x39 } == true }
                && gazetteer.isKnown(stage.words)
        }
        return isName ? nil : written
    }

    /// Puts the part with a distance in front ("Euphrates, 20 km south of Raqqa"), without a noun before the distance
    /// ("a village 20 km south of Kirkuk"). Where another part is a town, the distance only describes it ("Tal Afar, 60 km west
    /// of Mosul"): the answer is true, and what it is counted from stays as a part.
    private static func settleDistance(
        _ parts: inout [TextParts.Part], _ country: String?, _ gazetteer: Gazetteer
    ) -> Bool {
        guard let place = parts.firstIndex(where: { $0.text.contains(WrittenDistance.mark) }) else { return false }
        let sides = parts[place].text.split(separator: WrittenDistance.mark, omittingEmptySubsequences: false)
        let after = OffsetReader(NameFolding.words(sides[sides.count - 1]))
        guard after.isRelative, !after.name.isEmpty else { return false }
        var part = parts.remove(at: place)
        part.text = String(sides[sides.count - 1])
        let base = after.name.joined(separator: " "), start = Standing(base, country: country, gazetteer)
        let isTown = parts.prefix(place).contains { other in
            let standing = Standing(other.text, country: country, gazetteer)
            return standing.isPlace && !standing.contains(start, gazetteer)
        }
        if isTown { part.text = base }
        parts.insert(part, at: isTown ? parts.endIndex : 0)
        return isTown
    }

    /// Takes clauses like "near the Turkish border" off. A text of nothing else keeps it, and its countries are told.
    private static func takeBorders(_ parts: inout [TextParts.Part]) -> [String] {
        var rest: [TextParts.Part] = [], countries: [String] = []
        for part in parts {
            guard let clause = BorderClause(in: NameFolding.words(part.text)) else {
                rest.append(part)
                continue
            }
            countries += clause.countries
            guard !clause.rest.isEmpty else { continue }
            var part = part
            part.text = clause.rest.joined(separator: " ")
            rest.append(part)
        }
        if rest.isEmpty { return countries }
        parts = rest
        return []
    }

    /// Takes parts that hold a direction or "away" alone off ("Palmyra, 25 km NE").
    private static func takeMeasure(_ written: WrittenDistance, _ parts: inout [TextParts.Part]) -> Measured {
        var measured = Measured(distance: written.distance, bearing: nil, isRelative: written.isOutermost)
        let readers = parts.map { OffsetReader(NameFolding.words($0.text)) }
        guard readers.contains(where: { !$0.name.isEmpty }) else { return measured }
        for reader in readers where reader.name.isEmpty {
            measured.bearing = measured.bearing ?? reader.bearing
            measured.isRelative = measured.isRelative || reader.isRelative
        }
        parts = zip(parts, readers).filter { !$1.name.isEmpty }.map(\.0)
        return measured
    }
}

/// The parts of a text in their order of meaning.
struct Arrangement {
    /// The part that names the place.
    private(set) var main: String
    /// The others.
    private(set) var contexts: [String] = []
    /// The places of a list.
    private(set) var members: [TextReading.Member] = []

    private let gazetteer: Gazetteer
    private let country: String?
    /// Longer texts are no address and no list of a report; each pair of parts is compared.
    private static let mostParts = 16

    init(_ parts: [TextParts.Part], country: String?, allowsList: Bool, _ gazetteer: Gazetteer) {
        self.gazetteer = gazetteer
        self.country = country
        main = parts.first?.text ?? ""
        let all = allowsList ? parts.flatMap(split) : parts
        guard all.count > 1, all.count <= Self.mostParts else {
            contexts = parts.dropFirst().map(\.text)
            return
        }
        let standings = all.map { Standing($0.text, country: country, gazetteer) }
        let places = innermost(all, standings)
        if allowsList, isList(places, all, standings) {
            members = places.map { member($0, all, standings) }
        }
        arrange(members.isEmpty && all.count > parts.count ? parts : all, first: places.first.map { all[$0].text })
    }

    /// The names that "and" joins, when every one of them is known and the whole is not.
    private func split(_ part: TextParts.Part) -> [TextParts.Part] {
        let names = TextParts.joined(part.text)
        guard names.count > 1, !gazetteer.isKnown(part.text),
            names.allSatisfy({ !Standing($0, country: country, gazetteer).referents.isEmpty })
        else { return [part] }
        return names.enumerated().map { number, name in
            TextParts.Part(text: name, separator: number == 0 ? part.separator : .list, sentence: part.sentence)
        }
    }

    /// Positions of the parts in which no other lies; the first where all hold one another.
    private func innermost(_ parts: [TextParts.Part], _ standings: [Standing]) -> [Int] {
        let isListed = parts.contains { $0.separator == .list }
        func holds(_ area: Int, _ place: Int) -> Bool {
            standings[area].contains(standings[place], gazetteer, countsDistricts: !isListed)
        }
        let inner = parts.indices.filter { area in
            !parts.indices.contains { place in
                guard parts[place].sentence != parts[area].sentence, holds(area, place) else { return false }
                // An unknown name in front is the place, behind a known one a remark; of two equals the first is the place.
                return place < area || !isRemark(standings[place], beside: standings[area]) && !holds(place, area)
            }
        }
        return inner.isEmpty ? [0] : inner
    }

    private func isRemark(_ unknown: Standing, beside area: Standing) -> Bool {
        unknown.referents.isEmpty && !area.isAreaOnly
    }

    /// Whether the parts are several places: known, not two names of one, and of a common level where the sign between
    /// them may as well be that of an address.
    private func isList(_ places: [Int], _ parts: [TextParts.Part], _ standings: [Standing]) -> Bool {
        guard places.count > 1, !places.contains(where: { standings[$0].levels.isEmpty }) else { return false }
        for (position, place) in places.enumerated() {
            if place > 0, parts[place].separator == .bracket { return false }
            if places[..<position].contains(where: { standings[$0].isSame(as: standings[place]) }) { return false }
        }
        let separators = places.dropFirst().map { parts[$0].separator }
        let common = places.dropFirst().reduce(standings[places[0]].levels) { $0.intersection(standings[$1].levels) }
        if separators.contains(.slash) { return common.contains { $0 >= 2 } }
        // "Azaz, Homs" is an address, right or wrong, whatever Homs is besides a province; "Mosul, Kirkuk" are two cities.
        let mayBeAddress = separators.allSatisfy { $0 == .comma } && !common.contains(3)
        if mayBeAddress, places.dropFirst().contains(where: { standings[$0].levels.contains(3) }),
            !standings[places[0]].referents.contains(where: gazetteer.isLargest),
            !standings[places[0]].levels.contains(3)
        {
            return false
        }
        return separators.contains(.list) || !common.isEmpty
    }

    /// The place with the province and country of the text around it.
    private func member(_ place: Int, _ parts: [TextParts.Part], _ standings: [Standing]) -> TextReading.Member {
        let around = parts.indices.filter { $0 != place && standings[$0].contains(standings[place], gazetteer) }
        func code(_ feature: FeatureClass) -> String? {
            around.lazy.flatMap { standings[$0].referents }.first { $0.feature == feature }?.id
        }
        return TextReading.Member(
            name: parts[place].text, province: code(.governorate), country: code(.country))
    }

    private mutating func arrange(_ parts: [TextParts.Part], first: String?) {
        let start = first.flatMap { first in parts.firstIndex { $0.text == first } } ?? 0
        main = parts[start].text
        contexts = parts.indices.filter { $0 != start }.map { parts[$0].text }
    }
}
