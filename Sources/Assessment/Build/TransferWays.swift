// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import Incidents
import Layers
import Places
import Studies

/// Where the people of a claim were taken from and to, no more exactly than a governorate.
struct TransferWay {
    var origin: Set<TransferPlaces.Area> = [], destination: Set<TransferPlaces.Area> = []
    /// Places of claims that do not say which of the two they are.
    var place: Set<TransferPlaces.Area> = []
    /// What the claims say of the mode; none where they say nothing.
    var modes: Set<TransferMode> = []
    var bases: Set<TransferCount.Basis> = []

    mutating func formUnion(_ other: TransferWay) {
        origin.formUnion(other.origin)
        destination.formUnion(other.destination)
        place.formUnion(other.place)
        modes.formUnion(other.modes)
        bases.formUnion(other.bases)
    }

    /// Where origin and destination come from.
    var basis: TransferCount.Basis {
        if origin.isEmpty, destination.isEmpty { return .none }
        return bases.count > 1 ? .both : bases.first ?? .none
    }
}

/// By what people are moved, as coarse as it is told: no vehicle, no road, no carrier.
enum TransferMode: String, CaseIterable {
    case land, air, water, other

    /// What stands where no claim states a mode.
    static let notStated = "not stated"

    private static let words: [String: TransferMode] = {
        let lists: [TransferMode: String] = [
            .land:
                "land road overland ground rail train bus buses truck trucks lorry lorries vehicle vehicles car cars convoy "
                + "convoys foot بر برا بري البر حافلة حافلات شاحنة شاحنات",
            .air:
                "air airlift airlifted airborne plane planes aircraft airplane airplanes flight flights helicopter helicopters "
                + "flown جو جوا جوي الجو طائرة طائرات",
            .water: "water sea ship ships boat boats ferry river بحر بحرا سفينة",
        ]
        let pairs = lists.flatMap { mode, words in words.split(separator: " ").map { (String($0), mode) } }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }()

    /// The modes that a text names; `other` where it names none that is known.
    static func modes(in text: String) -> Set<TransferMode> {
        let words = text.lowercased().split { !$0.isLetter }.map(String.init)
        if words.isEmpty || text.lowercased() == notStated { return [] }
        let known = Set(words.compactMap { Self.words[$0] })
        return known.isEmpty ? [.other] : known
    }

    /// `land and air`, in the order of the cases.
    static func text(_ modes: Set<TransferMode>) -> String {
        let known = allCases.filter { modes.contains($0) && ($0 != .other || modes.count == 1) }
        return known.isEmpty ? notStated : known.map(\.rawValue).joined(separator: " and ")
    }
}

/// Finds the ways of the claims of an incident.
struct TransferWays {
    private let names: StudyNames
    private var locator: ClaimLocator
    private let countries: [String: Region], provinces: [String: Region]

    /// Groups of claims that tell where people arrived.
    private static let arrivals: Set<String> = ["received", "destination", "arrived", "arrivals"]

    init(names: StudyNames, lengths: ResolvedStudy.Lengths) {
        self.names = names
        locator = ClaimLocator(gazetteer: names.gazetteer, lengths: lengths)
        func byID(_ regions: [Region]) -> [String: Region] {
            Dictionary(regions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        }
        countries = byID(names.gazetteer.content.countries)
        provinces = byID(names.gazetteer.content.provinces)
    }

    /// The ways of claims of one incident, by their keys.
    ///
    /// Where the table has columns, they count. Elsewhere the place of a claim that tells of an arrival is the destination of
    /// the whole incident, and the place of any other claim in another country is the origin. What can be neither is kept as
    /// the place that the claim speaks of.
    mutating func ways(of claims: [Claim]) -> [String: TransferWay] {
        let arrived = claims.filter { $0.movement?.destination == nil && Self.isArrival($0) }
            .reduce(into: Set<TransferPlaces.Area>()) { $0.formUnion(areas($1.place)) }
        return claims.reduce(into: [:]) { $0[$1.id, default: TransferWay()].formUnion(way(of: $1, arrived: arrived)) }
    }

    /// The country of people who are held: nothing more exact is told.
    mutating func holding(_ claim: Claim) -> TransferWay {
        TransferWay(place: Set(areas(claim.place).compactMap { area(country: $0.country) }))
    }

    private static func isArrival(_ claim: Claim) -> Bool { arrivals.contains(claim.conflictGroup.lowercased()) }

    private mutating func way(of claim: Claim, arrived: Set<TransferPlaces.Area>) -> TransferWay {
        var way = TransferWay()
        if let mode = claim.movement?.mode { way.modes = TransferMode.modes(in: mode) }
        if claim.movement?.origin != nil || claim.movement?.destination != nil {
            way.origin = areas(claim.movement?.origin ?? "")
            way.destination = areas(claim.movement?.destination ?? "")
            way.bases = [.columns]
            return way
        }
        way.destination = arrived
        way.bases = [.derived]
        if Self.isArrival(claim) { return way }
        let own = areas(claim.place), abroad = Set(arrived.map(\.country))
        if !abroad.isEmpty, own.allSatisfy({ !abroad.contains($0.country) }) {
            way.origin = own
        } else {
            way.place = own
        }
        return way
    }

    // MARK: Places

    private mutating func areas(_ place: ClaimedPlace) -> Set<TransferPlaces.Area> {
        let found = locator.locate(place)
        // A governorate that is uncertain is not told.
        let province = found.isBoundaryAmbiguous ? nil : found.province
        return Set([area(province: province) ?? area(country: found.country)].compactMap { $0 })
    }

    private mutating func areas(_ text: String) -> Set<TransferPlaces.Area> {
        text.isEmpty ? [] : areas(ClaimedPlace(name: text, precision: .exact))
    }

    private func area(province id: String?) -> TransferPlaces.Area? {
        guard let id, let region = provinces[id] else { return nil }
        return TransferPlaces.Area(code: id, country: region.country, name: name(id) { region.names[$0.code] })
    }

    private func area(country: String) -> TransferPlaces.Area? {
        guard !country.isEmpty else { return nil }
        let own = countries[country]?.names ?? [:], wording = names.texts.wording
        return TransferPlaces.Area(
            code: country, country: country,
            name: name(country) { own[$0.code] ?? wording.countryName(country, in: $0) })
    }

    /// The names in the languages of the study and in English; the code where there is none.
    private func name(_ code: String, _ text: (Language) -> String?) -> TextByLanguage {
        let languages = names.texts.wording.languages
        let all = languages.contains(.english) ? languages : languages + [.english]
        let found = TextByLanguage(all.map { ($0, text($0) ?? "") })
        return found.main.isEmpty ? TextByLanguage(en: code) : found
    }
}
