// SPDX-License-Identifier: Apache-2.0

import Assessment
import Geo

/// `riskmap check --format html`: the members of the JSON answer as a page that needs no network, for whoever owns the
/// tables rather than the program.
struct CheckPage {
    let document: CheckDocument
    let details: CheckDetails

    var text: String {
        let body = [
            heading, figures, map, inputs, places, duplicates, notes, lost, unsettled, boundaries,
        ].filter { !$0.isEmpty }.joined(separator: "\n")
        return HTMLPage(title: "Check: \(document.title)", body: body).text
    }

    // MARK: Summary

    private var heading: String {
        """
        <header>
        <h1 dir="auto">\(HTMLText.escaped(document.title))</h1>
        <p>\(HTMLText.cell(document.study.withoutDetours)), as of \(document.asOf), release tier \(HTMLText.escaped(document.tier))</p>
        <p class="verdict \(verdictClass)" dir="auto">\(HTMLText.escaped(verdict))</p>
        </header>
        """
    }

    private var verdictClass: String {
        switch document.verdict.kind {
        case .clean: "good"
        case .lossy: "mixed"
        case .refused: "bad"
        }
    }

    /// What was lost stands below here.
    private var verdict: String { document.verdict.sentence.replacing("see above", with: "what was lost stands below") }

    private var figures: String {
        let places = document.places
        var tiles: [(String, Int, String)] = [
            ("rows read", document.rows, ""), ("used as claims", document.claims, ""),
            ("rejected", document.rejected, document.rejected > 0 ? "bad" : ""),
            ("incidents", document.incidents, ""), ("on the map", places.onMap + document.restricted, "good"),
        ]
        tiles += [
            ("not known yet", document.notKnownYet, "mixed"), ("outside the extent", places.outsideExtent, "mixed"),
            ("outside the assessed countries", places.outsideAssessed, "mixed"),
            ("known to the country only", places.countryOnly, "mixed"), ("of unknown places", places.unknown, "bad"),
            ("of types without weight", places.weightless, ""), ("later than the as-of day", document.later, "mixed"),
            ("before the earliest day", document.earlier, "mixed"),
            ("restricted, by area", document.restricted, ""), ("held back by the tier", document.withheld, "mixed"),
            ("published after the as-of day", document.hindsight.publishedLater, "mixed"),
            ("likely duplicates", document.duplicateCount, "mixed"),
        ].filter { $0.1 > 0 }
        let cells = tiles.map { name, count, mark in
            "<div class=\"figure \(mark)\"><b>\(count)</b><span>\(count == 1 ? Self.singular[name] ?? name : name)</span></div>"
        }
        let newest = document.newestReport.map { "The newest report is of \($0)." } ?? "There is no report."
        return "<section class=\"figures\">\(cells.joined())</section>\n<p>\(newest) \(HTMLText.escaped(hindsight))</p>"
    }

    /// Names of figures that are of one.
    private static let singular = [
        "rows read": "row read", "used as claims": "used as a claim", "incidents": "incident",
        "of unknown places": "of an unknown place", "of types without weight": "of a type without weight",
        "likely duplicates": "likely duplicate",
    ]

    private var hindsight: String {
        let found = document.hindsight
        if found.rows == 0 || found.publicationUnknown == 0 { return "" }
        if found.publicationUnknown == found.rows { return "No row used says when it was published." }
        return "\(found.publicationUnknown) of \(found.rows) rows used do not say when they were published."
    }

    private var map: String {
        let picture = CheckMap(details: details)
        let hidden = document.places.onMap - picture.incidents
        let rest =
            hidden > 0
            ? " Those known to an area only (\(hidden)) have no point; the area is drawn, and each province of it tinted."
            : ""
        return """
            <figure>\(picture.svg)<figcaption>\(Self.count(picture.incidents, "incident")) at points inside the extent; \
            a larger disc stands for more.\(rest)</figcaption></figure>
            """
    }

    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    // MARK: What was understood

    private var inputs: String {
        if document.inputs.isEmpty { return "" }
        return "<h2>How the inputs were read</h2>\n" + document.inputs.map(input).joined(separator: "\n")
    }

