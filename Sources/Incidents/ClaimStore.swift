// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Claims in reading order, held in about fifty bytes each where their texts repeat: numbers that stand for shared
/// values take the place of the values, and a claim is put together again when it is asked for.
///
/// What comes out is what went in, to the last bit. Numbers that the short form cannot hold are kept beside it.
public struct ClaimStore: Sendable {
    /// What claims of one kind have in common.
    fileprivate struct Form: Hashable {
        let conflictGroup: String
        let type: EventType
        let datePrecision: DatePrecision
        let unit: String
        let bound: QuantityBound?
        let kind: CountKind?
        let actor: String
        let status: ClaimStatus
        let note: String
        let file: String
    }

    private struct Row {
        let id: UInt64
        let quantity: ShortQuantity
        let position: ShortPosition
        let first, last: Int32
        let form, place, attribution, line: UInt32
    }

    /// Pieces of fixed size: a single array would be copied whenever it grows, and two copies of it be held.
    private static let pieceBits = 16

    private var pieces: [[Row]] = []
    private var keys = TextKeys()
    /// Incident of each claim; empty as long as each claim is an incident of its own.
    private var incidents: [UInt64] = []
    private var forms = DistinctValues<Form>()
    private var places = DistinctValues<ClaimedPlace>()
    private var attributions = DistinctValues<Attribution>()
    private var quantities: [Quantity] = []
    private var coordinates: [Coordinate] = []
    /// Claims that stand for another number of events than one, by position.
    private var events: [Int: Double] = [:]
    /// Passages that claims keep, by position.
    private var quotes: [Int: String] = [:]
    /// Claims that say from where to where people were moved, by position.
    private var movements: [Int: Movement] = [:]

    /// Number of claims.
    public private(set) var count = 0

    /// No claims yet.
    public init() {}

    /// Takes claims in their order.
    public init(_ claims: some Sequence<Claim>) {
        for claim in claims { append(claim) }
    }

    /// Adds a claim behind the others.
    public mutating func append(_ claim: Claim) {
        let id = keys.code(of: claim.id)
        noteIncident(of: claim, id: id)
        let row = Row(
            id: id, quantity: ShortQuantity(claim.quantity, &quantities),
            position: ShortPosition(claim.place.coordinate, &coordinates),
            first: Int32(clamping: claim.period.first.daysSinceEpoch),
            last: Int32(clamping: claim.period.last.daysSinceEpoch), form: forms.number(of: Form(claim)),
            place: places.number(of: claim.place.at(nil)), attribution: attributions.number(of: claim.attribution),
            line: UInt32(clamping: claim.origin.line))
        if count & (1 << Self.pieceBits - 1) == 0 {
            pieces.append([])
            // The first piece grows as it fills, so that small tables stay small.
            if count > 0 { pieces[pieces.count - 1].reserveCapacity(1 << Self.pieceBits) }
        }
        pieces[pieces.count - 1].append(row)
        if claim.events != 1 { events[count] = claim.events }
        if !claim.quote.isEmpty { quotes[count] = claim.quote }
        if let movement = claim.movement { movements[count] = movement }
        count += 1
    }

    private mutating func noteIncident(of claim: Claim, id: UInt64) {
        if incidents.isEmpty {
            if claim.incidentID == claim.id { return }
            incidents = (0..<count).map { row($0).id }
        }
        incidents.append(claim.incidentID == claim.id ? id : keys.code(of: claim.incidentID))
    }

    private func row(_ position: Int) -> Row {
        pieces[position >> Self.pieceBits][position & (1 << Self.pieceBits - 1)]
    }

    /// The days of a claim.
    public func period(of position: Int) -> DayInterval { Self.period(row(position)) }

    private static func period(_ row: Row) -> DayInterval {
        let first = CalendarDay(daysSinceEpoch: Int(row.first))
        return DayInterval(first: first, last: CalendarDay(daysSinceEpoch: Int(row.last))) ?? DayInterval(first)
    }

