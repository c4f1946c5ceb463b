// SPDX-License-Identifier: Apache-2.0

import Chance
import Foundation
import Geo
import Layers

/// The days of the record that the later of two builds knows and the earlier one did not, and the rule by which a change of
/// an expected number is marked: what was reported in them lies outside of what the earlier build allowed, and the ratio
/// says the same.
struct NewsWindow {
    /// Nil where there is no record in both, or none of its days is new.
    private let days: DayInterval?
    /// Located events reported in these days, by province.
    private let reported: [String: Int]
    /// Whether all of them are known: of restricted events only batches are, so that a fall cannot be told.
    private let isWhole: Bool
    private let hasRecord: (earlier: Bool, later: Bool)
    private let counted: Int?

    /// The interval of 30 days says nothing of more days than these.
    private static let mostDays = 45
    /// Up to so many days the constants of a week hold, beyond those of a month.
    private static let shortDays = 15
    private static let statedDays = 30.0

    /// For two records of which the later knows so many new days.
    init(newDays: Int, isWhole: Bool) {
        (days, reported, self.isWhole, hasRecord, counted) = (nil, [:], isWhole, (true, true), newDays)
    }

    /// - Throws: `QueryError` or `CatalogError` for a damaged build.
    init(earlier: QueryService, later: QueryService, countsRestricted: Bool) throws {
        let old = earlier.build.catalog.forecast, new = later.build.catalog.forecast
        hasRecord = (old != nil, new != nil)
        isWhole = later.build.catalog.counts.restrictedEvents == nil
        let first = (old?.record.last).flatMap { CalendarDay(parsing: $0) }?.advanced(by: 1)
        let last = (new?.record.last).flatMap { CalendarDay(parsing: $0) }
        days = first.flatMap { first in last.flatMap { DayInterval(first: first, last: $0) } }
        counted = days?.length
        guard let days else {
            reported = [:]
            return
        }
        var sums = try Self.open(later, in: days)
        if countsRestricted {
            for (province, events) in try Self.restricted(later, in: days) { sums[province, default: 0] += events }
        }
        reported = sums
    }

    /// Located events of the record, where the folder tells which those are, else all located incidents.
    private static func open(_ later: QueryService, in days: DayInterval) throws -> [String: Int] {
        let table = try later.contributionTable()
        let recorded = table.record.map { record in
            Set(record.incidents.compactMap { table.incidents.indices.contains($0) ? table.incidents[$0].id : nil })
        }
        var sums: [String: Int] = [:]
        for incident in try later.incidents() {
            guard let province = incident.province, case .point = incident.location, days.holds(incident.lastDay),
                recorded?.contains(incident.id) ?? true
            else { continue }
            sums[province, default: 0] += 1
        }
        return sums
    }

    /// Restricted events of half-months that lie in these days.
    private static func restricted(_ later: QueryService, in days: DayInterval) throws -> [String: Int] {
        let districts = try later.build.districts.get()
        var sums: [String: Int] = [:]
        for count in try later.contributionTable().restricted ?? [] {
            guard days.holds(count.first), days.holds(count.last) else { continue }
            let province = count.level == .district ? districts[count.area]?.iso3166_2 : count.area
            if let province { sums[province, default: 0] += count.events }
        }
        return sums
    }

    /// Sets ratio, interval and mark of a unit.
    /// - Parameter result: of the later build.
    func judge(_ unit: inout UnitNews, _ result: ProvinceResult, isProvince: Bool) {
        guard let before = unit.expectedFrom, let after = unit.expectedTo, before > 0 else { return }
        unit.ratio = (after / before).rounded(toSignificant: 4)
        unit.change = .unmarked
        guard let length = counted, let reports = reports(in: result, isProvince: isProvince) else { return }
        let share = Double(length) / Self.statedDays
        let allowed = EventCount(
            mean: before * share, area: .province, horizon: length <= Self.shortDays ? .week : .month)
        let ninety = allowed.ninety
        (unit.intervalLow, unit.intervalHigh) = (ninety.lowerBound, ninety.upperBound)
        (unit.allowedLow, unit.allowedHigh) = (allowed.quantile(0.025), allowed.quantile(0.975))
        unit.reported = reports
        guard length <= Self.mostDays else { return }
        let change = RateChange(before: allowed, after: after * share, reported: reports)
        switch change.mark {
        case .up: unit.change = .up
        case .down: unit.change = isWhole ? .down : .unmarked
        case nil: break
        }
    }

    /// As the build counted them where its counts are of these very days; else by the provinces of the incidents, which
    /// name no district.
    private func reports(in result: ProvinceResult, isProvince: Bool) -> Int? {
        let stated: Int? =
            switch counted {
            case 7: result.forecast?.reported7
            case 30: result.forecast?.reported30
            default: nil
            }
        return stated ?? (isProvince ? reported[result.iso3166_2] ?? 0 : nil)
    }

    /// What a reader must know of the marks.
    var notes: [String] {
        guard hasRecord.earlier, hasRecord.later else {
            return [
                hasRecord.earlier || hasRecord.later
                    ? "Only one of the builds has a systematic record: expected numbers cannot be compared."
                    : "No systematic record stands behind the builds: shares and counts are told, and no change is marked."
            ]
        }
        guard let counted else { return ["The record has no new day: no change is marked."] }
        var notes =
            counted > Self.mostDays
            ? ["\(counted) days of the record are new, more than \(Self.mostDays): no change is marked."] : []
        if !isWhole { notes.append("Part of the record is restricted and told late: a fall is never marked.") }
        return notes
    }
}

extension DayInterval {
    /// Whether a day, `YYYY-MM-DD`, lies in it.
    fileprivate func holds(_ day: String) -> Bool { first.description <= day && day <= last.description }
}
