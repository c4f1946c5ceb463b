// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
public import Incidents

/// Everything that decides a build: what area, what evidence, which method parameters, which release tier.
///
/// Read from `study.yaml`; every default of the method is a named value there, none is hidden in
/// code. Paths are relative to the folder of the study file.
public struct Study: Sendable, Codable, Equatable {
    /// Folder inside a build that holds the copy of its study.
    package static let folderInBuild = "study"

    /// Version of this file format; 1.
    public var riskmap: Int
    /// Title of the maps.
    public var title: String
    /// Arabic title; may be empty.
    public var titleArabic: String
    /// Titles by the code of their language; nil for none beside the two above.
    public var titles: [String: String]?
    /// Codes of the one or two languages of sheets, legends and catalog, the first first; nil for English, and Arabic where
    /// there is an Arabic title.
    public var languages: [String]?
    /// Rectangle of the map in degrees, margin included.
    public var extent: Bounds
    /// Plane of the computing grid.
    public var crs: Projection
    /// Side of a cell, such as `5km`.
    public var cell: String
    /// Day for which the surface holds, `YYYY-MM-DD`.
    public var asOf: String
    /// Earliest day of evidence; nil for no limit.
    public var since: String?
    /// Day whose knowledge is asked for: rows that became known later are left out; nil for all.
    public var knownOn: String?
    /// Release tier: `public`, `partner` or `internal`.
    public var release: String
    /// Country codes (ISO 3166-1 alpha-2) that the evidence covers; all other cells are "not assessed".
    public var assessed: [String]
    /// Path of a calibration file of earlier versions; nil where the study states the surfaces itself.
    public var calibration: String?
    /// Folder of the palettes.
    public var styles: String
    /// Boundaries, names and lines.
    public var geodata: GeodataSection
    /// Table of the sources that claims refer to; nil when no input needs one.
    public var sources: String?
    /// Tables and layers of incident reports.
    public var inputs: [InputSection]
    /// Transfer corridors; nil for none.
    public var routes: RoutesSection?
    /// Parameters of the method, with units in their names.
    public var model: ModelSection
    /// Whether a map of no incidents at all is wanted; nil for no.
    public var allowEmpty: Bool?
    /// Whether events that two data sets report are counted once; nil for no.
    public var mergeDuplicates: Bool?
    /// Least share of the rows that must be usable, 0 to 1; nil for half of them.
    public var leastUsedShare: Double?

    package enum CodingKeys: String, CodingKey {
        case riskmap, title, titles, languages, extent, crs, cell, since, release, assessed, calibration, styles,
            geodata, sources, inputs
        case routes, model
        case titleArabic = "title_ar"
        case asOf = "as_of"
        case knownOn = "known_on"
        case allowEmpty = "allow_empty"
        case leastUsedShare = "least_used_share"
        case mergeDuplicates = "merge_duplicates"
    }

    /// A rectangle in degrees.
    public struct Bounds: Sendable, Codable, Equatable {
        /// Western, southern, eastern and northern edge, degrees.
        public var west, south, east, north: Double
    }

    /// The computing plane: Lambert azimuthal equal-area around a centre, or any equal-area definition of PROJ.
    public struct Projection: Sendable, Codable, Equatable {
        /// Centre of the projection, degrees; used when `definition` is absent.
        public var latitude, longitude: Double?
        /// Any PROJ definition of an equal-area plane in metres.
        public var definition: String?
    }
}

/// Where boundaries, names and lines come from.
public struct GeodataSection: Sendable, Codable, Equatable {
    /// First-level units: the provinces that results are given for.
    public var provinces: RegionFile
    /// Countries.
    public var countries: RegionFile
    /// Second-level units from the user (OCHA COD-AB, for instance); nil when there are none.
    public var districts: RegionFile?
    /// Seats and radii that stand for districts where there are no polygons.
    public var districtSeats: String?
    /// Vernacular regions drawn by hand.
    public var regions: String?
    /// Tables and layers of populated places, the one that knows most first; nil for none.
    public var places: PathList?
    /// Our own variants and missing places.
    public var aliases: String?
    /// Airfields.
    public var airports: String?
    /// Border crossings.
    public var crossings: String?
    /// Border lines for the map picture.
    public var borders: String?
    /// Rivers for the map picture and for river names.
    public var rivers: String?
    /// Roads for the map picture.
    public var roads: String?
    /// Attribution lines that every output carries.
    public var attributions: [String]

    enum CodingKeys: String, CodingKey {
        case provinces, countries, districts, regions, places, aliases, airports, crossings, borders, rivers, roads
        case attributions
        case districtSeats = "district_seats"
    }
}

/// A polygon layer and the names of its columns.
public struct RegionFile: Sendable, Codable, Equatable {
    /// Path of any format that GDAL reads.
    public var file: String
    /// Layer name; nil for the first.
    public var layer: String?
    /// Column of the stable key (ISO 3166-2 for provinces).
    public var id: String
    /// Column of the English name.
    public var nameEnglish: String
    /// Column of the Arabic name; nil for none.
    public var nameArabic: String?
    /// Columns of names by the code of their language; nil for none beside the two above.
    public var names: [String: String]?
    /// Column of other names, joined by `|`; nil for none.
    public var aliases: String?
    /// Column of the country code (alpha-2, alpha-3, or the prefix of an ISO 3166-2 code); nil to take the id.
    public var country: String?
    /// Columns of other codes of the same unit (ISO 3166-2 beside a p-code), by which it is found too; nil for none.
    public var codes: [String]?

