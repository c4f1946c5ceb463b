// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo

extension Vocabulary {
    /// Any other table or layer, by a mapping of its columns.
    public static func mapped(_ mapping: FieldMapping) -> Vocabulary {
        let table = MappedTable(mapping: mapping)
        var vocabulary = Vocabulary(
            name: "table", requiredColumns: mapping.requiredColumns, idColumn: mapping.rules[.id]?.column ?? "id",
            dateColumns: table.dateColumns
        ) { row throws(Rejected) in try table.claim(&row) }
        vocabulary.hasKeys = mapping.rules[.id] != nil
        vocabulary.dateText = { table.text(.date, $0) }
        vocabulary.allColumns = mapping.requiredColumns
        vocabulary.fields = mapping.fieldsOfColumns
        vocabulary.layouts = KnownLayouts.gdelt
        if mapping.rules[.published] != nil {
            vocabulary.publication = .init(column: table.column(.published)) { row, _ in
                row.published(table.text(.published, row))
            }
            if mapping.rules[.id] != nil {
                vocabulary.version = { row in row.context.dates.second(table.text(.published, row)) }
            }
        }
        vocabulary.placeColumns = [.place, .town, .district, .province].compactMap { mapping.rules[$0]?.column }
        if let longitude = mapping.rules[.longitude]?.column, let latitude = mapping.rules[.latitude]?.column {
            vocabulary.positionColumns = (longitude, latitude)
        }
        vocabulary.dates = { dates in
            dates.order = mapping.dateFormat?.order ?? dates.order
            dates.calendar = mapping.calendar ?? dates.calendar
        }
        return vocabulary
    }
}

/// Any table or vector layer, read through a field mapping.
struct MappedTable: Sendable {
    let mapping: FieldMapping

    func claim(_ row: inout RowFields) throws(Rejected) -> Claim {
        let own = text(.id, row)
        let id = row.context.sourceID + ":" + (own.isEmpty ? String(row.record.origin.line) : own)
        let incident = text(.incident, row)
        let period = try period(row)
        noteYear(&row, period)
        return Claim(
            id: id, incidentID: incident.isEmpty ? id : row.context.sourceID + ":" + incident,
            conflictGroup: row.intern(text(.conflictGroup, row)), type: try type(row),
            place: try place(&row), period: period, datePrecision: DatePrecision(days: period.length),
            quantity: quantity(&row), actor: row.intern(text(.actor, row)),
            attribution: try attribution(&row), status: .reported, note: "",
            origin: row.record.origin, events: try events(&row))
    }

    /// The columns that hold days; joined ones cannot be surveyed and need not be, as their order is stated.
    var dateColumns: [String] { [.date, .dateEnd].compactMap { mapping.rules[$0]?.column } }

    /// The mapped text of a field; empty where there is no rule or no value.
    fileprivate func text(_ field: ClaimField, _ row: RowFields) -> String {
        guard let rule = mapping.rules[field] else { return "" }
        if !rule.joined.isEmpty {
            let parts = rule.joined.map { row.text($0) }
            if parts.allSatisfy(\.isEmpty) { return rule.otherwise ?? "" }
            if [.date, .dateEnd, .published].contains(field) { return (try? joinedDate(rule, row)) ?? "" }
            return parts.joined(separator: " ")
        }
        guard let column = rule.column, let raw = row.record[column] else { return rule.otherwise ?? "" }
        if rule.values.isEmpty { return raw }
        return rule.value(of: raw) ?? rule.otherwise ?? raw
    }

    /// A date of several columns; the year must be among them.
    private func joinedDate(_ rule: FieldRule, _ row: RowFields) throws(Rejected) -> String {
        let date = JoinedDate(columns: rule.joined, cells: rule.joined.map { row.text($0) })
        if date.isEmpty { return rule.otherwise ?? "" }
        let dates = row.context.dates
        do throws(JoinedDate.Fault) {
            return try date.text(isDayBeforeMonth: dates.order == .yearDayMonth) { dates.century(of: $0) }
        } catch {
            guard case .missing(let place) = error else { return "" }
            let column = place < rule.joined.count ? rule.joined[place] : rule.joined.joined(separator: ", ")
            throw row.reject(column, "", .missing)
        }
    }

