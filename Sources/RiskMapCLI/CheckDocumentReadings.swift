// SPDX-License-Identifier: Apache-2.0

import Assessment
import Geo
import Incidents

extension CheckDocument {
    /// How an input was read.
    struct Input: Encodable {
        let name, file, format: String
        let rows, claims, rejected: Int
        let rejectedByReason: [String: Int]
        let newestReport: String?
        let columns: [Column]
        let example: Example?
        let notes: [Note]

        /// A column, what it was read as, and its cell in the first row used.
        struct Column: Encodable {
            let name, meaning, example: String
        }

        init(_ input: InputReading) {
            (name, file, format) = (input.name, input.file, input.table.vocabulary)
            (rows, claims, rejected) = (input.summary.rows, input.summary.claims, input.summary.rejected)
            rejectedByReason = input.summary.rejectedByReason
            newestReport = input.newest.map { "\($0)" }
            columns = input.table.columns.map { Column(name: $0.name, meaning: $0.meaning, example: $0.example) }
            example = input.table.example.map { Example($0) }
            notes = input.summary.notes.all.map { Note($0) }
        }

        private enum CodingKeys: String, CodingKey {
            case name, file, format, rows, claims, rejected, rejectedByReason = "rejected_by_reason"
            case newestReport = "newest_report", columns, example, notes
        }
    }

    /// What became of the first row that was used.
    struct Example: Encodable {
        let line: Int
        let type, first, last, place: String
        let longitude, latitude: Double?
        let count: String?

        init(_ claim: Claim) {
            line = claim.origin.line
            type = claim.type.rawValue
            (first, last) = ("\(claim.period.first)", "\(claim.period.last)")
            place = [claim.place.name, claim.place.district, claim.place.province, claim.place.country]
                .filter { !$0.isEmpty }.joined(separator: ", ")
            (longitude, latitude) = (claim.place.coordinate?.longitude, claim.place.coordinate?.latitude)
            count = claim.quantity?.description
        }

        /// All of it in a sentence.
        var sentence: String {
            let days = first == last ? first : "\(first) to \(last)"
            let position = latitude.flatMap { north in
                longitude.map { "latitude \(decimal(north, 4)), longitude \(decimal($0, 4))" }
            }
            let parts = [
                "line \(line): \(type.replacing("_", with: " "))", days, place, position ?? "", count ?? "no count",
            ]
            return parts.filter { !$0.isEmpty }.joined(separator: "; ")
        }
    }

    /// How a place was read.
    struct PlaceRead: Encodable {
        let written, district, province, country, readAs, provinceID, countryID: String
        let basis: PlaceReading.Basis
        let kind: String
        let precision: Int
        let note: String
        let incidents: Int

        init(_ place: PlaceReading) {
            (written, district, province, country) = (place.written, place.district, place.province, place.country)
            (readAs, provinceID, countryID) = (place.readAs, place.provinceID, place.countryID)
            (basis, kind, precision) = (place.basis, place.kind.rawValue, place.precision)
            (note, incidents) = (place.note, place.incidents)
        }

        /// What a place that is not known is derived from.
        static let nothing = "nothing"

        /// UCDP's code in words.
        var precisionWords: String {
            let words = ["exact", "near", "district", "province", "region", "country", "more than a country"]
            return words.indices.contains(precision - 1) ? words[precision - 1] : ""
        }

        /// What the rows say beside the name of the place.
        var context: String {
            // Each part in a direction of its own.
            [district, province, country].filter { !$0.isEmpty && $0 != written }.map { "\u{2068}\($0)\u{2069}" }
                .joined(separator: ", ")
        }

        /// What the location covers and how exactly it is known, in words.
        var covers: String { kind == precisionWords ? kind : "\(kind), \(precisionWords)" }

        /// What the location is derived from, in words.
        var basisWords: String {
            switch basis {
            case .position: "position of the row"
            case .shape: "shape of the row"
            case .name where note.hasPrefix("doubtful"): "name, in another spelling; doubtful"
            case .name: written == readAs ? "name" : "name, in another spelling"
            case .none: Self.nothing
            }
        }

        private enum CodingKeys: String, CodingKey {
            case written, district, province, country, readAs = "read_as", provinceID = "province_id"
            case countryID = "country_id", basis, kind, precision, note, incidents
        }
    }

    /// Two events that may be one.
    struct Duplicate: Encodable {
        let first, second: Report
        let daysApart: Int
        let kilometers: Double?

        /// One of the two.
        struct Report: Encodable {
            let id, title, days, file: String
            let line: Int

            init(_ report: LikelyDuplicate.Report) {
                let period = report.period
                (id, title, file, line) = (report.id, report.title, report.origin.file, report.origin.line)
                days = period.length == 1 ? "\(period.first)" : "\(period.first) to \(period.last)"
            }
        }

        init(_ pair: LikelyDuplicate) {
            (first, second, daysApart) = (Report(pair.first), Report(pair.second), pair.daysApart)
            kilometers = pair.distance.map { ($0.kilometers * 10).rounded() / 10 }
        }

        private enum CodingKeys: String, CodingKey {
            case first, second, daysApart = "days_apart", kilometers = "km"
        }
    }
}
