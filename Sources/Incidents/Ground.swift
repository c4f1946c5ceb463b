// SPDX-License-Identifier: Apache-2.0

public import Geo

/// What a reader may ask of the land to judge positions: which country and province lies where, and which a name means.
public struct Ground: Sendable {
    /// Code of the country that a name or code means; nil where the study has no area of it.
    public var countryCode: @Sendable (_ name: String) -> String?
    /// Code of the country around a position.
    public var country: @Sendable (Coordinate) -> String?
    /// Ids of the province or provinces that a text means; empty where it means none.
    public var provinceIDs: @Sendable (_ name: String, _ country: String) -> [String]
    /// Id of the province around a position.
    public var province: @Sendable (Coordinate) -> String?
    /// A position of a grid in degrees.
    public var degrees: @Sendable (GridPosition) -> Coordinate?

    /// Takes the answers as they are.
    public init(
        countryCode: @escaping @Sendable (_ name: String) -> String?,
        country: @escaping @Sendable (Coordinate) -> String?,
        provinceIDs: @escaping @Sendable (_ name: String, _ country: String) -> [String],
        province: @escaping @Sendable (Coordinate) -> String?,
        degrees: @escaping @Sendable (GridPosition) -> Coordinate?
    ) {
        self.countryCode = countryCode
        self.country = country
        self.provinceIDs = provinceIDs
        self.province = province
        self.degrees = degrees
    }
}

/// Judges positions by what else their rows state.
struct PositionJudge {
    enum Verdict: Hashable {
        case agrees
        /// Longitude and latitude are the wrong way round.
        case swapped
        /// The column must tell whether they are.
        case undecided
        /// The position lies in another country than the one stated.
        case otherCountry
        /// The position lies far from the province stated.
        case otherProvince
    }

    let ground: Ground?
    let studyArea: Extent?
    private var countries: [String: String?] = [:]
    private var provinces: [[String]: [String]] = [:]

    private static let mostKnown = 10_000

    init(ground: Ground?, studyArea: Extent?) {
        self.ground = ground
        self.studyArea = studyArea
    }

    /// What the stated country and province say of a position; a province without a country says it alone.
    mutating func verdict(_ point: PlanarPoint, country: String, province: String) -> Verdict {
        guard let ground, !country.isEmpty else {
            if let ground, let verdict = verdict(point, province: province, "", ground) { return verdict }
            return byExtent(point) ? .undecided : .agrees
        }
        // A country that the study does not have lies elsewhere, and its rows do so too.
        guard let code = code(of: country, ground) else { return .agrees }
        guard isNear(point, degrees: 0.1, code, ground.country) else {
            if isNear(Self.exchanged(point), degrees: 0.1, code, ground.country) { return .swapped }
            // An island that the layer of countries lacks lies in no country, whichever way round.
            return byExtent(point) ? .undecided : .otherCountry
        }
        return verdict(point, province: province, code, ground) ?? .agrees
    }

    /// What the stated province says; nil where none is stated or known.
    private mutating func verdict(
        _ point: PlanarPoint, province: String, _ country: String, _ ground: Ground
    ) -> Verdict? {
        guard !province.isEmpty else { return nil }
        let ids = ids(of: province, country, ground)
        if ids.isEmpty { return nil }
        func isNear(_ point: PlanarPoint, _ degrees: Double) -> Bool {
            ids.contains { self.isNear(point, degrees: degrees, $0, ground.province) }
        }
        if isNear(point, 0.3) { return .agrees }
        if isNear(Self.exchanged(point), 0) { return .swapped }
        // Provinces are drawn coarsely, and their borders move.
        return isNear(point, 1) ? .agrees : .otherProvince
    }

    /// What is stated says of a shape: corners that agree speak for all of it, else what most corners say.
    mutating func verdict(_ shape: Geometry, country: String, province: String) -> Verdict {
        let corners = shape.corners, step = max(1, corners.count / Self.mostCorners)
        var counts: [Verdict: Int] = [:], all = 0
        for place in stride(from: 0, to: corners.count, by: step) {
            let verdict = verdict(corners[place], country: country, province: province)
            if verdict == .agrees { return .agrees }
            counts[verdict, default: 0] += 1
            all += 1
        }
        let swapped = counts[.swapped, default: 0] + counts[.undecided, default: 0]
        if 2 * swapped > all { return .swapped }
        return counts[.otherProvince, default: 0] > 0 ? .otherProvince : all > 0 ? .otherCountry : .agrees
    }

    private static let mostCorners = 64

    private static func exchanged(_ point: PlanarPoint) -> PlanarPoint { PlanarPoint(x: point.y, y: point.x) }

    /// Whether the position lies outside of the study's area, and would lie in it the other way round.
    func byExtent(_ point: PlanarPoint) -> Bool {
        guard let studyArea, !studyArea.contains(point) else { return false }
        return studyArea.contains(PlanarPoint(x: point.y, y: point.x))
    }

    /// Whether the region lies at the position or in one of eight directions from it.
    private func isNear(
        _ point: PlanarPoint, degrees: Double, _ id: String, _ region: (Coordinate) -> String?
    ) -> Bool {
        if let position = Coordinate(longitude: point.x, latitude: point.y), region(position) == id { return true }
        guard degrees > 0 else { return false }
        return [(-1.0, -1.0), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)].contains { step in
            Coordinate(longitude: point.x + step.0 * degrees, latitude: point.y + step.1 * degrees).map(region) == id
        }
    }

    private mutating func code(of country: String, _ ground: Ground) -> String? {
        if let known = countries[country] { return known }
        let code = ground.countryCode(country)
        if countries.count < Self.mostKnown { countries[country] = .some(code) }
        return code
    }

    private mutating func ids(of province: String, _ country: String, _ ground: Ground) -> [String] {
        if let known = provinces[[province, country]] { return known }
        let ids = ground.provinceIDs(province, country)
        if provinces.count < Self.mostKnown { provinces[[province, country]] = ids }
        return ids
    }
}
