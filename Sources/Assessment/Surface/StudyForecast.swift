// SPDX-License-Identifier: Apache-2.0

public import Chance
public import Geo
import GeoIO
public import Queries
import Scoring
import Studies
public import Validation
import Zones

/// What a study's record says of the days to come, by province and place, and how such statements came true.
public struct StudyForecast {
    /// Title of the study.
    public let title: String
    /// Day of the map.
    public let asOf: CalendarDay
    /// First and last day of the record: the days ahead begin behind it.
    public let recordDays: DayInterval
    /// What the record counts.
    public let counts: [String]
    /// Shares, numbers and chances.
    public let forecast: Forecast
    /// Country of each zone.
    public let countries: [String]
    /// Whether a part of the record is known to districts and provinces alone: nothing is stated of a place then.
    public let isOfUnits: Bool
    /// Provinces in the order of their ids.
    public let provinces: [Region]
    /// The same rule on earlier days of the record; nil where they allow fewer than six.
    public let backTest: BackTest?
    /// What has changed in the last 30 days of the record.
    public let change: RecentChange

    private let zones: [AreaFootprint]
    private let toPlane: CoordinateTransform

    init(
        study: ResolvedStudy, record: StudyRecord, provinces: [Region], zones: [AreaFootprint],
        toPlane: CoordinateTransform,
        threads: Int, progress: (Int, Int) -> Void
    ) {
        title = study.study.title
        asOf = study.asOf
        recordDays = record.days
        counts = record.counts
        countries = record.countries
        isOfUnits = record.isOfUnits
        self.provinces = provinces
        self.zones = zones
        self.toPlane = toPlane
        forecast = Forecast(
            record.events, on: record.forecastDay, behind: study.asOf.days(since: record.days.last), threads: threads)
        change = RecentChange(since: forecast, threads: threads)
        backTest =
            forecast.allowances.contains { !$0.isRefused }
            ? BackTest(
                record: record.events, days: record.days, units: record.isOfUnits ? zones : nil, threads: threads,
                progress: progress) : nil
    }

    // MARK: What may be stated

    /// What may be stated in a zone: the rule, and that earlier statements held.
    public func allowance(zone: Int) -> ChanceAllowance {
        let rule = isOfUnits ? forecast.allowances[zone].untold : forecast.allowances[zone]
        guard !rule.isRefused, let failure = backTest?.failure else { return rule }
        return .refused(.failedBackTest(failure))
    }

    /// What may be stated in a country.
    public func allowance(country: String) -> ChanceAllowance {
        countries.firstIndex(of: country).map(allowance) ?? .refused(.notSystematic)
    }

    /// The days ahead.
    public func days(_ horizon: Horizon) -> DayInterval {
        // checked: a horizon has days
        DayInterval(first: forecast.day, last: forecast.day.advanced(by: horizon.rawValue - 1))!
    }

    // MARK: Provinces

    /// What is stated of a province.
    public struct ProvinceStatement: Sendable {
        /// The province.
        public let province: Region
        /// Position by expected number; nil where nothing is stated.
        public var rank: Int?
        /// Chance of at least one event in 30 days, 0 to 1, and the number; nil where refused.
        public let chance: Double?, number: EventCount?
        /// Located events of the last 7, 30 and 90 days of the record.
        public let reported: [Int]
        /// What may be stated.
        public let allowance: ChanceAllowance
        /// Change of the number in the last 30 days of the record; nil where no number is or was stated.
        public let change: RateChange?
    }

    /// Days of the counts of a statement.
    public static let countedDays = [7, 30, 90]

    /// All provinces, the highest expected number first, refused ones last.
    public func statements() -> [ProvinceStatement] { statements(of: provinces, zones: zones) }

