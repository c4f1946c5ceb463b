// SPDX-License-Identifier: Apache-2.0

/// A field of a claim that a mapping can fill.
public enum ClaimField: String, Sendable, Hashable, CaseIterable, Codable {
    /// Row id; without a rule the line number serves.
    case id
    /// Incident that the row belongs to; without a rule each row is its own.
    case incident
    /// Group of claims about the same number.
    case conflictGroup = "conflict_group"
    /// Event type, after the value map one of `EventType`'s codes. Required.
    case type
    /// Place name.
    case place
    /// Name of a town: of a town and a province of one name, the town. It stands where `place` has nothing.
    case town
    /// District name.
    case district
    /// Province name or code.
    case province
    /// Country name or code.
    case country
    /// Location precision 1 to 7; without a rule 2 (near).
    case precision = "where_prec"
    /// A position in one cell: `lat lon`, degrees with letters, well-known text, GeoJSON, a grid reference.
    case position
    /// Degrees east; the geometry serves where there is no rule.
    case longitude
    /// Degrees north.
    case latitude
    /// Metres east and north in a zone of the Universal Transverse Mercator grid.
    case easting, northing
    /// Zone of the grid, `38` or `38N`; without a letter it lies on the side of the equator where the study does.
    case zone
    /// First day. Required.
    case date
    /// Last day; without a rule the first.
    case dateEnd = "date_end"
    /// Day on which the row was published or recorded.
    case published
    /// Least count.
    case min
    /// Best count.
    case best
    /// Greatest count.
    case max
    /// Unit of the count.
    case unit
    /// How many events the row stands for; without a rule one. `count` is another name for it.
    case weight
    /// Who acted.
    case actor
    /// Role of the claimant.
    case claimant
    /// Root source.
    case rootSource = "root_source"
    /// Kind of the root source; without a rule told from the root source's name.
    case rootKind = "root_kind"
}

/// Where the value of one field comes from: a column, whose values may be translated, or a constant.
public struct FieldRule: Sendable, Hashable {
    /// Column to read; nil for a constant.
    public var column: String?
    /// Columns that make the value together: year, month and day, for instance.
    public var joined: [String]
    /// Translation of the column's values; values that are not listed stay as they are.
    public let values: [String: String]
    private let smallValues: [String: String]
    /// The constant, or what stands in for an empty or untranslated value of the column.
    public var otherwise: String?

    /// Takes the parts as they are.
    public init(
        column: String? = nil, joined: [String] = [], values: [String: String] = [:], otherwise: String? = nil
    ) {
        self.column = column
        self.joined = joined
        self.values = values
        let small = values.sorted { $0.key < $1.key }.map { ($0.key.lowercased(), $0.value) }
        smallValues = Dictionary(small, uniquingKeysWith: { first, _ in first })
        self.otherwise = otherwise
    }

    /// The translation of a value, by its letters where it is not listed as it is written.
    func value(of text: String) -> String? {
        if let value = values[text] { return value }
        return smallValues[text.lowercased()]
    }

    /// The text of a column.
    public static func column(_ name: String) -> FieldRule { FieldRule(column: name) }
    /// The same text for all rows.
    public static func constant(_ text: String) -> FieldRule { FieldRule(otherwise: text) }
}

/// How the columns of any table or vector layer become the fields of claims.
///
/// In a study each field is a column name, or `{column: C, values: {a: b}, otherwise: x}`, or `{columns: [Y, M, D]}`, or
/// `{constant: x}`; `date_format` is one of `DateFormat`'s, `calendar` one of `DateCalendar`'s.
public struct FieldMapping: Sendable, Hashable {
    /// A rule for each field that the table has.
    public let rules: [ClaimField: FieldRule]
    /// How the table writes days; nil to be told from the whole column.
    public let dateFormat: DateFormat?
    /// The calendar of its years; nil for the common one.
    public let calendar: DateCalendar?

    /// Throws when a required field has no rule, or a rule has neither column nor constant.
    public init(
        rules: [ClaimField: FieldRule], dateFormat: DateFormat? = nil, calendar: DateCalendar? = nil
    ) throws(IncidentInputError) {
        for field in [ClaimField.type, .date] where rules[field] == nil {
            throw .badMapping(field: field.rawValue, problem: "a rule is required")
        }
        for field in ClaimField.allCases {
            guard let rule = rules[field], rule.column == nil, rule.joined.isEmpty, rule.otherwise == nil else {
                continue
            }
            throw .badMapping(field: field.rawValue, problem: "name a column or a constant")
        }
        let grid = [ClaimField.easting, .northing, .zone].filter { rules[$0] != nil }
        guard grid.isEmpty || grid.count == 3 else {
            throw .badMapping(field: "easting, northing, zone", problem: "map all three or none")
        }
        guard (rules[.longitude] == nil) == (rules[.latitude] == nil) else {
            throw .badMapping(field: "longitude, latitude", problem: "map both or neither")
        }
        self.rules = rules
        self.dateFormat = dateFormat
        self.calendar = calendar
    }

    /// Columns that the table must have.
    var requiredColumns: [String] {
        ClaimField.allCases.flatMap { field in
            rules[field].map { ($0.column.map { [$0] } ?? []) + $0.joined } ?? []
        }
    }
}

extension FieldMapping: Decodable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Reads the mapping of a study; an unknown field name is an error that lists the known ones.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        var rules: [ClaimField: FieldRule] = [:]
        var format: DateFormat?, calendar: DateCalendar?
        for key in container.allKeys {
            if key.stringValue == "date_format" {
                format = try Self.dateFormat(container.decode(String.self, forKey: key))
            } else if key.stringValue == "calendar" {
                calendar = try DateCalendar(stated: container.decode(String.self, forKey: key))
            } else if let field = ClaimField(rawValue: key.stringValue == "count" ? "weight" : key.stringValue) {
                rules[field] = try container.decode(FieldRule.self, forKey: key)
            } else {
                let known = ClaimField.allCases.map(\.rawValue).joined(separator: ", ")
                throw IncidentInputError.badMapping(
                    field: key.stringValue, problem: "there is no such field; known: \(known), date_format, calendar")
            }
        }
        try self.init(rules: rules, dateFormat: format, calendar: calendar)
    }

    private static func dateFormat(_ text: String) throws(IncidentInputError) -> DateFormat {
        try DateFormat(stated: text)
    }
}

extension FieldRule: Decodable {
    private enum Key: String, CodingKey { case column, columns, constant, values, otherwise }

    /// Reads a column name alone, or the longer form.
    public init(from decoder: any Decoder) throws {
        if let name = try? decoder.singleValueContainer().decode(String.self) {
            self.init(column: name)
            return
        }
        let container = try decoder.container(keyedBy: Key.self)
        let constant = try container.decodeIfPresent(String.self, forKey: .constant)
        self.init(
            column: try container.decodeIfPresent(String.self, forKey: .column),
            joined: try container.decodeIfPresent([String].self, forKey: .columns) ?? [],
            values: try container.decodeIfPresent([String: String].self, forKey: .values) ?? [:],
            otherwise: try constant ?? container.decodeIfPresent(String.self, forKey: .otherwise))
    }
}
