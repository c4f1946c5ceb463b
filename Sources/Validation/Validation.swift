// SPDX-License-Identifier: Apache-2.0

public import Chance
public import Geo
public import Scoring
import Surfaces

/// Scores models on days that they did not know: for each origin only what had ended before it is known, and what began
/// behind it within the horizon is forecast.
public struct Validation: Sendable {
    /// The record.
    public let record: EventRecord
    /// Provinces whose numbers are scored; empty for none.
    public let regions: [AreaFootprint]
    /// What is forecast from when, by which models.
    public let plan: ValidationPlan
    /// Threads; the result does not depend on it.
    public let threads: Int

    /// Takes the parts as they are.
    public init(record: EventRecord, regions: [AreaFootprint] = [], plan: ValidationPlan, threads: Int = 1) {
        self.record = record
        self.regions = regions
        self.plan = plan
        self.threads = threads
    }

    /// Runs all folds.
    /// - Parameter progress: called before each fold with its number and the number of all.
    public func run(progress: (Int, Int) -> Void = { _, _ in }) -> ValidationResult {
        let places = ScoredPlaces(record.ground, blockSide: plan.blockSide, regions: regions)
        var folds: [FoldResult] = []
        var misses = plan.models.contains(.ladder) ? MissTally(record.ground, scoring: places.blocks) : nil
        for (number, origin) in plan.origins.enumerated() {
            progress(number + 1, plan.origins.count)
            folds.append(fold(origin, places, &misses))
        }
        return ValidationResult(plan: plan, folds: folds, misses: misses?.misses)
    }

    private func fold(_ origin: CalendarDay, _ places: ScoredPlaces, _ misses: inout MissTally?) -> FoldResult {
        let forecast = Forecast(record, on: origin, threads: threads)
        let targets = FoldTargets(record: record, origin: origin, horizon: plan.horizon)
        let models = ModelShares(record: record, day: origin, forecast: forecast)
        let areas = targets.areas(on: record)
        let even = 1 / Double(record.ground.assessedCount)
        var result = FoldResult(origin: origin, recorded: forecast.recorded.length)
        result.scores = plan.models.map { model in
            FoldScore(
                shares: models.shares(model), blocks: places.blocks, cells: targets.cells, areas: areas, evenShare: even
            )
        }
        if plan.models.contains(.ladder) { scoreChances(forecast, places, &result) }
        misses?.add(
            shares: forecast.eventShares, expected: forecast.eventRate.expected(days: plan.horizon.days),
            cells: targets.cells)
        return result
    }

    // MARK: Chances and numbers

    private func scoreChances(_ forecast: Forecast, _ places: ScoredPlaces, _ result: inout FoldResult) {
        for horizon in Horizon.allCases {
            let targets = FoldTargets(record: record, origin: forecast.day, horizon: horizon)
            for radius in ChanceRadius.allCases {
                let outcomes = Outcomes(ground: record.ground, radius: radius)
                let counts = outcomes.counts(targets.points)
                let key = ChanceKey(radius: radius, horizon: horizon)
                result.chances[key] = chances(forecast, key, counts, places.centers[radius] ?? [], outcomes)
                result.discs[key] = discs(forecast, key, counts, places.centers[radius] ?? [])
            }
            result.provinces[horizon] = provinces(forecast, horizon, targets, places.provinces)
        }
    }

    private func chances(
        _ forecast: Forecast, _ key: ChanceKey, _ counts: [Int32], _ places: [Int], _ outcomes: Outcomes
    ) -> ChanceTally {
        let stated = forecast.chances(key.radius, key.horizon)
        let references = references(forecast, key.horizon, outcomes)
        var tally = ChanceTally()
        for place in places {
            tally.add(
                chance: Double(stated[place]), references: references.map { $0[place] }, happened: counts[place] > 0)
        }
        return tally
    }

    /// What each reference says of each cell.
    private func references(_ forecast: Forecast, _ horizon: Horizon, _ outcomes: Outcomes) -> [[Double]] {
        let days = horizon.rawValue
        let whole = max(1, (Int(checked: forecast.recorded.length) ?? 0) / days)
        let events = record.known(before: forecast.day).compactMap { index -> (window: Int, point: PlanarPoint)? in
            let event = record.events[index]
            guard let point = event.point else { return nil }
            return ((forecast.day.days(since: event.days.first) - 1) / days, point)
        }
        let past = outcomes.windows(events, count: whole)
        return ChanceReference.allCases.map { reference in
            let windows = reference.days.map { max(1, $0 / days) } ?? whole
            return reference == .persistence
                ? past.persistence(windows: windows) : past.climatology(windows: min(windows, whole))
        }
    }

