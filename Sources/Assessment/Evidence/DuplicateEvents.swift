// SPDX-License-Identifier: Apache-2.0

public import Geo
import Incidents

/// Two incidents of different data sets that may be one event.
public struct LikelyDuplicate: Sendable, Hashable {
    /// One of the two.
    public struct Report: Sendable, Hashable {
        /// Key of the incident.
        public let id: String
        /// Where its first report stands.
        public let origin: RecordOrigin
        /// Its days.
        public let period: DayInterval
        /// What a reader calls it.
        public let title: String
    }

    /// The one that was read first, and the other.
    public let first, second: Report
    /// Days between them; 0 where they share one.
    public let daysApart: Int
    /// Distance of the two positions; nil where the province alone is known of one.
    public let distance: Meters?
}

/// Looks for events that several data sets report: at most one day apart, no farther than their places are known, of
/// types by which the publishers may call one event.
///
/// Of each data set an event is matched with one of another at most, the nearest in time and then in space. Events of one
/// data set are never matched: its publisher tells them apart.
struct DuplicateSearch {
    /// The data set of a claim: its publisher, or its file.
    let dataSet: (Claim) -> String

    /// Longer periods could be matched with anything.
    private static let longestPeriod = 7
    private static let mostDaysApart = 1

    /// The pairs in the order of the incidents.
    func pairs(in incidents: LocatedIncidents) -> [LikelyDuplicate] {
        let events = events(of: incidents)
        guard let first = events.first, events.contains(where: { $0.dataSet != first.dataSet }) else { return [] }
        let chosen = Self.chosen(candidates(among: events), events)
        return chosen.map { Self.duplicate($0, events, incidents) }
    }

    private func events(of incidents: LocatedIncidents) -> [Event] {
        incidents.indices.compactMap { index in
            let period = incidents.period(index)
            guard incidents.isDrawn(index), period.length <= Self.longestPeriod else { return nil }
            let entry = incidents[index]
            guard let claim = entry.incident.claims.first else { return nil }
            return Event(
                index: index, dataSet: dataSet(claim), type: entry.incident.type, period: period, place: entry.place)
        }
    }

    private func candidates(among events: [Event]) -> [Candidate] {
        var shelves: [Shelf: [Int]] = [:]
        for (position, event) in events.enumerated() {
            for shelf in event.shelves { shelves[shelf, default: []].append(position) }
        }
        var seen: Set<[Int]> = [], found: [Candidate] = []
        for (position, event) in events.enumerated() {
            for shelf in event.neighbours(days: Self.longestPeriod + Self.mostDaysApart) {
                for other in shelves[shelf] ?? [] where other > position && events[other].dataSet != event.dataSet {
                    guard let candidate = Candidate(position, other, events), seen.insert([position, other]).inserted
                    else { continue }
                    found.append(candidate)
                }
            }
        }
        return found
    }

    /// The nearest pairs, each event once for each other data set.
    private static func chosen(_ candidates: [Candidate], _ events: [Event]) -> [Candidate] {
        var taken: Set<[String]> = [], chosen: [Candidate] = []
        for candidate in candidates.sorted(by: { $0.order < $1.order }) {
            let keys = [
                ["\(candidate.first)", events[candidate.second].dataSet],
                ["\(candidate.second)", events[candidate.first].dataSet],
            ]
            guard keys.allSatisfy({ !taken.contains($0) }) else { continue }
            taken.formUnion(keys)
            chosen.append(candidate)
        }
        return chosen.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
    }

    private static func duplicate(
        _ candidate: Candidate, _ events: [Event], _ incidents: LocatedIncidents
    ) -> LikelyDuplicate {
        func report(_ position: Int) -> LikelyDuplicate.Report {
            let incident = incidents.incident(events[position].index)
            return LikelyDuplicate.Report(
                id: incident.id, origin: incident.claims[incident.claims.startIndex].origin, period: incident.period,
                title: incident.title)
        }
        return LikelyDuplicate(
            first: report(candidate.first), second: report(candidate.second), daysApart: candidate.daysApart,
            distance: candidate.distance)
    }
}