    /// The same of other units, with their cells in the same order.
    /// - Parameter refused: ids of the units that are smaller than an area that events are known to.
    func statements(
        of regions: [Region], zones: [AreaFootprint], refused: Set<String> = []
    ) -> [ProvinceStatement] {
        let statements = regions.indices.map { index in
            statement(
                of: regions[index], cells: zones[index],
                allowance: refused.contains(regions[index].id)
                    ? .refused(.coarserThanUnit) : allowance(country: regions[index].country))
        }.sorted { ($0.number?.mean ?? -1, $1.province.id) > ($1.number?.mean ?? -1, $0.province.id) }
        return statements.enumerated().map { position, statement in
            var ranked = statement
            ranked.rank = statement.number == nil ? nil : position + 1
            return ranked
        }
    }

    private func statement(
        of region: Region, cells: AreaFootprint, allowance: ChanceAllowance
    ) -> ProvinceStatement {
        let number = allowance.isRefused ? nil : forecast.count(in: cells, .month)
        // What cannot be brought to the plane has no cells either.
        let outline = try? toPlane.transform(region.area, maximumEdge: 0.1)
        let inside = UnitEvents(forecast.events, of: forecast.record, in: cells, outline: outline)
        return ProvinceStatement(
            province: region, rank: nil, chance: number?.chanceOfAny, number: number,
            // Of a record that is told in part, the open events alone would be taken for all.
            reported: !isOfUnits ? Self.countedDays.map(inside.count) : [],
            allowance: allowance, change: allowance == .full ? change(of: region, cells, inside) : nil)
    }

    private func change(of region: Region, _ cells: AreaFootprint, _ events: UnitEvents) -> RateChange? {
        countries.firstIndex(of: region.country).flatMap { zone in
            change.change(
                in: cells, zone: zone, reported: events.count(days: RecentChange.horizon.rawValue))
        }
    }

    // MARK: Places

    /// What is stated of a place and why.
    public struct PlaceStatement: Sendable {
        /// Position.
        public let coordinate: Coordinate
        /// What may be stated.
        public let allowance: ChanceAllowance
        /// Chances by radius and horizon, 0 to 1; those that may be stated.
        public let chances: [ChanceKey: Double]
        /// Number within 25 km in 30 days; nil where refused.
        public let number: EventCount?
        /// How well the rate within 25 km is known.
        public let doubt: RateDoubt
        /// Share of the 25 km around that is assessed.
        public let assessedShare: Double
        /// Located events of the last 7, 30 and 90 days within 25 km.
        public let reported: [Int]
        /// Why: the share of the place, by factors and events.
        public let reasons: PlaceReasons
    }

    /// What is stated of a position; nil where it is not assessed.
    /// - Throws: `GeoIOError` when the position has no place in the plane.
    public func statement(at coordinate: Coordinate) throws -> PlaceStatement? {
        let point = try toPlane.transform(coordinate.point)
        let ground = forecast.record.ground
        guard let (column, row) = ground.grid.cell(at: point) else { return nil }
        let cell = ground.grid.index(column: column, row: row)
        guard ground.isAssessed(cell) else { return nil }
        let allowance = allowance(zone: Int(ground.zones[cell]))
        let keys = ChanceKey.all.filter {
            allowance.allows($0.radius, $0.horizon) && $0.radius.isKnown(cellSize: ground.grid.cellSize)
        }
        let center = ground.grid.center(column: column, row: row)
        return PlaceStatement(
            coordinate: coordinate, allowance: allowance,
            chances: Dictionary(
                uniqueKeysWithValues: keys.map { ($0, forecast.chance(around: cell, $0.radius, $0.horizon)) }),
            number: allowance.isRefused ? nil : forecast.count(around: cell, .twentyFive, .month),
            doubt: forecast.doubt(around: cell, .twentyFive),
            assessedShare: forecast.assessedShare(around: cell, .twentyFive),
            reported: Self.countedDays.map { days in
                forecast.events(within: ChanceRadius.twentyFive.meters, of: center).count {
                    forecast.events.events[$0].age <= Double(days)
                }
            }, reasons: PlaceReasons(forecast, around: cell))
    }
}