    private func discs(
        _ forecast: Forecast, _ key: ChanceKey, _ counts: [Int32], _ places: [Int]
    ) -> IntervalTally {
        let disc = DiscSum(radius: key.radius.meters, cellSize: record.ground.grid.cellSize)
        let sums = disc.sums(forecast.eventShares, on: record.ground.grid)
        let expected = forecast.eventRate.expected(days: key.horizon.days)
        var tally = IntervalTally()
        for place in places where expected * Double(sums[place]) >= Self.leastExpected {
            let stated = EventCount(
                mean: expected * Double(sums[place]), area: EventCount.Area(key.radius), horizon: key.horizon)
            tally.add(stated, observed: Int(counts[place]))
        }
        return tally
    }

    /// Below this expectation nearly every interval is "none", which says little.
    private static let leastExpected = 0.5

    private func provinces(
        _ forecast: Forecast, _ horizon: Horizon, _ targets: FoldTargets, _ provinces: [ScoredPlaces.Province]
    ) -> IntervalTally {
        var tally = IntervalTally()
        for province in provinces {
            tally.add(
                forecast.count(in: province.area, horizon),
                observed: targets.cells.count { province.cells.contains(Int32($0)) })
        }
        return tally
    }
}

/// Where forecasts are scored, the same for all folds.
struct ScoredPlaces {
    /// A province, and the cells whose events count as its own.
    struct Province {
        let area: AreaFootprint
        let cells: Set<Int32>
    }

    let blocks: ScoringBlocks
    /// By radius, the cells around which the disc is assessed for the most part.
    let centers: [ChanceRadius: [Int]]
    /// Provinces that hold a cell for the most part.
    let provinces: [Province]

    private static let leastAssessed: Float = 0.9

    init(_ ground: LadderGround, blockSide: Int, regions: [AreaFootprint]) {
        blocks = ScoringBlocks(ground: ground, side: blockSide)
        centers = Dictionary(
            uniqueKeysWithValues: ChanceRadius.allCases.map { ($0, Self.centers(ground, $0)) })
        provinces = regions.map { Province(area: $0, cells: Set($0.cells(coveredFrom: 0.5))) }
            .filter { !$0.cells.isEmpty }
    }

    /// The cells around which the disc of a radius is assessed for the most part.
    static func centers(_ ground: LadderGround, _ radius: ChanceRadius) -> [Int] {
        let disc = DiscSum(radius: radius.meters, cellSize: ground.grid.cellSize)
        let sums = disc.sums(ground.zones.map { $0 >= 0 ? Float(1) : 0 }, on: ground.grid)
        return sums.indices.filter {
            ground.isAssessed($0) && sums[$0] / Float(disc.cellCount) >= leastAssessed
        }
    }
}

/// What begins behind an origin within a horizon.
struct FoldTargets {
    /// Cell and point of each precise target.
    let cells: [Int]
    let points: [PlanarPoint]
    /// Area of each imprecise target.
    private let areaNumbers: [Int]

    init(record: EventRecord, origin: CalendarDay, horizon: Horizon) {
        let end = origin.advanced(by: horizon.rawValue)
        var cells: [Int] = [], points: [PlanarPoint] = [], areas: [Int] = []
        for index in record.known(before: origin).upperBound..<record.events.count {
            let event = record.events[index]
            guard event.days.first >= origin, event.days.first < end,
                event.days.length <= ValidationPlan.longestTarget
            else { continue }
            switch event.place {
            case .cell(let cell):
                guard let point = event.point else { continue }
                cells.append(Int(cell))
                points.append(point)
            case .area(let area): areas.append(area)
            }
        }
        self.cells = cells
        self.points = points
        areaNumbers = areas
    }

    /// Assessed cells of the imprecise targets.
    func areas(on record: EventRecord) -> [[(cell: Int32, share: Double)]] {
        areaNumbers.map { number in
            let area = record.footprints[number]
            // checked: numbers of cells
            return zip(area.indices, area.fractions).filter { record.ground.isAssessed(Int($0.0)) }
                .map { ($0.0, Double($0.1)) }
        }.filter { !$0.isEmpty }
    }
}

/// A radius and a horizon.
public struct ChanceKey: Sendable, Hashable {
    /// Around the place.
    public let radius: ChanceRadius
    /// Days ahead.
    public let horizon: Horizon

    /// Takes both.
    public init(radius: ChanceRadius, horizon: Horizon) {
        self.radius = radius
        self.horizon = horizon
    }

    /// All of them, small and short first.
    public static let all = ChanceRadius.allCases.flatMap { radius in
        Horizon.allCases.map { ChanceKey(radius: radius, horizon: $0) }
    }
}

/// The scores of one origin.
public struct FoldResult: Sendable {
    /// Its day.
    public let origin: CalendarDay
    /// Days of the record before it.
    public let recorded: Double
    /// In the order of the plan's models.
    var scores: [FoldScore] = []
    var chances: [ChanceKey: ChanceTally] = [:]
    var discs: [ChanceKey: IntervalTally] = [:]
    var provinces: [Horizon: IntervalTally] = [:]

    init(origin: CalendarDay, recorded: Double) {
        self.origin = origin
        self.recorded = recorded
    }
}
