// SPDX-License-Identifier: Apache-2.0

public import Gazetteer
import Geo
public import Incidents

/// A drafted claim with its keys.
public struct GroupedDraft: Sendable {
    /// What was drafted.
    public var claim: DraftClaim
    /// Key of the source.
    public let sourceID: String
    /// Key of the claim: source, first and last character.
    public let id: String
    /// Key of the incident.
    public var incidentID: String
    /// Claims of one incident with the same words speak about one number.
    public var conflictGroup: String
}

/// An event as the drafted claims of one or several articles tell it.
public struct DraftIncident: Sendable {
    /// Key.
    public let id: String
    /// What a reader calls it.
    public let title: String
    /// The type of its best known claim.
    public let type: EventType
    /// Positions of its claims in the list of claims.
    public let members: [Int]
}

/// Drafted claims of articles, each event once.
public struct DraftGrouping: Sendable {
    /// Claims in the order of articles and their texts.
    public private(set) var claims: [GroupedDraft] = []
    /// Events in the order of their first claims.
    public private(set) var incidents: [DraftIncident] = []

    /// Groups what was read out of articles.
    public init(_ readings: [ArticleReading], gazetteer: Gazetteer) {
        let drafts = Self.drafts(readings)
        let groupables = drafts.enumerated().map { Self.groupable($1.claim, $1.sourceID, order: $0, gazetteer) }
        let grouping = ClaimGrouping(groupables)
        claims = drafts
        let members = grouping.members(of: groupables)
        let order = members.indices.sorted { (members[$0].min() ?? 0) < (members[$1].min() ?? 0) }
        var used = NumberedKeys()
        for number in order {
            let positions = members[number].sorted()
            guard let lead = lead(of: positions) else { continue }
            let id = Self.key(of: claims[lead].claim, &used)
            for position in positions {
                claims[position].incidentID = id
                claims[position].conflictGroup = grouping.conflictGroups[position]
            }
            settle(positions)
            incidents.append(
                DraftIncident(
                    id: id, title: Self.title(of: claims[lead].claim), type: claims[lead].claim.type, members: positions
                ))
        }
    }

    // MARK: - Before grouping

    private static func drafts(_ readings: [ArticleReading]) -> [GroupedDraft] {
        var drafts: [GroupedDraft] = []
        var used = NumberedKeys()
        for (article, reading) in readings.enumerated() {
            for claim in reading.claims {
                var claim = claim
                claim.article = article
                let key = "\(reading.sourceID)-\(claim.span.start)-\(claim.span.end)"
                drafts.append(
                    GroupedDraft(
                        claim: claim, sourceID: reading.sourceID, id: used.take(key),
                        incidentID: "", conflictGroup: ""))
            }
        }
        return drafts
    }

    /// A claim without a day may lie on any: it joins an event only where there is one and only one.
    private static let anyDay = CalendarDay(year: 1900, month: 1, day: 1).flatMap { first in
        CalendarDay(year: 2100, month: 1, day: 1).flatMap { DayInterval(first: first, last: $0) }
    }

    private static func groupable(
        _ claim: DraftClaim, _ source: String, order: Int, _ gazetteer: Gazetteer
    ) -> Groupable {
        let day = CalendarDay(daysSinceEpoch: 0)
        // Who moves, holds and catches is told too differently to tell events apart.
        let hasParties = ![.transfer, .prisonBreak, .attackOnPrison, .arrest, .agreement, .custody].contains(claim.type)
        // What is known to the country alone would hold together what has nothing to do with each other.
        let mayJoin: Set<EventType> = [.transfer, .prisonBreak, .attackOnPrison, .agreement, .custody]
        let isVague = claim.place.precision >= .country && !mayJoin.contains(claim.type)
        return Groupable(
            type: claim.type, place: place(claim.place, gazetteer),
            destination: claim.route?.destination.map { place($0, gazetteer) },
            period: period(claim) ?? anyDay ?? DayInterval(day), quantity: claim.quantity,
            countKind: claim.status == .planned ? .plan : nil,
            actor: isVague ? "\(claim.actor) \(order)" : hasParties ? claim.actor : "",
            target: hasParties ? claim.target : "",
            rootSource: claim.speaker.root, sourceID: source, order: order)
    }

