// SPDX-License-Identifier: Apache-2.0

import Geo

/// Typed access to the values of one record; every fault becomes a rejection that names column and value. One value
/// serves all records of a table, one after the other: it keeps repeated texts and what is noted on the way.
struct RowFields {
    /// The row that is read.
    var record: Record
    /// What is known besides the table.
    var context: ReadingContext
    /// What was noted of the row; a rejected row leaves no note.
    var notes: [String] = []
    /// What rows carry beside their claims.
    var carried = CarriedSources()
    var roots: RootClassifier
    let cache = TextCache()
    private var pool = StringPool()
    private var judge: PositionJudge
    private var silences: [String: Bool] = [:]
    /// Asks the whole table which mark its fractions have; nil where rows come one by one.
    var marksOfTable: (() -> DecimalMark)?
    /// What it answered.
    private var mark: DecimalMark?

    private static let mostSilences = 20_000

    init(record: Record, context: ReadingContext = ReadingContext(sourceID: "")) {
        self.record = record
        self.context = context
        roots = RootClassifier(agencies: context.wireAgencies)
        judge = PositionJudge(ground: context.ground, studyArea: context.studyArea)
    }

    func reject(_ column: String, _ value: String, _ reason: RejectionReason) -> Rejected {
        Rejected(origin: record.origin, column: column, value: value, reason: reason)
    }

    func text(_ column: String) -> String { record[column] ?? "" }

    /// The text of a column, kept once for all rows.
    mutating func shared(_ column: String) -> String { pool.intern(text(column)) }

    mutating func intern(_ text: String) -> String { pool.intern(text) }

    func required(_ column: String) throws(Rejected) -> String {
        guard let text = record[column] else { throw reject(column, "", .missing) }
        return text
    }

    // MARK: Days

    /// The days that a cell states; where their year cannot be meant, a column of years says what is.
    func days(_ column: String, year: String? = nil) throws(Rejected) -> DayInterval {
        do throws(Rejected) {
            return try days(try required(column), column)
        } catch {
            guard case .implausibleYear(let found, _) = error.reason, let year, let stated = record[year] else {
                throw error
            }
            throw reject(column, text(column), .implausibleYear(found, "the column '\(year)' says \(stated)"))
        }
    }

    func days(_ text: String, _ column: String) throws(Rejected) -> DayInterval {
        switch cache.days(text, context.dates) {
        case .days(let days): return days
        case .ambiguous: throw reject(column, text, .ambiguousDate)
        case .fault(let reason): throw reject(column, text, reason)
        }
    }

    /// One day; the first where the cell states several.
    func day(_ column: String) throws(Rejected) -> CalendarDay { try days(column).first }

    /// The days from one column to another; an empty second column adds nothing.
    func period(_ first: String, _ last: String, year: String? = nil) throws(Rejected) -> DayInterval {
        let start = try days(first, year: year)
        guard record[last] != nil else { return start }
        guard let period = DayInterval(first: start.first, last: try days(last, year: year).last) else {
            throw reject(last, text(last), .endBeforeStart)
        }
        if let year { try check(year: year, period, first) }
        return period
    }

    /// Refuses days that a column of years contradicts.
    func check(year column: String, _ days: DayInterval, _ dateColumn: String) throws(Rejected) {
        guard let text = record[column], let year = Int(WrittenText.plain(text)), year > 0 else { return }
        if (days.first.components.year...days.last.components.year).contains(year) { return }
        throw reject(dateColumn, self.text(dateColumn), .yearContradicts(column: column, year: year))
    }

    // MARK: Numbers

    /// A finite number; nil when the column is empty.
    func number(_ column: String) throws(Rejected) -> Double? {
        guard let text = record[column] else { return nil }
        return try number(text, column)
    }

    func number(_ text: String, _ column: String) throws(Rejected) -> Double {
        guard let number = WrittenNumber.decimal(text) else { throw reject(column, text, .badNumber) }
        return number
    }

    /// A number of at least 0; nil when the column is empty.
    func count(_ column: String) throws(Rejected) -> Double? {
        guard let number = try number(column) else { return nil }
        if let fault = Quantity.fault(of: number) { throw reject(column, text(column), fault) }
        guard number == number.rounded() else { throw reject(column, text(column), .fractionalCount) }
        return number
    }

    /// A whole number, also when written as `5.0`; nil when the column is empty.
    func integer(_ column: String) throws(Rejected) -> Int? {
        guard let number = try number(column) else { return nil }
        guard let whole = Int(exactly: number) else { throw reject(column, text(column), .badNumber) }
        return whole
    }

    /// The decimal mark of the table, which is asked once.
    mutating func decimalMark() -> DecimalMark {
        if let mark { return mark }
        let found = marksOfTable?() ?? .untold
        mark = found
        return found
    }

