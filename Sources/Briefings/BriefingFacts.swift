// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gazetteer
import Geo
import JSON
import Layers
import Queries
import Studies

/// What is known of a place, read once: the texts are made of it, shorter or longer.
struct BriefingFacts {
    let service: QueryService
    let wording: Wording
    let place: BriefingPlace
    let answer: QueryAnswer
    /// What is stated within 25 km: at a position that position's, of a town that of its middle.
    let near: ProvinceForecast?
    /// The place in degrees.
    let outline: MultiPolygon
    let news: BuildNews?
    /// Name of the place in the language.
    let name: String
    let map: PlacedMap
    /// Names that no briefing tells, whatever the table says.
    private let facilities: FacilityNames

    var language: Language { wording.first }
    var catalog: Catalog { service.build.catalog }

    init(_ service: QueryService, since earlier: QueryService?, place: BriefingPlace, wording: Wording) throws {
        self.service = service
        self.wording = wording
        self.place = place
        let gazetteer = try service.gazetteer()
        facilities = FacilityNames(of: gazetteer.content.places.filter(\.isRestricted))
        let found: QueryAnswer
        switch place {
        case .named(let name):
            if let match = try? service.match(name), match.isRestricted { throw BriefingError.facility(name) }
            found = try service.answer(named: name, why: true)
            outline = try service.outline(named: name)
        case .position(let position):
            found = try service.answer(at: position, why: true)
            outline = try service.outline(around: position, radius: .kilometers(25))
        case .area(let area):
            found = try service.answer(area: area, why: true)
            outline = area
        }
        answer = found.withoutQuotes
        near = found.kind == .point ? found.result.forecast : try Self.near(service, place, found)
        news = try earlier.map { try service.news(since: $0) }
        name = try Self.name(answer, service, wording)
        map = try PlacedMap(service, outline: outline, answer: answer, wording: wording)
    }

    /// Of a town that is answered by an area; nil for all else.
    private static func near(
        _ service: QueryService, _ place: BriefingPlace, _ answer: QueryAnswer
    ) throws -> ProvinceForecast? {
        guard case .named(let name) = place, answer.kind == .zone, service.build.catalog.forecast != nil else {
            return nil
        }
        let match = try service.match(name)
        guard match.feature.isSettlement, let position = match.coordinate else { return nil }
        return try? service.answer(at: position).result.forecast
    }

    /// In the language where the names of the study have it.
    private static func name(_ answer: QueryAnswer, _ service: QueryService, _ wording: Wording) throws -> String {
        let language = wording.first, result = answer.result
        switch answer.kind {
        case .point: return result.nameEnglish.isolated(in: language)
        case .province:
            let region = try service.gazetteer().content.provinces.first { $0.id == result.iso3166_2 }
            let own = region?.names[language.code] ?? ""
            return own.isEmpty ? result.name(in: language) : own.plain
        case .zone where result.nameEnglish == "area": return wording.text(.briefingZoneArea, in: language)
        case .zone: return result.nameEnglish.plain.isolated(in: language)
        }
    }

    // MARK: Words

    func text(_ key: TextKey, count: Int? = nil, _ values: [String: String] = [:]) -> String {
        wording.text(key, count: count, values, in: language)
    }

    /// A text of a table, on one line, no longer than a few lines, and without the name of a facility.
    func quoted(_ text: String) -> String {
        let plain = text.plain
        let isLong = plain.count > BriefingLimits.longestText
        let cut = isLong ? plain.prefix(BriefingLimits.longestText) + "\u{2026}" : plain[...]
        return masked(String(cut)).isolated(in: language)
    }

    private static let marks: Set<Character> = [",", ";", ":", "(", ")"]

    /// What stands between two marks and names a facility is not told.
    private func masked(_ text: String) -> String {
        guard namesFacility(text) else { return text }
        let hidden = self.text(.briefingFacility)
        var told = "", piece = ""
        func end() {
            let blanks = (piece.prefix { $0 == " " }, piece.reversed().prefix { $0 == " " })
            told += namesFacility(piece) ? blanks.0 + hidden + String(blanks.1) : piece
            piece = ""
        }
        for character in text {
            if Self.marks.contains(character) {
                end()
                told.append(character)
            } else {
                piece.append(character)
            }
        }
        end()
        return namesFacility(told) ? hidden : told
    }

    /// Whether a facility is named, in whatever form of letters.
    private func namesFacility(_ text: String) -> Bool {
        facilities.occur(in: text) || facilities.occur(in: text.precomposedStringWithCompatibilityMapping)
    }

    func number(_ value: Double) -> String { wording.number(Figure.text(value), in: language) }

    func day(_ text: String) -> String {
        CalendarDay(parsing: text).map { wording.day($0, in: language) } ?? text
    }

    /// One day or two, as tables write them.
    func days(_ first: String, _ last: String) -> String {
        let text = first == last ? first : self.text(.briefingDays, ["first": first, "last": last])
        return text.isolated(in: language)
    }

    /// The command that tells what is left out.
    func command(_ options: String) -> String {
        switch place {
        case .named(let name): "riskmap query '\(name.plain)' \(options)".isolated(in: language)
        case .position(let at): "riskmap query --at \(at.latitude),\(at.longitude) \(options)".isolated(in: language)
        case .area: "POST /query/area".isolated(in: language)
        }
    }

    // MARK: The whole

    func briefing(_ limits: BriefingLimits) throws -> Briefing {
        let sections = [
            numbers(), try whatIsNew(limits), why(limits), conflicts(limits), try corridors(limits), doubt(),
            sources(limits), use(),
        ]
        return Briefing(
            language: language, title: text(.briefingTitle, ["place": name]), subtitle: subtitle,
            stamp: text(.stamp(of: catalog.tier)), tier: catalog.tier, asOf: catalog.asOf,
            digest: catalog.inputDigest, finding: finding(), absence: wording.statements.absence[language],
            sections: sections.compactMap(\.self), answer: try Array(StableJSON.compact(figures).utf8),
            map: map, wording: wording)
    }

    /// The answer without texts of tables: the sections tell these, and no name of a facility.
    private var figures: QueryAnswer {
        var figures = answer
        (figures.contributions, figures.reasons, figures.conflicts) = (nil, nil, [])
        return figures
    }

    private var subtitle: String {
        let study = catalog.title[language]
        let period = answer.period
        let isEmpty = catalog.counts.incidents == 0
        let days = text(
            isEmpty ? .subtitleEmpty : .subtitle,
            isEmpty
                ? ["day": day(catalog.asOf)]
                : ["day": day(catalog.asOf), "first": day(period.first), "last": day(period.last)])
        return (study.isEmpty ? catalog.title.main : study) + ". " + days
    }
}
