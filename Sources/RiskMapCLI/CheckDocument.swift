// SPDX-License-Identifier: Apache-2.0

import Assessment
import Geo
import Incidents
import Layers
import Places

/// `riskmap check --format json`: what was understood, what was doubtful and what is lost (docs/study.md). The page of
/// `--format html` is made of the same members.
struct CheckDocument: Encodable {
    /// Grows when a member changes its meaning.
    let formatVersion = 1
    let study, title, asOf, tier: String
    let verdict: CheckVerdict
    /// Whether a build can be made, and why none can.
    let isBuildable: Bool
    let refusal: String?
    let rows, claims, rejected: Int
    let rejectedByReason, skipped: [String: Int]
    let incidents: Int
    let places: Places
    let later, earlier, withheld, restricted: Int
    let newestReport: String?
    /// The day of `known_on`, and the rows that became known later.
    let knownOn: String?
    let notKnownYet: Int
    let hindsight: Hindsight
    let inputs: [Input]
    let placesRead: [PlaceRead]
    /// Places beyond the first that `placesRead` holds.
    let otherPlaces: Int
    let duplicates: [Duplicate]
    let duplicateCount: Int
    let areDuplicatesMerged: Bool
    let notes: [Note]
    let rejectedRows: [Row]
    let unsettledPlaces: [Place]
    let boundaries: [String]
    /// Where places and boundaries of the study's countries can be had.
    let publishers: [Publishers]

    /// The publishers of one country.
    struct Publishers: Encodable {
        let country: String
        let sources: [NamePublisher]
    }

    /// Pairs of likely duplicates that are listed; all are counted.
    private static let mostDuplicates = 1_000

    init(_ report: BuildReport, file: String, countries: [String]) {
        publishers = countries.map { Publishers(country: $0, sources: NamePublisher.all(of: $0)) }
        study = file
        title = report.title
        verdict = CheckVerdict(report, file: file)
        (isBuildable, refusal) = (report.refusal == nil, report.refusal.map { "\($0)" })
        (asOf, tier) = ("\(report.asOf)", report.tier.rawValue)
        let reading = report.reading
        (rows, claims, rejected) = (reading.rows, reading.claims, reading.rejected)
        (rejectedByReason, skipped) = (reading.rejectedByReason, reading.skipped)
        incidents = report.incidents
        places = Places(report.placed)
        (later, earlier, withheld, restricted) = (report.later, report.earlier, report.withheld, report.restricted)
        newestReport = report.newest.map { "\($0)" }
        knownOn = report.knownOn.map { "\($0)" }
        notKnownYet = reading.notKnownYet
        hindsight = Hindsight(report.hindsight)
        inputs = report.details?.inputs.map { Input($0) } ?? []
        placesRead = report.details?.places.map { PlaceRead($0) } ?? []
        otherPlaces = report.details?.otherPlaces ?? 0
        duplicates = report.duplicates.prefix(Self.mostDuplicates).map { Duplicate($0) }
        duplicateCount = report.duplicates.count
        areDuplicatesMerged = report.areDuplicatesMerged
        notes = reading.notes.all.map { Note($0) }
        rejectedRows = report.rejected.map { Row($0) }
        unsettledPlaces = report.placeProblems.map { Place(name: $0.place, reason: $0.reason, incidents: $0.count) }
        boundaries = report.notes
    }

    private enum CodingKeys: String, CodingKey {
        case formatVersion = "format_version", study, title, asOf = "as_of", tier, verdict, isBuildable = "buildable",
            refusal
        case rows, claims, rejected
        case rejectedByReason = "rejected_by_reason", skipped, incidents, places, later, earlier, withheld, restricted
        case newestReport = "newest_report", knownOn = "known_on", notKnownYet = "not_known_yet", hindsight, inputs
        case placesRead = "places_read", otherPlaces = "other_places", duplicates, duplicateCount = "duplicate_count"
        case areDuplicatesMerged = "duplicates_merged", notes, rejectedRows = "rejected_rows"
        case unsettledPlaces = "unsettled_places", boundaries, publishers
    }
}

