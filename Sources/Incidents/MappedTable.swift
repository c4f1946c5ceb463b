// SPDX-License-Identifier: Apache-2.0

import Geo

/// Any table or vector layer, read through a field mapping.
struct MappedTable {
    let mapping: FieldMapping

    func claim(
        _ row: RowFields, _ context: ReadingContext, _ pool: inout StringPool, _ roots: inout RootClassifier
    ) throws(Rejected) -> Claim {
        let own = text(.id, row)
        let id = context.sourceID + ":" + (own.isEmpty ? String(row.record.origin.line) : own)
        let incident = text(.incident, row)
        return Claim(
            id: id, incidentID: incident.isEmpty ? id : context.sourceID + ":" + incident,
            conflictGroup: pool.intern(text(.conflictGroup, row)), type: try type(row),
            place: try place(row, context, &pool), period: try period(row), datePrecision: .day,
            quantity: try quantity(row, &pool), actor: pool.intern(text(.actor, row)),
            attribution: try attribution(row, context, &pool, &roots), status: .reported, note: "",
            origin: row.record.origin)
    }

    /// The mapped text of a field; empty where there is no rule or no value.
    private func text(_ field: ClaimField, _ row: RowFields) -> String {
        guard let rule = mapping.rules[field] else { return "" }
        guard let column = rule.column, let raw = row.record[column] else { return rule.otherwise ?? "" }
        if rule.values.isEmpty { return raw }
        return rule.values[raw] ?? rule.otherwise ?? raw
    }

    /// The column that a message about the field names.
    private func column(_ field: ClaimField) -> String { mapping.rules[field]?.column ?? field.rawValue }

    private func type(_ row: RowFields) throws(Rejected) -> EventType {
        let code = text(.type, row)
        guard !code.isEmpty else { throw row.reject(column(.type), "", .missing) }
        guard let type = EventType(rawValue: code) else {
            throw row.reject(column(.type), code, .unknownCode(known: ""))
        }
        return type
    }

    private func period(_ row: RowFields) throws(Rejected) -> DayInterval {
        let first = try day(.date, row)
        guard !text(.dateEnd, row).isEmpty else { return DayInterval(first) }
        guard let period = DayInterval(first: first, last: try day(.dateEnd, row)) else {
            throw row.reject(column(.dateEnd), text(.dateEnd, row), .endBeforeStart)
        }
        return period
    }

    private func day(_ field: ClaimField, _ row: RowFields) throws(Rejected) -> CalendarDay {
        let text = text(field, row)
        guard !text.isEmpty else { throw row.reject(column(field), "", .missing) }
        guard let day = mapping.dateFormat.day(from: text) else {
            throw row.reject(column(field), text, .badDate)
        }
        return day
    }

    private func place(
        _ row: RowFields, _ context: ReadingContext, _ pool: inout StringPool
    ) throws(Rejected) -> ClaimedPlace {
        let coordinate = try coordinate(row, context)
        let name = text(.place, row)
        if coordinate == nil, name.isEmpty, text(.district, row).isEmpty, text(.province, row).isEmpty {
            throw row.reject(column(.place), "", .missing)
        }
        return ClaimedPlace(
            name: pool.intern(name), district: pool.intern(text(.district, row)),
            province: pool.intern(text(.province, row)), country: pool.intern(text(.country, row)),
            precision: try precision(row), coordinate: coordinate)
    }

    private func precision(_ row: RowFields) throws(Rejected) -> LocationPrecision {
        let code = text(.precision, row)
        if code.isEmpty { return .near }
        guard let precision = Double(code).flatMap(Int.init(exactly:)).flatMap(LocationPrecision.init(rawValue:)) else {
            throw row.reject(column(.precision), code, .unknownCode(known: "1 to 7"))
        }
        return precision
    }

    private func coordinate(_ row: RowFields, _ context: ReadingContext) throws(Rejected) -> Coordinate? {
        let x = try number(.longitude, row), y = try number(.latitude, row)
        if let x, let y {
            return try row.coordinate(
                x, y, columns: "\(column(.longitude)), \(column(.latitude))", context.studyArea)
        }
        guard x == nil, y == nil else {
            throw row.reject(column(x == nil ? .longitude : .latitude), "", .halfCoordinate)
        }
        guard case .point(let point) = row.record.geometry else { return nil }
        return try row.coordinate(point.x, point.y, columns: "geometry", context.studyArea)
    }

    private func number(_ field: ClaimField, _ row: RowFields) throws(Rejected) -> Double? {
        let text = text(field, row)
        return text.isEmpty ? nil : try row.number(text, column(field))
    }

    private func quantity(_ row: RowFields, _ pool: inout StringPool) throws(Rejected) -> Quantity? {
        let fields: [ClaimField] = [.min, .best, .max]
        var numbers: [Double?] = []
        for field in fields {
            let number = try number(field, row)
            if let fault = number.flatMap(Quantity.fault) { throw row.reject(column(field), text(field, row), fault) }
            numbers.append(number)
        }
        guard numbers.contains(where: { $0 != nil }) else { return nil }
        let bound: QuantityBound = numbers[0] == nil && numbers[2] == nil ? .exact : .range
        let unit = pool.intern(text(.unit, row))
        if let quantity = Quantity(min: numbers[0], best: numbers[1], max: numbers[2], unit: unit, bound: bound) {
            return quantity
        }
        throw row.reject(
            fields.map(column).joined(separator: ", "), fields.map { text($0, row) }.joined(separator: ", "),
            .minAboveMax)
    }

    private func attribution(
        _ row: RowFields, _ context: ReadingContext, _ pool: inout StringPool, _ roots: inout RootClassifier
    ) throws(Rejected) -> Attribution {
        let root = pool.intern(text(.rootSource, row))
        let code = text(.rootKind, row)
        guard let kind = code.isEmpty ? roots.kind(of: root) : RootSourceKind(rawValue: code) else {
            let known = RootSourceKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw row.reject(column(.rootKind), code, .unknownCode(known: known))
        }
        return Attribution(
            claimant: pool.intern(text(.claimant, row)),
            rootSource: root.isEmpty ? pool.intern(context.sourceID) : root,
            rootKind: kind, sourceID: pool.intern(context.sourceID))
    }
}