    /// The column that a message about the field names.
    fileprivate func column(_ field: ClaimField) -> String {
        guard let rule = mapping.rules[field] else { return field.rawValue }
        return rule.column ?? (rule.joined.isEmpty ? field.rawValue : rule.joined.joined(separator: ", "))
    }

    private func type(_ row: RowFields) throws(Rejected) -> EventType {
        let code = text(.type, row)
        guard !code.isEmpty else { throw row.reject(column(.type), "", .missing) }
        guard let type = row.cache.code(code, EventType.self) else {
            throw row.reject(column(.type), code, CodeBook.unknown(code, EventType.self))
        }
        return type
    }

    // MARK: Days

    private func period(_ row: RowFields) throws(Rejected) -> DayInterval {
        let first = try days(.date, row)
        guard !isEmpty(.dateEnd, row) else { return first }
        guard let period = DayInterval(first: first.first, last: try days(.dateEnd, row).last) else {
            throw row.reject(column(.dateEnd), text(.dateEnd, row), .endBeforeStart)
        }
        return period
    }

    /// Whether a second date adds nothing.
    private func isEmpty(_ field: ClaimField, _ row: RowFields) -> Bool {
        guard let rule = mapping.rules[field], !rule.joined.isEmpty else { return row.isEmptyDate(text(field, row)) }
        return rule.joined.allSatisfy { row.isEmptyDate(row.text($0)) }
    }

    private func days(_ field: ClaimField, _ row: RowFields) throws(Rejected) -> DayInterval {
        let rule = mapping.rules[field]
        let text =
            try rule.flatMap { $0.joined.isEmpty ? nil : $0 }.map { rule throws(Rejected) in
                try joinedDate(rule, row)
            } ?? text(field, row)
        guard !text.isEmpty else { throw row.reject(column(field), "", .missing) }
        return try row.days(text, column(field))
    }

    /// A column named `year` may count other years than that of the day, so that it rejects nothing here.
    private func noteYear(_ row: inout RowFields, _ period: DayInterval) {
        guard let text = row.record["year"], let year = Int(text), (1900...2200).contains(year) else { return }
        if (period.first.components.year...period.last.components.year).contains(year) { return }
        row.notes.append("the column 'year' says another year than '\(column(.date))'")
    }

    // MARK: Places

    private func place(_ row: inout RowFields) throws(Rejected) -> ClaimedPlace {
        let cell = wholePosition(row)
        let shape = WrittenShape(cell)?.geometry ?? row.square(inOneCell: cell)
        let position = shape == nil ? try position(&row) : nil
        let area = position == nil ? shape ?? row.record.spread : nil
        var names = [ClaimField.place, .district, .province].map { text($0, row) }
        let isTown = row.isSilent(names[0])
        if isTown { names[0] = text(.town, row) }
        if position == nil, area == nil, row.isSilent(names[0]), row.isSilent(names[1]), row.isSilent(names[2]) {
            throw row.reject("", "", .nowhere)
        }
        return try row.place(
            name: names[0], district: names[1], province: names[2], country: text(.country, row),
            precision: try precision(row), position: position, columns: positionColumns,
            area: area, isTown: isTown)
    }

    /// The cell that holds a whole position; empty where there is none.
    private func wholePosition(_ row: RowFields) -> String {
        if mapping.rules[.position] != nil { return text(.position, row) }
        let column = mapping.rules[.longitude]?.column
        return column != nil && column == mapping.rules[.latitude]?.column ? text(.longitude, row) : ""
    }

    private var positionColumns: String {
        if mapping.rules[.position] != nil { return column(.position) }
        return mapping.rules[.longitude] == nil ? "geometry" : "\(column(.longitude)), \(column(.latitude))"
    }

    private func precision(_ row: RowFields) throws(Rejected) -> LocationPrecision {
        let code = text(.precision, row)
        if code.isEmpty { return .near }
        guard let precision = Double(code).flatMap(Int.init(exactly:)).flatMap(LocationPrecision.init(rawValue:)) else {
            throw row.reject(column(.precision), code, .unknownCode(known: "1 to 7"))
        }
        return precision
    }

