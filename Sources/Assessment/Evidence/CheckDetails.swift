// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Incidents
import Layers
import Studies

/// What a check tells beyond the counts: how each input and each place was read.
public struct CheckDetails: Sendable {
    /// How the inputs were read, in the order of the study.
    public var inputs: [InputReading]
    /// How places were read, most frequent first.
    public var places: [PlaceReading]
    /// Places beyond the first that `places` holds.
    public var otherPlaces: Int
    /// Where incidents lie, summed up over small squares.
    public var dots: [MapDot]
    /// Areas other than provinces in which incidents lie: drawn shapes, districts, regions, rivers and roads.
    public var areas: [IncidentArea]
    /// Boundaries of the provinces, thinned for a small picture.
    public var outlines: [ProvinceOutline]
    /// Rectangle of the map in degrees.
    public var extent: Extent
}

/// How one input was read.
public struct InputReading: Sendable {
    /// What the study calls it, and its path.
    public let name, file: String
    /// Vocabulary, columns and the first row that was used.
    public let table: TableReading
    /// What became of its rows; a row that gives way to a newer one is a claim here.
    public let summary: ReadingSummary
    /// Last day of its newest report; nil where no row was used.
    public let newest: CalendarDay?
}

/// How a place was read: what rows say, and what was made of it.
public struct PlaceReading: Sendable, Hashable {
    /// What the location is derived from.
    public enum Basis: String, Sendable, Hashable, Codable {
        /// The position of the row.
        case position
        /// The shape of the row.
        case shape
        /// The name, found in the gazetteer.
        case name
        /// Nothing: the place is not known.
        case none
    }

    /// What the law of the place covers.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// A place and its surroundings.
        case place
        /// A district, or a disc around its seat.
        case district
        /// A province, or several.
        case province
        /// Another area: a region, a river, a road, a drawn shape.
        case area
        /// The country alone, or nothing.
        case none
    }

    /// Place, district, province and country as the rows write them.
    public let written, district, province, country: String
    /// The name that was found; empty where there is none.
    public let readAs: String
    /// ISO 3166-2 of the province, ISO 3166-1 of the country; empty where unknown.
    public let provinceID, countryID: String
    /// What it was derived from, and what it covers.
    public let basis: Basis
    /// What the law covers.
    public let kind: Kind
    /// UCDP's code, 1 exact to 7.
    public let precision: Int
    /// What was assumed, or why there is no place; empty when nothing needs saying.
    public let note: String
    /// How many incidents were read so.
    public internal(set) var incidents = 1
}

/// A part of a province, and how many incidents are known to an area alone that the province is, holds or belongs to.
public struct ProvinceOutline: Sendable, Hashable {
    /// English name of the province.
    public let name: String
    /// Ring in degrees.
    public let ring: [PlanarPoint]
    /// Incidents with an area and no point.
    public let incidents: Int
    /// Whether it is the largest part, which bears the name.
    public let isLargest: Bool
}

/// An area in which incidents lie, and which is no province.
public struct IncidentArea: Sendable, Hashable {
    /// What it is called; empty for a shape of a row.
    public let name: String
    /// Rings or lines in degrees, thinned for a small picture.
    public let lines: [[PlanarPoint]]
    /// Whether the lines are rings.
    public let isClosed: Bool
    /// How many incidents.
    public internal(set) var incidents: Int
}

/// Incidents in a small square.
public struct MapDot: Sendable, Hashable {
    /// Middle of the square, degrees.
    public let longitude, latitude: Double
    /// How many incidents.
    public let incidents: Int
}

extension PlaceReading {
    init(_ entry: LocatedIncident) {
        let claimed = entry.incident.mostPreciseClaim.place, place = entry.place
        (written, district, province, country) = (claimed.name, claimed.district, claimed.province, claimed.country)
        let isKnown = place.law != .unlocated
        basis = !isKnown ? .none : claimed.coordinate != nil ? .position : claimed.area != nil ? .shape : .name
        readAs = isKnown ? place.name : ""
        (provinceID, countryID) = (place.province ?? "", place.country)
        (precision, note, kind) = (place.precision.rawValue, place.note, Kind(place))
    }
}