    private func claim(_ row: Row, incident: UInt64, events: Double, quote: String) -> Claim {
        let form = forms[row.form], id = keys.text(row.id)
        let place = places[row.place]
        return Claim(
            id: id, incidentID: incident == row.id ? id : keys.text(incident), conflictGroup: form.conflictGroup,
            type: form.type, place: row.position.hasNone ? place : place.at(row.position.coordinate(coordinates)),
            period: Self.period(row), datePrecision: form.datePrecision,
            quantity: row.quantity.quantity(unit: form.unit, bound: form.bound, kind: form.kind, quantities),
            actor: form.actor, attribution: attributions[row.attribution], status: form.status, note: form.note,
            origin: RecordOrigin(file: form.file, line: Int(row.line)), events: events,
            quote: quote)
    }
}

extension ClaimStore {
    /// The distinct places without a position that each file names, in the order of first appearance.
    package var namedPlaces: [(file: String, places: [ClaimedPlace])] {
        var seen: Set<UInt64> = [], order: [String] = [], found: [String: [ClaimedPlace]] = [:]
        for position in 0..<count {
            let row = row(position)
            guard row.position.hasNone, seen.insert(UInt64(row.form) << 32 | UInt64(row.place)).inserted else {
                continue
            }
            let file = forms[row.form].file, place = places[row.place]
            if found[file] == nil { order.append(file) }
            if place.area == nil, !place.name.isEmpty { found[file, default: []].append(place) }
        }
        return order.map { ($0, found[$0] ?? []) }
    }
}

extension ClaimStore: RandomAccessCollection {
    /// 0.
    public var startIndex: Int { 0 }
    /// Number of claims.
    public var endIndex: Int { count }

    /// The claim at a position, as it was added.
    public subscript(position: Int) -> Claim {
        let row = row(position)
        var claim = claim(
            row, incident: incidents.isEmpty ? row.id : incidents[position],
            events: events.isEmpty ? 1 : events[position] ?? 1, quote: quotes.isEmpty ? "" : quotes[position] ?? "")
        if !movements.isEmpty { claim.movement = movements[position] }
        return claim
    }
}

extension ClaimStore {
    /// Whether any claim is of one of the types, without looking at the claims one by one.
    package func holds(anyOf types: Set<EventType>) -> Bool {
        (0..<forms.count).contains { types.contains(forms[UInt32($0)].type) }
    }
}

extension ClaimStore {
    /// Numbers for the incidents of some claims, counted from 0 in the order of first appearance.
    func incidentNumbers(of positions: some RandomAccessCollection<Int>) -> (numbers: [UInt32], count: Int) {
        var table = PositionTable(), firsts: [UInt32] = [], numbers: [UInt32] = []
        numbers.reserveCapacity(positions.count)
        for position in positions {
            let code = incident(position)
            let place = table.find(hash: keys.hash(code)) { keys.areEqual(incident(Int(firsts[$0])), code) }
            numbers.append(UInt32(place.position ?? firsts.count))
            guard place.position == nil else { continue }
            table.note(firsts.count, at: place)
            firsts.append(UInt32(position))
            if table.isFull { table = table.grown { keys.hash(incident(Int(firsts[$0]))) } }
        }
        return (numbers, firsts.count)
    }

    private func incident(_ position: Int) -> UInt64 { incidents.isEmpty ? row(position).id : incidents[position] }
}

extension ClaimStore.Form {
    fileprivate init(_ claim: Claim) {
        conflictGroup = claim.conflictGroup
        type = claim.type
        datePrecision = claim.datePrecision
        unit = claim.quantity?.unit ?? ""
        bound = claim.quantity?.bound
        kind = claim.quantity?.kind
        actor = claim.actor
        status = claim.status
        note = claim.note
        file = claim.origin.file
    }
}

extension ClaimedPlace {
    /// The same words with another position.
    fileprivate func at(_ coordinate: Coordinate?) -> ClaimedPlace {
        ClaimedPlace(
            name: name, district: district, province: province, country: country, precision: precision,
            coordinate: coordinate, area: area, isTown: isTown)
    }
}