/// Whether a build can be made of what was read, in a sentence.
struct CheckVerdict: Encodable {
    /// Whether nothing was lost, something was, or no build can be made.
    enum Kind { case clean, lossy, refused }

    let kind: Kind
    let sentence: String

    init(_ report: BuildReport, file: String) {
        let reading = report.reading, lost = report.placed.unlocated
        if let refusal = report.refusal {
            kind = .refused
            sentence = "\(file) cannot be built: riskmap build would end with status 1. \(refusal)"
        } else if reading.rows == 0 {
            kind = .lossy
            sentence = "\(file) is readable, but holds no incident reports yet."
        } else if reading.rejected > 0 {
            kind = .lossy
            sentence = "\(file) can be built; see above." + (lost > 0 ? " \(Self.loss(lost, of: report))" : "")
        } else {
            kind = lost > 0 ? .lossy : .clean
            sentence =
                lost > 0 ? "\(file) is ready to build. \(Self.loss(lost, of: report))" : "\(file) is ready to build."
        }
    }

    private static func loss(_ lost: Int, of report: BuildReport) -> String {
        "But \(lost) of \(report.incidents) incidents \(lost == 1 ? "is lost: its place is" : "are lost: their places are") "
            + "not known."
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(sentence)
    }
}

extension CheckDocument {
    /// Where the incidents are.
    struct Places: Encodable {
        let onMap, outsideExtent, outsideAssessed, countryOnly, unknown, weightless: Int

        init(_ placed: MapCounts) {
            (onMap, outsideExtent, outsideAssessed) = (placed.onMap, placed.outsideExtent, placed.outsideAssessed)
            (countryOnly, unknown, weightless) = (placed.countryOnly, placed.unlocated, placed.weightless)
        }

        private enum CodingKeys: String, CodingKey {
            case onMap = "on_map", outsideExtent = "outside_extent", outsideAssessed = "outside_assessed"
            case countryOnly = "country_only", unknown, weightless
        }
    }

    /// What was published after the day of the map.
    struct Hindsight: Encodable {
        let rows, publishedLater, publicationUnknown: Int
        /// Whether the inputs hold reports of days after `as_of`.
        let isPast: Bool

        init(_ found: Incidents.Hindsight) {
            (rows, publishedLater, publicationUnknown) = (found.rows, found.publishedLater, found.unknown)
            isPast = found.isPast
        }

        private enum CodingKeys: String, CodingKey {
            case rows, publishedLater = "published_later", publicationUnknown = "publication_unknown"
            case isPast = "as_of_is_past"
        }
    }

    /// What was read and should be known.
    struct Note: Encodable {
        let file: String
        let line, rows: Int
        let sentence: String

        init(_ note: ReadingNote) {
            (file, line, rows, sentence) = (note.first.file, note.first.line, note.count, note.sentence)
        }

        /// The sentence with the number of rows that it holds for.
        var withRows: String {
            line == 0 ? sentence : "\(sentence) (\(rows) row\(rows == 1 ? "" : "s"), first in line \(line))"
        }
    }

    /// A row that became no claim.
    struct Row: Encodable {
        let file: String
        let line: Int
        let column, value, code, sentence: String
        /// What is wrong and what to do, without the place; for the page alone.
        let explanation: String

        init(_ row: Rejected) {
            (file, line, column, value) = (row.origin.file, row.origin.line, row.column, row.value)
            (code, sentence) = (row.reason.code, "\(row)")
            explanation = [row.reason.sentence + ".", row.reason.remedy].filter { !$0.isEmpty }.joined(separator: " ")
        }

        private enum CodingKeys: String, CodingKey {
            case file, line, column, value, code, sentence
        }
    }

    /// A place text that the gazetteer could not settle.
    struct Place: Encodable {
        let name, reason: String
        let incidents: Int
    }
}