extension DuplicateSearch {
    /// What is compared of an incident.
    fileprivate struct Event {
        let index: Int
        let dataSet: String
        let type: EventType
        let period: DayInterval
        let coordinate: Coordinate?
        let province: String
        let precision: LocationPrecision

        init(index: Int, dataSet: String, type: EventType, period: DayInterval, place: LocatedPlace) {
            self.index = index
            self.dataSet = dataSet
            self.type = type
            self.period = period
            province = place.province ?? ""
            precision = place.precision
            coordinate = place.law.position
        }

        /// Under what it is found: its first day with its square degree, and with its province.
        var shelves: [Shelf] {
            let day = period.first.daysSinceEpoch
            let square = coordinate.map {
                Shelf(day: day, column: Self.degree($0.longitude), row: Self.degree($0.latitude))
            }
            return (square.map { [$0] } ?? []) + (province.isEmpty ? [] : [Shelf(day: day, province: province)])
        }

        /// Where others that may be the same are found.
        func neighbours(days: Int) -> [Shelf] {
            (period.first.daysSinceEpoch - days...period.last.daysSinceEpoch + days).flatMap { day -> [Shelf] in
                guard let coordinate else {
                    return province.isEmpty ? [] : [Shelf(day: day, province: province)]
                }
                let column = Self.degree(coordinate.longitude), row = Self.degree(coordinate.latitude)
                let squares = (column - 1...column + 1).flatMap { x in
                    (row - 1...row + 1).map { Shelf(day: day, column: x, row: $0) }
                }
                return squares + (province.isEmpty ? [] : [Shelf(day: day, province: province)])
            }
        }

        private static func degree(_ value: Double) -> Int { Int(checked: value.rounded(.down)) ?? 0 }
    }

    /// A day and a square degree or a province.
    fileprivate struct Shelf: Hashable {
        let day: Int
        var column = 0, row = 0
        var province = ""
    }

    /// Two events that may be one.
    fileprivate struct Candidate {
        let first, second: Int
        let daysApart: Int
        let distance: Meters?

        init?(_ first: Int, _ second: Int, _ events: [Event]) {
            let a = events[first], b = events[second]
            let gap = max(0, max(a.period.first, b.period.first).days(since: min(a.period.last, b.period.last)))
            guard gap <= DuplicateSearch.mostDaysApart, a.type.mayBeCalled(b.type) else { return nil }
            (self.first, self.second, daysApart) = (first, second, gap)
            if let here = a.coordinate, let there = b.coordinate {
                let distance = here.distance(to: there)
                guard distance <= max(a.precision.reach, b.precision.reach) else { return nil }
                self.distance = distance
            } else {
                guard !a.province.isEmpty, a.province == b.province else { return nil }
                distance = nil
            }
        }

        /// Nearest first; where the province alone is known, last.
        var order: (Int, Double, Int, Int) { (daysApart, distance?.value ?? .infinity, first, second) }
    }
}

extension LocationPrecision {
    /// How far two reports of one event may lie apart.
    fileprivate var reach: Meters {
        switch self {
        case .exact: Meters(5000)
        case .near: Meters(25_000)
        default: Meters(40_000)
        }
    }
}

extension EventType {
    /// Whether publishers may call one event by both types: what one counts as fighting or as violence against civilians
    /// another counts by its means.
    fileprivate func mayBeCalled(_ other: EventType) -> Bool {
        self == other || Self.means(self).contains(other) || Self.means(other).contains(self)
    }

    private static func means(_ type: EventType) -> Set<EventType> {
        switch type {
        case .battle: [.airStrike, .ied, .suicideAttack, .attackOnPrison]
        case .violenceAgainstCivilians: [.airStrike, .ied, .suicideAttack, .abduction]
        default: []
        }
    }
}

extension ClaimStore {
    /// The claims with the second incident of each pair in the first.
    func merging(_ pairs: [LikelyDuplicate]) -> ClaimStore {
        var stands: [String: String] = [:]
        func standing(_ id: String) -> String {
            var id = id
            while let next = stands[id] { id = next }
            return id
        }
        for pair in pairs {
            let first = standing(pair.first.id), second = standing(pair.second.id)
            if first != second { stands[second] = first }
        }
        var merged = ClaimStore()
        for claim in self { merged.append(stands.isEmpty ? claim : claim.of(incident: standing(claim.incidentID))) }
        return merged
    }
}

extension Claim {
    /// The same claim about another incident.
    fileprivate func of(incident id: String) -> Claim {
        if id == incidentID { return self }
        var claim = Claim(
            id: self.id, incidentID: id, conflictGroup: conflictGroup, type: type, place: place, period: period,
            datePrecision: datePrecision, quantity: quantity, actor: actor, attribution: attribution, status: status,
            note: note, origin: origin, events: events, quote: quote)
        claim.movement = movement
        return claim
    }
}
