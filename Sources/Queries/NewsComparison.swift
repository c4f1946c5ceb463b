// SPDX-License-Identifier: Apache-2.0

import Chance
import Foundation
import Geo
import Layers
import Studies

extension QueryService {
    /// What is new since an earlier build of the same study. Of two builds the one of the earlier day is the earlier one,
    /// in whichever order they come.
    /// - Throws: `NewsError` for builds that cannot be set against each other, `QueryError` or `CatalogError` for a damaged one.
    public func news(since other: QueryService) throws -> BuildNews {
        let isSwapped = build.catalog.asOf < other.build.catalog.asOf
        let comparison = NewsComparison(earlier: isSwapped ? self : other, later: isSwapped ? other : self)
        var news = try comparison.news()
        if isSwapped {
            news.notes.insert(
                "The builds came the later one first; what is told runs from the earlier to the later day.", at: 0)
        }
        return news
    }
}

/// Sets two builds against each other.
struct NewsComparison {
    let earlier, later: QueryService

    private var old: BuildReading { earlier.build }
    private var new: BuildReading { later.build }

    /// Restricted events are told by half-month: two builds nearer to each other say nothing of them.
    private static let halfMonth = 15

    func news() throws -> BuildNews {
        try check()
        var news = BuildNews(from: old.catalog.asOf, to: new.catalog.asOf, tier: new.catalog.tier)
        news.incidents = IncidentComparison(
            earlier: try earlier.incidents(), later: try later.incidents(), old: old.catalog, new: new.catalog,
            since: new.study.since
        ).news()
        if hasRestricted, !isShort { news.restricted = try restricted() }
        let window = try NewsWindow(earlier: earlier, later: later, countsRestricted: hasRestricted && !isShort)
        news.provinces = units(
            old.provinces.map { ($0.iso3166_2, $0) }, new.provinces.map { ($0.iso3166_2, $0) }, window,
            news.incidents, isProvince: true)
        news.districts = units(
            try old.districts.get().map { ($0.key, $0.value) }, try new.districts.get().map { ($0.key, $0.value) },
            window,
            news.incidents, isProvince: false)
        news.notes = notes(news, window)
        return news
    }

    // MARK: What can be compared

    private func check() throws {
        guard Set(old.provinces.map(\.iso3166_2)) == Set(new.provinces.map(\.iso3166_2)),
            old.catalog.computingCRS == new.catalog.computingCRS
        else {
            throw NewsError.differentStudies(earlier: old.catalog.title.main, later: new.catalog.title.main)
        }
        guard old.catalog.tier == new.catalog.tier else {
            throw NewsError.differentTiers(earlier: old.catalog.tier, later: new.catalog.tier)
        }
    }

    /// What differs in the way that figures are made: no ratio is made of such. Whether the relative risk is that of the
    /// record depends on the reports, not on the model.
    private var differences: [String] {
        let (own, other) = (new.catalog, old.catalog)
        let names = Set(own.method.keys).union(other.method.keys).subtracting(["relative_risk_of_record"]).sorted()
        return (own.cellSize == other.cellSize ? [] : ["cell_size_m"])
            + (own.extent == other.extent ? [] : ["extent"]) + names.filter { own.method[$0] != other.method[$0] }
    }

    private var days: Int? {
        guard let first = CalendarDay(parsing: old.catalog.asOf), let last = CalendarDay(parsing: new.catalog.asOf)
        else {
            return nil
        }
        return last.days(since: first)
    }

    private var isShort: Bool { days.map { $0 < Self.halfMonth } ?? true }

    private var hasRestricted: Bool {
        old.catalog.counts.restrictedEvents != nil || new.catalog.counts.restrictedEvents != nil
    }

    // MARK: Provinces and districts