    /// A number whose point stands between groups of three digits; nil for a text without such a point, and in a table
    /// whose decimal mark is the point.
    mutating func grouped(_ text: String, _ column: String) throws(Rejected) -> Double? {
        guard let number = WrittenNumber.pointGroup(text) else { return nil }
        switch decimalMark() {
        case .point: return nil
        case .untold: throw reject(column, text, .fractionalCount)
        case .comma:
            notes.append(
                "the point in numbers such as '\(text.prefix(40))' in '\(column)' was read as the mark of thousands, because "
                    + "fractions of the table have a comma")
            return number
        }
    }

    // MARK: Codes

    /// A numbered code, required.
    func code<Code: RawRepresentable<Int> & CaseIterable>(
        _ column: String, _ type: Code.Type
    ) throws(Rejected) -> Code {
        _ = try required(column)
        guard let value = try integer(column), let code = Code(rawValue: value) else {
            let known = Code.allCases.map { String($0.rawValue) }.joined(separator: ", ")
            throw reject(column, text(column), .unknownCode(known: known))
        }
        return code
    }

    /// A named code; the fallback where the column is empty, or a rejection without one.
    func code<Code: RawRepresentable<String> & CaseIterable>(
        _ column: String, or fallback: Code? = nil
    ) throws(Rejected) -> Code {
        guard let text = record[column] else {
            if let fallback { return fallback }
            throw reject(column, "", .missing)
        }
        guard let code = cache.code(text, Code.self) else {
            throw reject(column, text, CodeBook.unknown(text, Code.self))
        }
        return code
    }

    // MARK: Places

    /// Whether the text says that nothing is known (`-`, `unknown`, `N/A`).
    mutating func isSilent(_ text: String) -> Bool {
        if text.isEmpty { return true }
        if let known = silences[text] { return known }
        let isSilent = WrittenText.saysNothing(text)
        if silences.count < Self.mostSilences { silences[text] = isSilent }
        return isSilent
    }

    /// A place of which a part may not be known: the smallest area that is stated stands for it, whatever precision the
    /// row states.
    mutating func place(
        name: String, district: String, province: String, country: String, precision: LocationPrecision,
        position: PlanarPoint?, columns: @autoclosure () -> String, area: Geometry? = nil, isTown: Bool = false
    ) throws(Rejected) -> ClaimedPlace {
        let name = isSilent(name) ? "" : name, district = isSilent(district) ? "" : district
        let stated = isSilent(province) ? "" : province
        var (coordinate, province, country): (Coordinate?, String, String) = (nil, stated, country)
        if let position {
            (coordinate, province) = try judged(
                position, country: country, province: stated, precision: precision, columns())
        } else if let area {
            (province, country) = try judged(area, country: country, province: stated, columns())
        }
        let isNamed = !name.isEmpty || coordinate != nil || area != nil
        let levels: [(String, LocationPrecision)] = [
            (district, .district), (province, .province), (country, .country),
        ]
        let known = isNamed ? nil : levels.first { !$0.0.isEmpty }
        return ClaimedPlace(
            name: pool.intern(known?.0 ?? name), district: pool.intern(district), province: pool.intern(province),
            country: pool.intern(country), precision: known.map { max($0.1, precision) } ?? precision,
            coordinate: coordinate, area: area, isTown: isTown && known == nil)
    }

    /// A position from two columns; nil when both are empty. x is the longitude.
    func position(longitude: String, latitude: String) throws(Rejected) -> PlanarPoint? {
        try position(text(longitude), text(latitude), longitude, latitude)
    }

    func position(
        _ x: String, _ y: String, _ longitude: String, _ latitude: String
    ) throws(Rejected) -> PlanarPoint? {
        if x.isEmpty, y.isEmpty { return nil }
        if x.isEmpty { throw reject(longitude, "", .halfCoordinate) }
        if y.isEmpty { throw reject(latitude, "", .halfCoordinate) }
        let east = try degrees(x, longitude), north = try degrees(y, latitude)
        if east.isLatitude == true || north.isLatitude == false {
            throw reject("\(longitude), \(latitude)", "\(x), \(y)", .swappedCoordinates)
        }
        return PlanarPoint(x: east.value, y: north.value)
    }

    /// What the columns of a position hold, as it is written; nil where its geometry gives it.
    private func written(_ columns: String) -> String? {
        let texts = columns.split(separator: ", ").map { text(String($0)) }
        return texts.contains("") ? nil : texts.joined(separator: ", ")
    }

    private func degrees(_ text: String, _ column: String) throws(Rejected) -> WrittenDegrees {
        guard let degrees = WrittenDegrees(text) else { throw reject(column, text, .badDegrees) }
        return degrees
    }

