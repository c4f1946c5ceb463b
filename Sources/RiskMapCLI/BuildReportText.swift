// SPDX-License-Identifier: Apache-2.0

import Assessment
import Geo
import Incidents
import Layers
import Places

/// The closing table of a build.
struct BuildReportText {
    let report: BuildReport

    var text: String {
        var lines = [EvidenceReportText(report: report).text, "", layers]
        if report.isThin {
            lines += [
                "",
                "Insufficient for a forecast: \(report.drawn) located incidents. The map shows what was reported, "
                    + "and absence of reports is not safety.",
            ]
        }
        lines += ["", timing, "Results: \(report.folder ?? "")"]
        return lines.joined(separator: "\n")
    }

    private var layers: String {
        var table = TextTable([("Layer", .leading), ("Kind", .leading), ("Features", .trailing), ("Files", .leading)])
        for layer in report.layers {
            let files = layer.files.map(\.path).filter { !$0.contains("/") && !$0.hasSuffix(".xml") }
            table.add([
                layer.name, layer.kind.rawValue, layer.featureCount.map { "\($0)" } ?? "",
                files.joined(separator: " "),
            ])
        }
        return table.text
    }

    private var timing: String {
        let parts = report.seconds.map { "\($0.stage) \(decimal($0.seconds, 2))" }
        // Writing stages run side by side: their seconds may add up to more than the whole.
        return "\(decimal(report.totalSeconds, 2)) s (side by side: \(parts.joined(separator: ", "))), peak memory "
            + "\(report.peakMemory / 1_048_576) MiB"
    }
}

/// Rows, claims, incidents and what was left out, for a build or a check.
struct EvidenceReportText {
    let report: BuildReport

    var text: String {
        var lines = ["\(report.title)", "As of \(report.asOf), release tier \(report.tier.rawValue)", ""]
        lines.append(counts.text)
        lines += rejections + retractions + readingNotes + duplicates + places + notes
        return lines.joined(separator: "\n")
    }

    private var counts: TextTable {
        var table = TextTable([("Evidence", .leading), ("", .trailing), ("", .leading)])
        let reading = report.reading
        table.add(["rows read", "\(reading.rows)"])
        table.add(["claims", "\(reading.claims)"])
        table.add(["rejected", "\(reading.rejected)", reasons])
        if let day = report.knownOn {
            table.add(["not known yet", "\(reading.notKnownYet)", "published, or of events that ended, after \(day)"])
        }
        for (why, count) in reading.skipped.sorted(by: { $0.key < $1.key }) {
            table.add(["not counted", "\(count)", why == "blank" ? "rows of delimiters alone" : "the header again"])
        }
        table.add(["newest report", report.newest.map { "\($0)" } ?? "none"])
        if !hindsight.isEmpty { table.add(["hindsight", "\(report.hindsight.publishedLater)", hindsight]) }
        table.add(["incidents", "\(report.incidents)", leftOut])
        addPlaces(to: &table)
        table.add([
            "provinces", "\(report.provinces)",
            report.withheldProvinces.isEmpty ? "" : "\(report.withheldProvinces.count) withheld by the release tier",
        ])
        table.add(["corridors", "\(report.routes)"])
        if let grid = report.grid {
            table.add(["cells", "\(grid.count)", "\(grid.columns) x \(grid.rows) of \(decimal(grid.cellSize, 0)) m"])
        }
        return table
    }

    /// Every incident stands in one of these lines.
    private func addPlaces(to table: inout TextTable) {
        let placed = report.placed
        table.add(["  on the map", "\(placed.onMap + report.restricted)"])
        let others = [
            ("outside the extent", placed.outsideExtent), ("outside the assessed countries", placed.outsideAssessed),
            ("of types without weight", placed.weightless),
        ]
        for (name, count) in others where count > 0 { table.add(["  \(name)", "\(count)"]) }
        table.add(["  known to the country only", "\(placed.countryOnly)"])
        let share = report.totalMass > 0 ? 100 * report.unlocatedMass / report.totalMass : 0
        table.add([
            "  of unknown places", "\(placed.unlocated)",
            share > 0 ? "both: \(decimal(share, 1)) % of the weight is on no map" : "",
        ])
    }

    /// What the map knows that nobody knew on its day; empty where nothing needs saying.
    private var hindsight: String {
        let found = report.hindsight
        let undated = found.unknown == 0 ? "" : "\(found.unknown) do not say when they were published"
        if found.publishedLater > 0 {
            return "of \(found.rows) rows used were published after \(report.asOf)"
                + (undated.isEmpty ? "" : "; \(undated)")
        }
        if !found.isPast { return "" }
        if found.unknown == found.rows { return "not known: no row used says when it was published" }
        return "no row used was published after \(report.asOf)" + (undated.isEmpty ? "" : "; \(undated)")
    }