    private func units(
        _ before: [(id: String, result: ProvinceResult)], _ after: [(id: String, result: ProvinceResult)],
        _ window: NewsWindow, _ incidents: IncidentNews, isProvince: Bool
    ) -> [UnitNews] {
        let known = Dictionary(before.map { ($0.id, $0.result) }) { first, _ in first }
        let isComparable = differences.isEmpty
        let all = (incidents.new + incidents.changed + incidents.gone)
        let byProvince = Dictionary(grouping: all) { $0.province ?? "" }
        return after.sorted { $0.id < $1.id }.compactMap { id, result -> UnitNews? in
            guard let past = known[id] else { return nil }
            var unit = UnitNews(id, from: past, to: result)
            // Which district an incident lies in is not told.
            if isProvince { unit.reports = (byProvince[id] ?? []).map(\.id) }
            if isComparable { window.judge(&unit, result, isProvince: isProvince) }
            return unit.differs ? unit : nil
        }.sorted { $0.precedes($1) }
    }

    // MARK: Restricted events

    private func restricted() throws -> [RestrictedNews] {
        let before = try earlier.restrictedByArea(), after = try later.restrictedByArea()
        return Set(before.keys).union(after.keys).sorted().compactMap { key in
            guard let entry = after[key] ?? before[key] else { return nil }
            let (from, to) = (before[key]?.events ?? 0, after[key]?.events ?? 0)
            return from == to
                ? nil
                : RestrictedNews(
                    area: entry.area, level: entry.level.rawValue, name: entry.name, first: entry.first,
                    last: entry.last, eventsFrom: from, eventsTo: to)
        }
    }

    // MARK: Notes

    private func notes(_ news: BuildNews, _ window: NewsWindow) -> [String] {
        var notes: [String] = []
        let isSame = old.catalog.inputDigest == new.catalog.inputDigest && old.catalog.asOf == new.catalog.asOf
        if news.isEmpty { notes.append(isSame ? "Both folders hold the same build." : "Nothing differs.") }
        if days == 0, !isSame {
            notes.append("Both are of the same day: what differs is what was entered in between, not what happened.")
        }
        if old.catalog.softwareVersion != new.catalog.softwareVersion {
            notes.append(
                "The builds are of two versions of the program, \(old.catalog.softwareVersion) and "
                    + "\(new.catalog.softwareVersion), which may have read the same reports differently.")
        }
        if !differences.isEmpty {
            notes.append(
                "The builds differ in \(differences.joined(separator: ", ")): incidents are compared; figures stand side by "
                    + "side without ratio or mark.")
        }
        if hasRestricted, isShort {
            notes.append(
                "Fewer than \(Self.halfMonth) days lie between the builds: restricted events are told by half-month, so "
                    + "only open ones are compared.")
        }
        notes += window.notes
        if news.incidents.gone.contains(where: { $0.reason == .notTold }) {
            notes.append("Of some incidents that are gone the folders do not say why.")
        }
        return notes + ["A fall may also mean fewer reports.", new.catalog.statements.absence.main]
    }
}

extension UnitNews {
    /// Marked ones first, then the greatest ratio, then the most reports.
    fileprivate func precedes(_ other: UnitNews) -> Bool {
        let (own, others) = (weight, other.weight)
        return own != others ? own > others : (other.reports.count, code) < (reports.count, other.code)
    }

    private var weight: Double {
        let isMarked = change == .up || change == .down
        return (isMarked ? 1_000 : 0) + (ratio.map { $0 > 0 ? abs(log($0)) : 0 } ?? 0)
    }
}

extension QueryService {
    /// The incidents as the layers of the build tell of them.
    /// - Throws: `QueryError` for layers that are damaged.
    package func incidents() throws -> [ToldIncident] { try build.incidents.get() }

    /// Counters of restricted events by area and days: batches of one area and half-month are one.
    func restrictedByArea() throws -> [String: RestrictedCount] {
        var counts: [String: RestrictedCount] = [:]
        for count in try contributionTable().restricted ?? [] {
            let key = [count.level.rawValue, count.area, count.first, count.last].joined(separator: "|")
            if counts[key] == nil { counts[key] = count } else { counts[key]?.events += count.events }
        }
        return counts
    }
}
