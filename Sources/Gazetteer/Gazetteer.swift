// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Names of places and what they mean on the map. A value: it may be used from any thread, and caches nothing.
public struct Gazetteer: Sendable {
    /// Everything that a gazetteer knows, as its readers deliver it.
    public struct Content: Sendable {
        /// Places with a position, countries and larger.
        public var places: [Place] = []
        /// First-level units; the id is the ISO 3166-2 code.
        public var provinces: [Region] = []
        /// Countries; the id is the ISO 3166-1 alpha-2 code.
        public var countries: [Region] = []
        /// Districts without polygons.
        public var districts: [District] = []
        /// District polygons given by the user; of one name, they lead before `districts`. Each one's province is
        /// the province polygon around its middle.
        public var districtAreas: [Region] = []
        /// Regions of common speech.
        public var vernacularRegions: [VernacularRegion] = []
        /// Rivers, roads, borders.
        public var lines: [NamedLine] = []
        /// Codes other than ISO 3166-2, in capitals, and the id that each one stands for (`IQG01`: `IQ-AN`).
        public var codes: [String: String] = [:]
        /// Lengths of the location laws.
        public var rules = LocationRules()
        /// What the readers repaired or left out, one sentence each.
        public var notes: [String] = []
        /// Countries of the study: of two readings, the one there leads, and only names there may be misspelt.
        public var homeCountries: [String] = ["IQ", "SY"]

        /// Starts empty.
        public init() {}
    }

    /// What was given.
    public let content: Content
    let referents: [Referent]
    let index: NameIndex
    let locator: ProvinceLocator
    private let numbers: [String: Int]
    private let homes: Set<String>
    private let areas: [String: MultiPolygon]