    private var reasons: String {
        report.reading.reasons.map { "\($0.code) \($0.count)" }.joined(separator: ", ")
    }

    private var leftOut: String {
        var parts: [String] = []
        if report.later > 0 { parts.append("\(report.later) later than the as-of date left out") }
        if report.earlier > 0 { parts.append("\(report.earlier) before the earliest day left out") }
        if report.restricted > 0 { parts.append("\(report.restricted) restricted ones by area") }
        if report.withheld > 0 { parts.append("\(report.withheld) held back by the release tier") }
        return parts.joined(separator: ", ")
    }

    private var rejections: [String] {
        if report.rejected.isEmpty { return [] }
        let rest = report.reading.rejected - min(10, report.rejected.count)
        return ["", "Rejected rows:"] + report.rejected.prefix(10).map { "  \($0)" }
            + (rest > 0 ? ["  and \(rest) more"] : [])
    }

    /// Which publications were retracted, and what that changed.
    private var retractions: [String] {
        guard let found = report.retractions else { return [] }
        var lines = ["", "Retracted sources:"]
        lines += found.publications.map { source in
            let day = source.day.map { " on \($0)" } ?? "", note = source.note.isEmpty ? "" : ": \(source.note)"
            return "  \(source.id) (\(source.publisher): \(source.title)), \(source.claims) claims\(day)\(note)"
        }
        lines += found.incidents.prefix(20).map { incident in
            let left = incident.left == 0 ? "falls away" : "keeps \(incident.left) claims"
            return "  \(incident.title) [\(incident.id)] loses \(incident.lost.joined(separator: ", ")) and \(left)"
        }
        if found.incidents.count > 20 { lines.append("  and \(found.incidents.count - 20) more incidents") }
        guard let previous = found.previous else { return lines }
        lines.append("  against the build before, \(previous):")
        return lines
            + found.changes.prefix(20).map { change in
                "    \(change.title): claims \(change.claimsBefore) to \(change.claimsAfter), weight "
                    + "\(decimal(change.weightBefore, 3)) to \(decimal(change.weightAfter, 3))"
            }
    }

    /// What was read and should be known.
    private var readingNotes: [String] {
        let notes = report.reading.notes.all
        if notes.isEmpty { return [] }
        let rest = notes.count - min(20, notes.count)
        return ["", "Of the input:"] + notes.prefix(20).map { "  \($0)" } + (rest > 0 ? ["  and \(rest) more"] : [])
    }

    /// A build only counts them.
    private var duplicates: [String] {
        let pairs = report.duplicates
        if pairs.isEmpty { return [] }
        let count = pairs.count == 1 ? "1 event" : "\(pairs.count) events"
        let said =
            report.areDuplicatesMerged
            ? "count once, as merge_duplicates says"
            : "count twice; 'merge_duplicates: true' in the study makes them one"
        let heading = "\(count) that two data sets may both report \(said)"
        if report.folder != nil { return ["", "\(heading): riskmap check"] }
        let rest = pairs.count - min(10, pairs.count)
        return ["", heading + ":"]
            + pairs.prefix(10).map { pair in
                let distance = pair.distance.map { "\(decimal($0.kilometers, 1)) km" } ?? "the same province"
                return
                    "  \(pair.first.origin) and \(pair.second.origin): \(pair.first.title), \(pair.first.period.first), "
                    + "\(pair.daysApart) days and \(distance) apart"
            } + (rest > 0 ? ["  and \(rest) more"] : [])
    }

    /// A build only says that there are notes: they do not change from day to day.
    private var notes: [String] {
        if report.notes.isEmpty { return [] }
        if report.folder != nil { return ["", "\(report.notes.count) notes on names and boundaries: riskmap check"] }
        return ["", "Names and boundaries:"] + report.notes.map { "  \($0)" }
    }

    private var places: [String] {
        if report.placeProblems.isEmpty { return [] }
        return ["", "Places that could not be settled:"]
            + report.placeProblems.prefix(10).map { "  \($0.place) (\($0.count)): \($0.reason)" }
    }
}

/// What `riskmap check` found.
struct CheckReportText {
    let report: BuildReport
    let file: String
    /// ISO codes of the countries that the study assesses.
    let countries: [String]

    private static let mostCountries = 3

    var text: String {
        [EvidenceReportText(report: report).text, publishers, CheckVerdict(report, file: file).sentence]
            .filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var publishers: String {
        let lines = countries.prefix(Self.mostCountries).flatMap { country in
            ["Places and boundaries of \(country), to be had from (nothing is fetched):"]
                + NamePublisher.all(of: country).map { "  \($0.line)" }
        }
        return lines.joined(separator: "\n")
    }
}