    /// A position that one cell states.
    mutating func position(inOneCell text: String, _ column: String) throws(Rejected) -> PlanarPoint {
        switch WrittenPosition(text) {
        case .degrees(let point): return point
        case .link(let point):
            notes.append("positions were taken from links to maps ('\(column)')")
            return point
        case .grid(let grid): return try position([grid], text, column)
        case .grids(let grids): return try position(grids, text, column)
        case nil: throw reject(column, text, WrittenPosition.fault(of: text))
        }
    }

    /// A square of a grid that is too large for a point: its area. A smaller one counts as its middle.
    mutating func square(inOneCell text: String) -> Geometry? {
        guard (4...40).contains(text.utf8.count), let square = MilitaryGrid.square(WrittenText.plain(text)),
            square.side >= Self.smallestSquare
        else { return nil }
        let ring = square.edge.compactMap { context.ground?.degrees($0)?.point }
        guard ring.count == square.edge.count else { return nil }
        let kilometers = Int(square.side / 1000)
        notes.append("a reference to a square of \(kilometers) km was read as its whole area")
        return .area(MultiPolygon([Polygon(shell: ring)]))
    }

    /// Metres: a square of 1 km is no larger than what is not known of a point.
    private static let smallestSquare = 10_000.0

    /// The position of a grid; of several readings the one that lies in the study's area.
    mutating func position(
        _ grids: [GridPosition], _ text: String, _ columns: String
    ) throws(Rejected) -> PlanarPoint {
        let found = grids.compactMap { grid in context.ground?.degrees(grid).map { (grid, $0.point) } }
        if grids.count == 1, let (_, point) = found.first { return point }
        guard grids.count > 1 else { throw reject(columns, text, .badDegrees) }
        let inside = found.filter { context.studyArea?.contains($0.1) == true }
        guard inside.count == 1 else { throw reject(columns, text, .ambiguousZone) }
        let meaning = inside[0].0.isNorth ? "the band from 32 to 40 degrees north" : "the southern hemisphere"
        notes.append("the S of a grid's zone was read as \(meaning), which alone lies in the study's area")
        return inside[0].1
    }

    /// Whether the study lies south of the equator.
    var isSouthern: Bool { context.studyArea.map { $0.minY + $0.maxY < 0 } ?? false }

    /// A checked position with the province that goes with it: in range, not (0, 0), not the wrong way round.
    private mutating func judged(
        _ point: PlanarPoint, country: String, province: String, precision: LocationPrecision, _ columns: String
    ) throws(Rejected) -> (Coordinate?, String) {
        func value() -> String { written(columns) ?? "\(point.x), \(point.y)" }
        guard point.x.isFinite, point.y.isFinite else { throw reject(columns, value(), .badNumber) }
        if point.x == 0, point.y == 0 { throw reject(columns, value(), .nullIsland) }
        guard let coordinate = Coordinate(longitude: point.x, latitude: point.y) else {
            let isSwapped = judge.byExtent(point)
            throw reject(columns, value(), isSwapped ? .swappedCoordinates : .coordinateOutOfRange)
        }
        let isPrecise = precision <= .district
        switch judge.verdict(point, country: country, province: isPrecise ? province : "") {
        case .agrees: return (coordinate, province)
        case .swapped: throw reject(columns, value(), .swappedCoordinates)
        case .undecided: return try decided(coordinate, province, columns, value())
        case .otherCountry:
            notes.append("the position lies outside of the stated country '\(country)'; the position counts")
            return (coordinate, "")
        case .otherProvince:
            notes.append("the position lies far from the stated province '\(province)'; the position counts")
            return (coordinate, "")
        }
    }

    /// The province and country that go with a shape; where it contradicts them, it counts and they do not.
    private mutating func judged(
        _ shape: Geometry, country: String, province: String, _ columns: String
    ) throws(Rejected) -> (province: String, country: String) {
        switch judge.verdict(shape, country: country, province: province) {
        case .agrees: return (province, country)
        case .swapped, .undecided: throw reject(columns, "", .swappedShape)
        case .otherCountry:
            notes.append("the shape lies outside of the stated country '\(country)'; the shape counts")
            return ("", "")
        case .otherProvince:
            notes.append("the shape lies far from the stated province '\(province)'; the shape counts")
            return ("", country)
        }
    }

    /// What the whole column says of a position that would lie in the study's area the other way round.
    private mutating func decided(
        _ coordinate: Coordinate, _ province: String, _ columns: String, _ value: String
    ) throws(Rejected) -> (Coordinate?, String) {
        guard let isSwapped = context.isSwapped else { throw reject(columns, value, .undecidedSwap) }
        if isSwapped { throw reject(columns, value, .swappedCoordinates) }
        notes.append(
            "the position lies outside of the study's area, and would lie in it with longitude and latitude exchanged; "
                + "others of the table lie in it as they are, so it counts as written")
        return (coordinate, province)
    }
}
