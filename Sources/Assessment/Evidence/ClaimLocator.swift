// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import Incidents
import Places
import Studies

/// Gives each claimed place its location law (docs/methods: location laws).
///
/// A position of the source counts as it is given, with the precision that the source states; a name goes to the
/// gazetteer. A province named in the report overrides the polygon around the position. Answers are kept, because
/// event tables name the same places again and again.
struct ClaimLocator {
    private static let knownLimit = 50_000

    /// Places that stand among towns, though their column is not said to hold them.
    var townPlaces: Set<ClaimedPlace> = []

    private let gazetteer: Gazetteer
    private let lengths: ResolvedStudy.Lengths
    private let provinces: ProvinceIndex
    private let countries: ProvinceIndex
    /// Country of each province; of two with one id the first counts.
    private let countryOfProvince: [String: String]
    private var known: [ClaimedPlace: LocatedPlace] = [:]
    private var knownProvinces: [String: String?] = [:]
    private var knownCountries: [String: String?] = [:]
    /// What the gazetteer answered to questions about districts and regions, whatever the position beside them.
    private var knownMatches: [PlaceQuery: Match?] = [:]

    init(gazetteer: Gazetteer, lengths: ResolvedStudy.Lengths) {
        self.gazetteer = gazetteer
        self.lengths = lengths
        provinces = ProvinceIndex(gazetteer.content.provinces, forManyPositions: true)
        countries = ProvinceIndex(gazetteer.content.countries, forManyPositions: true)
        countryOfProvince = Dictionary(
            gazetteer.content.provinces.map { ($0.id, $0.country) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func locate(_ place: ClaimedPlace) -> LocatedPlace {
        if let answer = known[place] { return answer }
        let answer =
            place.coordinate.map { located(place, at: $0) } ?? place.area.map { drawn(place, $0) } ?? named(place)
        // Tables of a million distinct positions would fill the memory with answers that nobody asks for again.
        if known.count < Self.knownLimit { known[place] = answer }
        return answer
    }

    // MARK: Positions given by the source

    private mutating func located(_ place: ClaimedPlace, at coordinate: Coordinate) -> LocatedPlace {
        if place.precision >= .country { return countryLevel(place, at: coordinate) }
        let stated = statedProvince(place)
        let province = stated ?? provinces.region(at: coordinate)
        guard let law = law(of: place, at: coordinate, province: province) else {
            return .unlocated(
                place.name, country: country(of: place, province: province), precision: place.precision,
                note: "the position lies in no province of the study")
        }
        return LocatedPlace(
            law: law, name: place.name, province: province, country: country(of: place, province: province),
            precision: place.precision, isFacility: false, isBoundaryAmbiguous: false,
            note: note(on: place, law, isProvinceStated: stated != nil))
    }

    private mutating func note(on place: ClaimedPlace, _ law: LocationLaw, isProvinceStated: Bool) -> String {
        if !isProvinceStated, !place.province.isEmpty, !isList(place) {
            return "the province '\(place.province)' is unknown"
        }
        guard place.precision == .region, case .area(.regions(let ids)) = law, ids.count == 1,
            countryOfProvince[ids[0]] != nil
        else { return "" }
        return "no wider region '\(place.name)' is known at the position; the province stands for it"
    }

    /// Whether the province of a place is a list of several, of which its position tells the one.
    private mutating func isList(_ place: ClaimedPlace) -> Bool {
        let query = PlaceQuery(name: place.province, country: place.country, precision: .province)
        return resolved(query).map { $0.provinceIDs.count > 1 } ?? false
    }

    private mutating func law(of place: ClaimedPlace, at coordinate: Coordinate, province: String?) -> LocationLaw? {
        switch place.precision {
        case .exact: return .point(coordinate, sigma: lengths.exactSigma)
        case .near: return .point(coordinate, sigma: lengths.nearSigma)
        case .district: return districtLaw(of: place, at: coordinate, province: province)
        case .province: return province.map { .area(.regions([$0])) }
        case .region: return areaLaw(named: place, at: coordinate) ?? province.map { .area(.regions([$0])) }
        case .country, .supranational: return .unlocated
        }
    }

    /// The polygon or seat of a named district; without one, the disc around the given position.
    private mutating func districtLaw(of place: ClaimedPlace, at coordinate: Coordinate, province: String?)
        -> LocationLaw?
    {
        if !place.district.isEmpty, let province {
            let query = PlaceQuery(
                name: place.district, country: place.country, province: province, precision: .district)
            if let match = resolved(query), match.feature == .district { return match.law }
        }
        return province.map { .area(.disc(center: coordinate, radius: lengths.districtRadius, within: $0)) }
    }

    /// The area of a wider region's name. One that does not come near the position is a namesake: of a basin's name, say, a
    /// town in another province.
    private mutating func areaLaw(named place: ClaimedPlace, at coordinate: Coordinate) -> LocationLaw? {
        let query = PlaceQuery(
            name: place.name, country: place.country, province: place.province, precision: .region)
        guard let match = resolved(query), case .area(let area) = match.law, reaches(area, coordinate) else {
            return nil
        }
        return match.law
    }

    /// Whether an area comes within some 30 km of a position. Lines are long, and any point may stand for them.
    private func reaches(_ area: AreaLaw, _ coordinate: Coordinate) -> Bool {
        switch area {
        case .regions(let ids):
            let areas = ids.compactMap { gazetteer.area(id: $0) }
            return Self.around(coordinate).contains { point in areas.contains { $0.contains(point) } }
        case .disc(let center, let radius, _):
            return center.distance(to: coordinate) <= Meters(radius.value + Self.reach.value)
        case .buffer, .shape: return true
        }
    }

    private static let reach = Meters.kilometers(30)

    /// The position and eight others around it, some 30 km away.
    private static func around(_ position: Coordinate) -> [PlanarPoint] {
        let steps = [-0.3, 0, 0.3]
        return steps.flatMap { x in
            steps.map { PlanarPoint(x: position.longitude + x, y: position.latitude + $0) }
        }
    }

    private mutating func countryLevel(_ place: ClaimedPlace, at coordinate: Coordinate) -> LocatedPlace {
        let country = countryCode(place.country) ?? countries.region(at: coordinate) ?? ""
        return .unlocated(place.name, country: country, precision: place.precision, note: "known to the country only")
    }

    // MARK: Shapes given by the source

    /// A shape that the source draws: the incident lies anywhere in it. Its province and country are those of all corners.
    private mutating func drawn(_ place: ClaimedPlace, _ shape: Geometry) -> LocatedPlace {
        let corners = shape.corners.compactMap { Coordinate(longitude: $0.x, latitude: $0.y) }
        let found = Set(corners.map { provinces.region(at: $0) })
        let province = found.count == 1 ? found.first ?? nil : nil
        let countries = Set(corners.map { self.countries.region(at: $0) })
        let shared = countries.count == 1 ? countries.first ?? nil : nil
        let country = country(of: place, province: province)
        return LocatedPlace(
            law: .area(.shape(shape, distance: lengths.lineBuffer)), name: place.name, province: province,
            country: country.isEmpty ? shared ?? "" : country, precision: max(place.precision, .near),
            isFacility: false, isBoundaryAmbiguous: false, note: "")
    }

    // MARK: Names

    private mutating func named(_ place: ClaimedPlace) -> LocatedPlace {
        var query = PlaceQuery(
            name: place.name, country: place.country.isEmpty ? nil : place.country,
            province: place.province.isEmpty ? nil : place.province,
            district: place.district.isEmpty ? nil : place.district, precision: place.precision)
        let isAmongTowns = townPlaces.contains(place)
        query.isTown = place.isTown || isAmongTowns
        switch gazetteer.resolve(query) {
        case .resolved(let match):
            let note = Self.note(on: match)
            return located(place, match: match, note: note.isEmpty && isAmongTowns ? TownColumns.note : note)
        case .fallback(let match, let reason): return located(place, match: match, note: reason)
        case .ambiguous(let matches): return ambiguous(place, matches)
        case .unknown(_, let reason):
            return .unlocated(
                place.name, country: countryCode(place.country) ?? "", precision: place.precision, note: reason)
        }
    }

    /// How the note on a place begins of which the spelling alone speaks for what it was read as.
    static let doubtful = "doubtful"

    /// How a note on a district begins that is not known, or not around the place.
    static let district = "the stated district"

    private static func note(on match: Match) -> String {
        if match.isDoubtful {
            return
                "\(doubtful): met in another spelling ('\(match.matchedName)'), and neither country nor province is stated"
        }
        if !match.districtFault.isEmpty { return "\(match.districtFault); the place counts" }
        return match.unused.first ?? ""
    }

    private func located(_ place: ClaimedPlace, match: Match, note: String) -> LocatedPlace {
        LocatedPlace(
            law: match.law, name: match.name, province: match.iso3166_2, country: match.country,
            precision: max(match.precision, place.precision), isFacility: match.isRestricted,
            isBoundaryAmbiguous: match.isBoundaryAmbiguous, note: note)
    }

    /// Several places fit: their province where they share one, otherwise nothing that could be drawn.
    private func ambiguous(_ place: ClaimedPlace, _ matches: [Match]) -> LocatedPlace {
        let names = matches.prefix(3).map { "\($0.name) (\($0.iso3166_2 ?? $0.country))" }.joined(separator: ", ")
        let shared = Set(matches.map(\.iso3166_2))
        guard shared.count == 1, let province = shared.first ?? nil else {
            let country = Set(matches.map(\.country)).count == 1 ? matches[0].country : ""
            return .unlocated(
                place.name, country: country, precision: place.precision, note: "ambiguous: \(names)")
        }
        return LocatedPlace(
            law: .area(.regions([province])), name: place.name, province: province, country: matches[0].country,
            precision: .province, isFacility: false, isBoundaryAmbiguous: false,
            note: "ambiguous (\(names)); the province that they share stands for the place")
    }

    // MARK: Provinces and countries by name

    private mutating func statedProvince(_ place: ClaimedPlace) -> String? {
        if place.province.isEmpty { return nil }
        let key = place.country + "/" + place.province
        if let answer = knownProvinces[key] { return answer }
        let query = PlaceQuery(name: place.province, country: place.country, precision: .province)
        var answer: String?
        if let match = gazetteer.resolve(query).match, match.feature == .governorate { answer = match.iso3166_2 }
        if knownProvinces.count < Self.knownLimit { knownProvinces[key] = .some(answer) }
        return answer
    }

    private mutating func country(of place: ClaimedPlace, province: String?) -> String {
        if let province, let country = countryOfProvince[province] { return country }
        return countryCode(place.country) ?? ""
    }

    private mutating func countryCode(_ name: String) -> String? {
        if name.isEmpty { return nil }
        if let answer = knownCountries[name] { return answer }
        let match = gazetteer.resolve(PlaceQuery(name: name, precision: .country)).match
        let answer = match?.feature == .country ? match?.country : nil
        if knownCountries.count < Self.knownLimit { knownCountries[name] = .some(answer) }
        return answer
    }

    /// The one place that the gazetteer finds; nil when it finds none or several.
    private mutating func resolved(_ query: PlaceQuery) -> Match? {
        if let answer = knownMatches[query] { return answer }
        var answer: Match?
        if case .resolved(let match) = gazetteer.resolve(query) { answer = match }
        if knownMatches.count < Self.knownLimit { knownMatches[query] = .some(answer) }
        return answer
    }
}