extension PlaceReading.Kind {
    fileprivate init(_ place: LocatedPlace) {
        switch place.law {
        case .point: self = .place
        case .unlocated: self = .none
        case .area(.disc): self = .district
        case .area(.regions(let ids)):
            self = ids == [place.province] ? .province : place.precision == .district ? .district : .area
        case .area: self = .area
        }
    }
}

/// Sums up what a check tells of inputs and places.
struct CheckDetailsBuilder {
    let study: ResolvedStudy

    private static let mostPlaces = 2_000
    /// Squares of the map's longer side.
    private static let squares = 240.0

    func details(of evidence: StudyEvidence, names: StudyNames) -> CheckDetails {
        let incidents = evidence.located.incidents
        var places: [PlaceReading: Int] = [:], squares: [[Int]: Int] = [:]
        var areas = AreaCounts(names: names, step: step / 2)
        for index in incidents.indices {
            let entry = incidents[index]
            places[PlaceReading(entry), default: 0] += 1
            if let square = square(of: entry.place) { squares[square, default: 0] += 1 }
            if case .area(let area) = entry.place.law { areas.add(area) }
        }
        let sorted = places.map { reading, count in
            var reading = reading
            reading.incidents = count
            return reading
        }.sorted { ($1.incidents, $0.words) < ($0.incidents, $1.words) }
        return CheckDetails(
            inputs: evidence.read.inputs.map(\.reading), places: Array(sorted.prefix(Self.mostPlaces)),
            otherPlaces: max(0, sorted.count - Self.mostPlaces), dots: squares.map(dot).sorted(by: Self.isBefore),
            areas: areas.areas, outlines: outlines(of: names.provinces, areas.provinces),
            extent: study.extent)
    }

    private var step: Double {
        max(study.extent.maxX - study.extent.minX, study.extent.maxY - study.extent.minY) / Self.squares
    }

    private func square(of place: LocatedPlace) -> [Int]? {
        guard case .point(let coordinate, _) = place.law, study.extent.contains(coordinate.point),
            let column = Int(checked: ((coordinate.longitude - study.extent.minX) / step).rounded(.down)),
            let row = Int(checked: ((coordinate.latitude - study.extent.minY) / step).rounded(.down))
        else { return nil }
        return [column, row]
    }

    private func dot(_ square: [Int], _ incidents: Int) -> MapDot {
        MapDot(
            longitude: study.extent.minX + (Double(square[0]) + 0.5) * step,
            latitude: study.extent.minY + (Double(square[1]) + 0.5) * step, incidents: incidents)
    }

    private static func isBefore(_ a: MapDot, _ b: MapDot) -> Bool {
        (b.incidents, a.longitude, a.latitude) < (a.incidents, b.longitude, b.latitude)
    }

    private func outlines(of provinces: [Region], _ incidents: [String: Int]) -> [ProvinceOutline] {
        provinces.flatMap { province in
            let rings = province.area.polygons.map { $0.shell.thinned(step: step / 2) }.filter { $0.count > 3 }
            let largest = rings.indices.max { Self.size(rings[$0]) < Self.size(rings[$1]) }
            return rings.enumerated().map { place, ring in
                ProvinceOutline(
                    name: province.nameEnglish, ring: ring, incidents: incidents[province.id] ?? 0,
                    isLargest: place == largest)
            }
        }
    }

    private static func size(_ ring: [PlanarPoint]) -> Double {
        Extent(around: ring).map { ($0.maxX - $0.minX) * ($0.maxY - $0.minY) } ?? 0
    }
}

extension PlaceReading {
    /// All words, for an order that depends on nothing else.
    fileprivate var words: String {
        [written, district, province, country, readAs, provinceID, note].joined(separator: "\u{1F}")
    }
}