    /// Indexes the names.
    public init(_ given: Content) {
        var content = given
        content.vernacularRegions += SharedLandscapes.regions(of: content.provinces, known: Self.names(of: content))
        self.content = content
        let homes = Set(content.homeCountries)
        let locator = ProvinceLocator(content.provinces)
        let referents = NamesakeCapitals.sharingSpellings(
            UnitNames.withPlainNames(Self.referents(of: content, locator: locator)), locator)
        self.homes = homes
        self.locator = locator
        self.referents = referents
        index = NameIndex(referents) { $0.country.isEmpty || homes.contains($0.country) }
        numbers = Dictionary(referents.indices.map { (referents[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
        areas = Dictionary(
            (content.provinces + content.districtAreas + content.vernacularRegions.map(\.region) + content.countries)
                .map { ($0.id, $0.area) }, uniquingKeysWith: { first, _ in first })
    }

    /// Reads a place text. Pure: the same query gives the same answer; a caller with many rows keeps the answers.
    public func resolve(_ query: PlaceQuery) -> Resolution {
        guard query.name.utf8.count <= NameFolding.longestName else {
            let reason = "A place name of \(query.name.utf8.count) bytes is longer than \(NameFolding.longestName)."
            return .unknown(suggestions: [], reason: reason)
        }
        if let reason = objection(to: query.name) { return .unknown(suggestions: [], reason: reason) }
        guard !NameFolding.fold(query.name).isEmpty else {
            return .unknown(suggestions: [], reason: "The place name holds no letter.")
        }
        var search = Search(self, query)
        return search.run()
    }

    /// Why a text must not be read as the code of a unit; nil for what is none of those, and for a key of the study.
    func objection(to code: String) -> String? {
        let known = content.provinces.first { homes.contains($0.country) } ?? content.provinces.first
        guard let reason = PlaceCode.objection(to: code, known: known?.id ?? ""), referent(code: code) == nil else {
            return nil
        }
        return reason
    }

    /// The polygon of a province, district, vernacular region or country by an id that a `LocationLaw` names; nil
    /// for an unknown id.
    public func area(id: String) -> MultiPolygon? { areas[id] }

    /// The line that an `AreaLaw.buffer` names; nil for an unknown id.
    public func line(id: String) -> NamedLine? { content.lines.first { $0.id == id } }

    /// The province whose polygon holds the position; nil outside all provinces.
    public func province(at position: Coordinate) -> Region? { locator.province(at: position) }

    /// ISO 3166-2 of the province around the middle of a district polygon; nil where none holds it.
    public func province(ofDistrict id: String) -> String? { referent(id: id)?.provinces.first }

    func referent(id: String) -> Referent? { numbers[id].map { referents[$0] } }

    /// A province, district or country by its key or one of its other codes, or a place, region or line by its key
    /// (`geonames:99072`, `river:euphrates`); a facility only by its id at GeoNames.
    func referent(code: String) -> Referent? {
        let capitals = code.uppercased()
        let unit = referent(id: capitals) ?? content.codes[capitals].flatMap { referent(id: $0) } ?? referent(id: code)
        if let unit, UnitNames.isUnit(unit.feature) || unit.feature == .country { return unit }
        if code.lowercased().hasPrefix("geonames:") { return referent(id: code.lowercased()) }
        guard code.contains(":"), let keyed = referent(id: code), !keyed.isRestricted else { return nil }
        return keyed
    }

    func isHome(_ referent: Referent) -> Bool { referent.country.isEmpty || homes.contains(referent.country) }

    /// Equal but for case.
    func isSpelledAlike(_ a: String, _ b: String) -> Bool { a == b || a.lowercased() == b.lowercased() }

    /// Districts with polygons, then those of which a seat and a radius are known alone: a polygon takes the place of the
    /// seat of its name in its province, and its spellings.
    private static func districts(of content: Content, locator: ProvinceLocator) -> [Referent] {
        var areas = content.districtAreas.map { region in
            let summary = AreaSummary(region.area)
            let province = summary.inside.flatMap { locator.province(at: $0)?.id }
            return Referent(
                districtArea: region, province: province, coordinate: summary.inside, uncertainty: summary.radius)
        }
        let names = areas.map(\.foldedNames)
        var seats: [Referent] = []
        for seat in content.districts.map({ Referent($0) }) {
            let own = seat.foldedNames
            if let area = areas.indices.first(where: {
                !names[$0].isDisjoint(with: own) && isSeat(seat, of: areas[$0], content.districtAreas[$0])
            }) {
                // The polygons of provinces may be coarser than a table that states them.
                areas[area] = areas[area].with(variants: areas[area].variants + [seat.name] + seat.variants)
                    .with(provinces: seat.provinces)
            } else {
                seats.append(seat)
            }
        }
        return areas + seats
    }

    private static func isSeat(_ seat: Referent, of area: Referent, _ region: Region) -> Bool {
        if area.provinces == seat.provinces { return true }
        guard area.country == seat.country, let position = seat.coordinate else { return false }
        return region.area.contains(PlanarPoint(x: position.longitude, y: position.latitude))
    }

    /// The district polygon around a town that bears one of the town's names.
    func district(seatedIn town: Referent) -> Referent? {
        guard let position = town.coordinate else { return nil }
        let point = PlanarPoint(x: position.longitude, y: position.latitude)
        return content.districtAreas.first { region in
            guard region.country == town.country, region.area.extent?.contains(point) == true,
                region.area.contains(point), let district = referent(id: region.id)
            else { return false }
            return !district.nameKeys.isDisjoint(with: town.nameKeys)
        }.flatMap { referent(id: $0.id) }
    }

    /// Whether a town is the most populous of its province; parts of it, which some lists give more people, are no others.
    func isLargest(_ town: Referent) -> Bool {
        guard town.feature.isSettlement, town.population > 0,
            let province = locator.province(of: town)
        else { return false }
        return !referents.contains { other in
            other.feature.isSettlement && other.population > town.population && other.country == town.country
                && locator.province(of: other) == province && !isPart(other, of: town)
        }
    }

    private func isPart(_ other: Referent, of town: Referent) -> Bool {
        guard let a = other.coordinate, let b = town.coordinate else { return false }
        return a.distance(to: b) < .kilometers(15)
    }

    /// Names that regions of common speech must not take: those of countries, provinces, regions and larger towns.
    private static func names(of content: Content) -> Set<[UInt8]> {
        let units = (content.countries + content.provinces + content.vernacularRegions.map(\.region)).flatMap {
            [$0.nameEnglish] + $0.aliases
        }
        let towns = content.places.filter { $0.feature == .city || $0.feature == .town }.map(\.name)
        return Set((units + towns).map(Gazetteer.nameKey))
    }

    private static func referents(of content: Content, locator: ProvinceLocator) -> [Referent] {
        var referents = content.provinces.map { province in
            let summary = AreaSummary(province.area)
            return Referent(province: province, coordinate: summary.inside, uncertainty: summary.radius)
        }
        referents += content.countries.map(Referent.init(country:))
        referents += content.places.map(Referent.init)
        referents += districts(of: content, locator: locator)
        referents += content.vernacularRegions.map { vernacularReferent($0, content) }
        referents += content.lines.map { Referent($0, uncertainty: content.rules.lineDistance) }
        return referents
    }

    private static func vernacularReferent(_ vernacular: VernacularRegion, _ content: Content) -> Referent {
        let members = content.provinces.filter { vernacular.provinces.contains($0.id) }
        let area =
            vernacular.region.area.isEmpty ? MultiPolygon(members.flatMap(\.area.polygons)) : vernacular.region.area
        let summary = AreaSummary(area)
        return Referent(vernacular, coordinate: summary.inside, uncertainty: summary.radius)
    }
}
