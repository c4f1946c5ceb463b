// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gazetteer
public import Geo
import GeoIO
import Layers
import Places
import Studies
import Synchronization
import Zones

/// What one build says of a place, small enough to be kept for many builds.
public struct SeriesDay: Sendable, Hashable {
    /// Name of the place.
    public var place: String
    /// Times the mean of the assessed area; nil where nothing is assessed or told.
    public var relativeRisk: Double?
    /// Chance of at least one reported event in 30 days, per cent: in the province or district, else within 25 km.
    public var chance: Double?
    /// Its class; also where no figure is stated.
    public var chanceClass: String?
    /// Expected number of reported events in 30 days.
    public var expected: Double?
    /// Numbers that are reached, and not exceeded, in 95 of 100 cases.
    public var expectedLow, expectedHigh: Int?
    /// Why something of it is not told; nil where all is.
    public var refusal: String?

    init(place: String, refusal: String) {
        self.place = place
        self.refusal = refusal
    }

    init(place: String, relativeRisk: Double?, forecast: ProvinceForecast?) {
        self.place = place
        self.relativeRisk = relativeRisk
        chance = forecast?.chance
        chanceClass = forecast?.chanceClass
        expected = forecast?.expected
        (expectedLow, expectedHigh) = (forecast?.expectedLow, forecast?.expectedHigh)
        refusal = forecast?.refusal
    }
}

/// Days that were answered before, by what was asked.
final class SeriesShelf: Sendable {
    private static let most = 512
    private let days = Mutex<[String: SeriesDay]>([:])

    func day(_ key: String, _ make: () throws -> SeriesDay) rethrows -> SeriesDay {
        if let known = days.withLock({ $0[key] }) { return known }
        let made = try make()
        days.withLock { days in
            // All at once: what is asked again is quickly made again.
            if days.count >= Self.most { days.removeAll() }
            days[key] = made
        }
        return made
    }
}

extension QueryService {
    /// What the build says of the cell that holds a position, read from its files cell by cell.
    ///
    /// Nothing is kept of the build but the answer, so that the builds of many days can be asked one after another.
    /// - Throws: `GeoIOError` or errors of reading names for a damaged build. Where nothing is assessed, the answer says so.
    public func seriesDay(at position: Coordinate) throws -> SeriesDay {
        try series.day("\(position.latitude) \(position.longitude)") {
            let name = "\(position.latitude), \(position.longitude)"
            let province = try names.get().provinces.region(at: position)
            let point = WebMercator.project(position.point)
            guard let risk = try build.value(of: .relativeRisk, at: point) else {
                return SeriesDay(place: name, refusal: build.silence(in: province))
            }
            return SeriesDay(
                place: name, relativeRisk: Double(risk).rounded(toSignificant: 4),
                forecast: try record(at: point, province: province))
        }
    }

    /// What the build says of a place by its name: a province or district from its table; of a town the mean around it, with
    /// chance and number within 25 km of it.
    /// - Throws: `QueryError` for a name that is unknown, ambiguous or of a country, `GeoIOError` for a damaged build.
    public func seriesDay(named name: String) throws -> SeriesDay {
        try series.day("name " + name) {
            if let result = build.provinces.first(where: { $0.iso3166_2.caseInsensitiveCompare(name) == .orderedSame })
            {
                return day(of: result)
            }
            let gazetteer = try names.get().gazetteer, match = try match(name, gazetteer: gazetteer)
            if match.feature == .governorate,
                let result = build.provinces.first(where: { $0.iso3166_2 == match.iso3166_2 })
            {
                return day(of: result)
            }
            return try day(of: match, gazetteer: gazetteer)
        }
    }

    private func day(of result: ProvinceResult) -> SeriesDay {
        guard result.assessed else {
            return SeriesDay(place: result.nameEnglish, refusal: build.silence(in: result.iso3166_2))
        }
        return SeriesDay(place: result.nameEnglish, relativeRisk: result.relativeRisk, forecast: result.forecast)
    }

    private func day(of match: Match, gazetteer: Gazetteer) throws -> SeriesDay {
        let plane = try BuildGrid(study: build.study)
        let zone = try QueryZone(match: match, gazetteer: gazetteer, plane: plane)
        if let id = zone.district, let result = try build.districts.get()[id] {
            var day = day(of: result)
            day.place = match.name
            return day
        }
        let area = try CoordinateTransform(from: build.study.crs, to: .webMercator).transform(zone.area)
        guard let mean = try build.relativeRisk(over: area) else {
            return SeriesDay(place: match.name, refusal: build.silence(in: match.iso3166_2))
        }
        let forecast = try match.coordinate.flatMap { position in
            try record(at: WebMercator.project(position.point), province: match.iso3166_2)
        }
        return SeriesDay(place: match.name, relativeRisk: mean, forecast: forecast)
    }

    private func record(at point: PlanarPoint, province: String?) throws -> ProvinceForecast? {
        try PositionForecast(build: build, province: province) { [build] in try build.value(of: $0, at: point) }
            .forecast()
    }
}

extension BuildReading {
    /// Why nothing is told of a place.
    fileprivate func silence(in province: String?) -> String {
        provinces.contains { $0.iso3166_2 == province && $0.withheld }
            ? "withheld: what restricted sources report here is too little to be told" : "not assessed"
    }
}
