// SPDX-License-Identifier: Apache-2.0

import Geo

/// Incidents in the making: claims join one after the other.
struct EventGroups {
    private let entries: [GroupingEntry]
    private var groups: [EventGroup] = []
    /// Groups of each class by day, and those over so many days that they stand apart.
    private var index: [EventClass: EventGroupIndex] = [:]
    private var groupOfEntry: [Int?]

    init(_ entries: [GroupingEntry]) {
        self.entries = entries
        groupOfEntry = [Int?](repeating: nil, count: entries.count)
    }

    /// Makes a group of each incident that claims state.
    mutating func addStated(_ order: [Int]) {
        var numbers: [String: Int] = [:]
        for position in order {
            guard let id = entries[position].claim.incidentID else { continue }
            if let number = numbers[id] {
                groups[number].take(entries[position])
                groupOfEntry[position] = number
            } else {
                numbers[id] = groups.count
                start(position, isStated: true)
            }
        }
        index = [:]
        for number in groups.indices { note(number) }
    }

    /// Gives one claim to the group that it means, or to a new one.
    mutating func add(_ position: Int) {
        let entry = entries[position]
        if let number = choice(for: entry) {
            groups[number].take(entry)
            groupOfEntry[position] = number
        } else {
            start(position, isStated: false)
            note(groups.count - 1)
        }
    }

    private mutating func start(_ position: Int, isStated: Bool) {
        groupOfEntry[position] = groups.count
        groups.append(EventGroup(entries[position], isStated: isStated))
    }

    private mutating func note(_ number: Int) {
        for eventClass in groups[number].classes {
            index[eventClass, default: EventGroupIndex()].note(number, groups[number].days)
        }
    }

    // MARK: Choosing

    private func choice(for entry: GroupingEntry) -> Int? {
        let found = index[entry.eventClass]?.groups(around: entry.claim.period) ?? []
        let fits = found.compactMap { number in groups[number].fit(entry).map { (number: number, fit: $0) } }
        if fits.isEmpty { return nil }
        let same = fits.filter { $0.fit.relation == .same }, others = fits.filter { $0.fit.relation == .holds }
        let agreeing = same.filter { $0.fit.number == .agrees }
        if !agreeing.isEmpty { return Self.nearest(agreeing) }
        let agreeingOthers = others.filter { $0.fit.number == .agrees }
        if agreeingOthers.count == 1 { return agreeingOthers[0].number }
        if !same.isEmpty { return Self.nearest(same) }
        if others.count == 1 { return others[0].number }
        // A claim that names no place needs its number to be known by.
        let unsaid = fits.filter { $0.fit.relation == .unsaid && $0.fit.number == .agrees }
        return unsaid.count == 1 ? unsaid[0].number : nil
    }

    /// The one with the same days; else the only one. A claim of a vague time that may mean several means none.
    private static func nearest(_ fits: [(number: Int, fit: EventGroup.Fit)]) -> Int? {
        if fits.count == 1 { return fits[0].number }
        if let exact = fits.first(where: { $0.fit.hasSameDays }) { return exact.number }
        if fits.contains(where: { $0.fit.isVaguer }) { return nil }
        return fits.max { ($0.fit.commonDays, $1.number) < ($1.fit.commonDays, $0.number) }?.number
    }

    // MARK: One day apart

    /// Joins groups whose days miss each other by one, as where one report gives the day of an event and another that of the
    /// news: if each is the only one that the other can mean, and no publication tells of both.
    mutating func joinNeighbours() {
        let partners = groups.indices.map { neighbours(of: $0) }
        var standing = Array(groups.indices)
        for number in groups.indices {
            guard partners[number].count == 1, let other = partners[number].first, other > number,
                partners[other] == [number]
            else { continue }
            standing[other] = number
        }
        groupOfEntry = groupOfEntry.map { $0.map { standing[$0] } }
    }

    private func neighbours(of number: Int) -> [Int] {
        let group = groups[number]
        guard let days = DayInterval(first: group.days.first.advanced(by: -1), last: group.days.last.advanced(by: 1))
        else { return [] }
        let found = Set(group.classes.flatMap { index[$0]?.groups(around: days) ?? [] })
        return found.filter { $0 != number && groups[$0].isNeighbour(of: group) }.sorted()
    }

    // MARK: Numbers

    /// The number of the group of each claim, counted in the order of publications and their texts.
    func numbers() -> [Int] {
        let order = entries.indices.sorted {
            let (a, b) = (entries[$0].claim, entries[$1].claim)
            if (a.sourceID, a.order) != (b.sourceID, b.order) { return (a.sourceID, a.order) < (b.sourceID, b.order) }
            return entries[$0].sortKey < entries[$1].sortKey
        }
        var numbers: [Int: Int] = [:], result = [Int](repeating: 0, count: entries.count)
        for position in order {
            // Every claim has been given to a group by now.
            let group = groupOfEntry[position] ?? position
            let number = numbers[group] ?? numbers.count
            numbers[group] = number
            result[position] = number
        }
        return result
    }
}

/// Groups by the days on which they may have happened, so that a long table does not compare each with each.
struct EventGroupIndex {
    /// Groups over more days are looked at for every claim.
    private static let longest = 31

    private var byDay: [Int: [Int]] = [:]
    private var long: [Int] = []
    private var all: [Int] = []

    mutating func note(_ number: Int, _ days: DayInterval) {
        all.append(number)
        if days.length > Self.longest {
            long.append(number)
        } else {
            for day in days.first.daysSinceEpoch...days.last.daysSinceEpoch { byDay[day, default: []].append(number) }
        }
    }

    /// Groups that may share a day with these days, in ascending order.
    func groups(around days: DayInterval) -> [Int] {
        if days.length > byDay.count { return all }
        var found = Set(long)
        for day in days.first.daysSinceEpoch...days.last.daysSinceEpoch { found.formUnion(byDay[day] ?? []) }
        return found.sorted()
    }
}