    enum CodingKeys: String, CodingKey {
        case file, layer, id, names, aliases, country, codes
        case nameEnglish = "name_en"
        case nameArabic = "name_ar"
    }
}

/// One table or layer of incident reports.
public struct InputSection: Sendable, Codable, Equatable {
    /// Name for messages and the catalog.
    public var name: String
    /// `claims`, `ucdp`, `acled` or `table`; `auto` to be told from the columns.
    public var format: String
    /// Path, or any OGR data source name (`PG:...`).
    public var file: String
    /// Whether it was named on the command line rather than by the study; no member of the file.
    var isOnCommandLine = false
    /// For `claims`: table of the incidents that the claims belong to.
    public var incidents: String?
    /// Layer of the data source; nil for the first.
    public var layer: String?
    /// `open` or `restricted`; nil for the format's own default (ACLED is restricted).
    public var access: String?
    /// Terms of use as one sentence for the catalog.
    public var terms: String?
    /// Attribution line for the outputs.
    public var attribution: String?
    /// Whether rows may be passed on; nil for the format's own default.
    public var redistribution: Bool?
    /// For `table`: which column, or which constant, fills each field of a claim.
    public var mapping: MappingSection?
    /// Names of the columns of a table that has no header; nil where it has one.
    public var columns: [String]?
    /// Encoding of delimited text; nil to be told from its bytes.
    public var encoding: String?
    /// Order of day and month, one of `DateFormat`'s; nil to be told from the column.
    public var dateFormat: String?
    /// Calendar of the years, one of `DateCalendar`'s; nil for the common one.
    public var calendar: String?
    /// Zone in which days begin, such as `Asia/Baghdad` or `+03:00`; nil to take days as they are written.
    public var timeZone: String?
    /// Column that names who reported, so that no traveller is seen in it; nil for none.
    public var reporters: String?
    /// Whether its rows are a record that is kept without a gap, so that their number says something of what comes; nil for
    /// the format's own default (UCDP and ACLED are).
    public var systematic: Bool?
    /// What a row of the record counts, such as `an event with at least one death`; nil for the format's own words.
    public var counts: String?
    /// First and last day of the record, `YYYY-MM-DD`; nil for that of its first event, and for the as-of day.
    public var recordFirst, recordLast: String?
    /// Days after which an event is published at the latest; nil for 0.
    public var publicationDelayDays: Int?

    enum CodingKeys: String, CodingKey {
        case name, format, file, incidents, layer, access, terms, attribution, redistribution, mapping, encoding,
            calendar, reporters, systematic, counts, columns
        case recordFirst = "record_first"
        case recordLast = "record_last"
        case publicationDelayDays = "publication_delay_days"
        case dateFormat = "date_format"
        case timeZone = "time_zone"
    }

    /// A table named on the command line, with the terms that its format implies; without one the columns tell it.
    public static func file(_ path: String, format: String?) -> InputSection {
        var input = InputSection(name: path.lastPathName, format: format ?? "auto", file: Self.absolute(path))
        input.isOnCommandLine = true
        return input
    }

    /// A path of the command line is relative to the working folder, not to the study.
    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") || path.hasPrefix("PG:") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }
}

/// A field mapping as a study writes it.
public struct MappingSection: Sendable, Codable, Equatable {
    /// The checked rules.
    public let rules: FieldMapping

    /// Reads `field: column` or `field: {column, values, otherwise}` or `field: {constant}`, and `date_format`.
    public init(from decoder: any Decoder) throws { rules = try FieldMapping(from: decoder) }

    /// Writes the long form of each rule.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        for (field, rule) in rules.rules.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try container.encode(Rule(rule), forKey: Key(stringValue: field.rawValue))
            // The other name of the key is known too.
            if field == .weight { try container.encode(Rule(rule), forKey: Key(stringValue: "count")) }
        }
        try container.encodeIfPresent(rules.dateFormat?.rawValue, forKey: Key(stringValue: "date_format"))
        try container.encodeIfPresent(rules.calendar?.rawValue, forKey: Key(stringValue: "calendar"))
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private struct Rule: Encodable {
        let column, constant, otherwise: String?
        let columns: [String]?
        let values: [String: String]?

        init(_ rule: FieldRule) {
            column = rule.column
            columns = rule.joined.isEmpty ? nil : rule.joined
            let isConstant = rule.column == nil && rule.joined.isEmpty
            constant = isConstant ? rule.otherwise : nil
            otherwise = isConstant ? nil : rule.otherwise
            values = rule.values.isEmpty ? nil : rule.values
        }
    }
}

/// The corridors' table and geometry.
public struct RoutesSection: Sendable, Codable, Equatable {
    /// Table of the corridors.
    public var table: String
    /// Lines, one feature per part, with the corridor's id.
    public var geometry: String
    /// Attribution that the geometry's licence asks for.
    public var attribution: String
}