    private func input(_ input: CheckDocument.Input) -> String {
        let reasons = input.rejectedByReason.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\($0.key.replacing("_", with: " ")) \($0.value)" }.joined(separator: ", ")
        let table = HTMLTable(
            ["Column", "Read as", "First row used"], input.columns.map { [$0.name, $0.meaning, $0.example] })
        let unread = input.columns.count { $0.meaning.isEmpty }
        return """
            <section class="input"><h3>\(HTMLText.cell(input.name))</h3>
            <p>\(HTMLText.cell(input.file.withoutDetours))</p>
            <dl>
            \(HTMLPage.definition("Read as", formatWords(input.format)))
            \(HTMLPage.definition("Rows", "\(input.rows): \(input.claims) used, \(input.rejected) rejected" + (reasons.isEmpty ? "" : " (\(reasons))")))
            \(HTMLPage.definition("Newest report", input.newestReport ?? "none"))
            \(HTMLPage.definition("First row used", input.example?.sentence ?? "none"))
            \(input.notes.map { HTMLPage.definition("Noted", $0.withRows) }.joined(separator: "\n"))
            </dl>
            <details><summary>\(input.columns.count) columns, \(unread) of them not read</summary>\(table.text)</details>
            </section>
            """
    }

    private func formatWords(_ format: String) -> String {
        format == "table"
            ? "a table of its own columns, by the mapping of the study" : "a table of the format \(format)"
    }

    private var places: String {
        if document.placesRead.isEmpty { return "" }
        let rows = document.placesRead.map { place in
            [
                place.written,
                place.context, place.readAs, place.covers, place.basisWords,
                place.provinceID.isEmpty ? place.countryID : place.provinceID, place.note, "\(place.incidents)",
            ]
        }
        let more = document.otherPlaces > 0 ? "<p>And \(document.otherPlaces) more.</p>" : ""
        let table = HTMLTable(
            ["Written", "Context", "Read as", "Covers", "From", "Unit", "Assumed or doubtful", "Incidents"], rows,
            marked: { $0[4] == CheckDocument.PlaceRead.nothing ? "bad" : $0[6].isEmpty ? "" : "mixed" })
        return "<h2>How places were read</h2>\n\(table.text)\(more)"
    }

    private var duplicates: String {
        if document.duplicates.isEmpty { return "" }
        let rows = document.duplicates.map { pair in
            [
                pair.first.title, pair.first.days, pair.first.id, pair.second.title, pair.second.days, pair.second.id,
                "\(pair.daysApart)", pair.kilometers.map { decimal($0, 1) } ?? "same province",
            ]
        }
        let said =
            document.areDuplicatesMerged
            ? "They count once, because the study says merge_duplicates: true."
            : "They count twice, unless the study says merge_duplicates: true."
        let table = HTMLTable(["Event", "Days", "Id", "Event", "Days", "Id", "Days apart", "km"], rows)
        return "<h2>Events that two data sets may both report</h2>\n<p>\(said)</p>\n\(table.text)"
    }

    // MARK: What was doubtful and what was lost

    private var notes: String {
        section(
            "Doubtful, or worth knowing", ["File", "Line", "Rows", "What"],
            document.notes.map {
                [
                    $0.file.withoutDetours, $0.line == 0 ? "" : "\($0.line)", $0.line == 0 ? "all" : "\($0.rows)",
                    $0.sentence,
                ]
            })
    }

    private var lost: String {
        let skipped = document.skipped.sorted { $0.key < $1.key }
            .map { "\(Self.count($0.value, "row")) skipped: \($0.key)" }
        let rest = document.rejected - document.rejectedRows.count
        let more = (rest > 0 ? ["And \(Self.count(rest, "more row"))."] : []) + skipped
        let table = section(
            "Lost rows", ["File", "Lines", "Rows", "Column", "Value", "What is wrong, and what to do"],
            LostRows(document.rejectedRows).cells)
        return table + more.map { "<p>\(HTMLText.escaped($0))</p>" }.joined()
    }

    private var unsettled: String {
        section(
            "Places that could not be settled", ["Place", "Why", "Incidents"],
            document.unsettledPlaces.map { [$0.name, $0.reason, "\($0.incidents)"] })
    }

    private var boundaries: String {
        section("Names and boundaries", ["Note"], document.boundaries.map { [$0] })
    }

    private func section(_ title: String, _ columns: [String], _ rows: [[String]]) -> String {
        rows.isEmpty ? "" : "<h2>\(title)</h2>\n\(HTMLTable(columns, rows).text)"
    }
}