    /// A plan holds for some time: two articles of neighbouring days speak of one.
    private static func period(_ claim: DraftClaim) -> DayInterval? {
        guard let days = claim.interval, claim.status == .planned, claim.type == .transfer else {
            return claim.interval
        }
        return DayInterval(first: days.first.advanced(by: -15), last: days.last.advanced(by: 30))
    }

    private static func place(_ place: DraftPlace, _ gazetteer: Gazetteer) -> GroupedPlace {
        if place.precision == .supranational { return .unsaid }
        var provinces = place.province.isEmpty ? [] : [place.province]
        if provinces.isEmpty,
            let region = gazetteer.content.vernacularRegions.first(where: { $0.region.id == place.id })
        {
            provinces = region.provinces
        }
        return GroupedPlace(
            key: place.id, provinces: provinces, country: place.country, precision: place.precision,
            coordinate: place.precision <= .near ? place.coordinate : nil)
    }

    // MARK: - After grouping

    /// The best known claim: the finest place, then the shortest time, then the first.
    private func lead(of positions: [Int]) -> Int? {
        positions.min { a, b in
            let (x, y) = (claims[a].claim, claims[b].claim)
            return (x.place.precision.rawValue, x.interval?.length ?? .max, a)
                < (y.place.precision.rawValue, y.interval?.length ?? .max, b)
        }
    }

    private mutating func settle(_ positions: [Int]) {
        for group in Dictionary(grouping: positions, by: { claims[$0].conflictGroup }).values {
            shareRoots(group)
            markContradictions(group.sorted())
        }
    }

    /// What a publication tells without a source goes back to the source that most others name for the same number.
    private mutating func shareRoots(_ group: [Int]) {
        let named = group.filter { !claims[$0].claim.speaker.isNarrator && claims[$0].claim.quantity != nil }.sorted()
        let counts = Dictionary(grouping: named) { claims[$0].claim.speaker.root }.mapValues(\.count)
        let ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        guard let first = ranked.first, ranked.count == 1 || ranked[1].value < first.value,
            let other = named.first(where: { claims[$0].claim.speaker.root == first.key })
        else { return }
        let speaker = claims[other].claim.speaker
        for position in group where claims[position].claim.speaker.isNarrator && claims[position].claim.quantity != nil
        {
            claims[position].claim.speaker.root = speaker.root
            claims[position].claim.rules.append("root_of_same_incident")
        }
    }

    private mutating func markContradictions(_ group: [Int]) {
        let numbers = group.compactMap { claims[$0].claim.quantity }
        let isContested = numbers.indices.contains { a in numbers[..<a].contains { !$0.allows(numbers[a]) } }
        guard isContested else { return }
        for position in group where claims[position].claim.status == .reported {
            claims[position].claim.status = .contested
            claims[position].claim.rules.append("contradicted_by_another")
        }
    }

    // MARK: - Names

    private static func key(of claim: DraftClaim, _ used: inout NumberedKeys) -> String {
        // A key is in public outputs: it tells the province, and never a facility.
        let place = claim.place.province.isEmpty ? claim.place.country : claim.place.province
        let plan = claim.status == .planned ? "plan-" : claim.quantity?.kind == .cumulative ? "total-" : ""
        let words = "\(plan)\(claim.type.rawValue)-\(place)-\(claim.interval?.first.description ?? "undated")"
        let key = words.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" }
        return used.take(String(key))
    }

    private static func title(of claim: DraftClaim) -> String {
        var words = claim.type.title
        if claim.status == .planned { words += " (planned)" }
        if claim.quantity?.kind == .cumulative { words += " (running total)" }
        if let days = claim.interval {
            words += days.length == 1 ? ", \(days.first)" : ", \(days.first) to \(days.last)"
        }
        // Titles are in public outputs: facilities are told by their province. The place stands last, so that letters of
        // another direction do not turn the days around.
        let area = claim.place.province.isEmpty ? claim.place.country : claim.place.province
        let place = claim.place.isFacility || claim.place.text.isEmpty ? area : claim.place.text
        return place.isEmpty ? words : words + ", \(place)"
    }
}