    private func position(_ row: inout RowFields) throws(Rejected) -> PlanarPoint? {
        let whole = text(.position, row)
        if !WrittenText.saysNothing(whole) { return try row.position(inOneCell: whole, column(.position)) }
        if mapping.rules[.easting] != nil, let found = try gridPosition(&row) { return found }
        let x = text(.longitude, row), y = text(.latitude, row)
        // Both fields taken from one column: it holds the whole position.
        if let column = mapping.rules[.longitude]?.column, column == mapping.rules[.latitude]?.column, !x.isEmpty {
            return try row.position(inOneCell: x, column)
        }
        if WrittenText.saysNothing(x), WrittenText.saysNothing(y) { return row.record.point }
        return try row.position(x, y, column(.longitude), column(.latitude))
    }

    /// The position that easting, northing and zone make; nil where the first two say nothing.
    private func gridPosition(_ row: inout RowFields) throws(Rejected) -> PlanarPoint? {
        let texts = (east: text(.easting, row), north: text(.northing, row))
        if WrittenText.saysNothing(texts.east), WrittenText.saysNothing(texts.north) { return nil }
        let easting = try row.number(texts.east, column(.easting))
        let northing = try row.number(texts.north, column(.northing)), zone = text(.zone, row)
        let columns = "\(column(.easting)), \(column(.northing))", value = "\(texts.east), \(texts.north)"
        guard GridPosition.areMetres(easting, northing) else {
            let isExchanged = GridPosition.areExchanged(easting, northing)
            throw row.reject(columns, value, isExchanged ? .swappedGrid : .badMetres)
        }
        guard let zone = GridZone(zone) else {
            throw row.reject(column(.zone), zone, .unknownCode(known: "1 to 60, with N, S or a band behind it"))
        }
        return try row.position(zone.positions(easting, northing, isSouthern: row.isSouthern), value, columns)
    }

    // MARK: Numbers

    private func quantity(_ row: inout RowFields) -> Quantity? {
        func cell(_ field: ClaimField) -> (text: String, column: String) { (text(field, row), column(field)) }
        let cells = RowFields.CountCells(min: cell(.min), best: cell(.best), max: cell(.max))
        let bound: QuantityBound = cells.min.text.isEmpty && cells.max.text.isEmpty ? .exact : .range
        return row.quantity(cells, unit: row.intern(text(.unit, row)), bound: bound)
    }

    /// How many events the row stands for.
    private func events(_ row: inout RowFields) throws(Rejected) -> Double {
        let text = text(.weight, row)
        if text.isEmpty { return 1 }
        let grouped = try row.grouped(text, column(.weight))
        guard let number = grouped ?? WrittenNumber.count(text), number > 0, number <= 1e9 else {
            throw row.reject(column(.weight), text, .noEvents)
        }
        if number > Self.manyEvents {
            row.notes.append(
                "a row stands for more than 10,000 events ('\(column(.weight))'), which outweighs all others")
        }
        return number
    }

    /// More events than one row of a table of incidents sums up; a number of people or a key may be mapped by mistake.
    private static let manyEvents = 10_000.0

    private func attribution(_ row: inout RowFields) throws(Rejected) -> Attribution {
        let root = row.intern(text(.rootSource, row))
        let code = text(.rootKind, row)
        guard let kind = code.isEmpty ? row.roots.kind(of: root) : row.cache.code(code, RootSourceKind.self) else {
            throw row.reject(column(.rootKind), code, CodeBook.unknown(code, RootSourceKind.self))
        }
        return Attribution(
            claimant: row.intern(text(.claimant, row)),
            rootSource: root.isEmpty ? row.intern(row.context.sourceID) : root,
            rootKind: kind, sourceID: row.intern(row.context.sourceID))
    }
}

extension RowFields {
    /// Whether a second date adds nothing.
    func isEmptyDate(_ text: String) -> Bool { text.isEmpty || WrittenText.saysNothing(text) }
}

extension Record {
    /// The shape over which its geometry spreads the incident; nil for a point and for none.
    var spread: Geometry? {
        switch geometry {
        case .multiPoint(let points) where points.count > 1: geometry
        case .lines(let lines) where !lines.isEmpty: geometry
        case .area(let area) where !area.polygons.isEmpty: geometry
        default: nil
        }
    }
}
