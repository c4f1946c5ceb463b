// SPDX-License-Identifier: Apache-2.0

import Geo
import Studies

/// The study file of a new study, with a comment on what a user may want to change.
struct DraftText {
    var country: WorldLayers.Country
    var languages: [Language]
    /// Titles by language.
    var titles: [(language: Language, text: String)]
    var frame: DraftFrame
    var asOf: CalendarDay
    var provinces: UnitLayer
    var districts: UnitLayer?
    var places: [String]
    var inputs: [DraftInput] = []
    var hasBorders = true, hasRivers = true
    var credits: [String]
    /// The section `model` of the built-in study, with its comments.
    var model: String

    /// A layer of units as the study names it.
    struct UnitLayer {
        let file: String
        /// Languages of its columns `name_..`.
        let languages: [String]
        /// Whether it has other codes beside the key.
        let hasCodes: Bool
    }

    /// The whole file.
    var text: String {
        (head + grid + geodata + reports + [model]).joined(separator: "\n")
    }

    private var head: [String] {
        [
            "# A study of \(country.name), made by `riskmap init`. Change what is yours; `riskmap check` says whether it can be built.",
            "# Paths are relative to this file. docs/study.md explains every key.",
            "riskmap: 1",
            "title: \(YAMLText.quoted(titles.first { $0.language == .english }?.text ?? country.name))",
            "title_ar: \"\"",
            "# One language or two of \(Language.known).",
            "languages: [\(languages.map(\.code).joined(separator: ", "))]",
        ] + otherTitles + [""]
    }

    private var otherTitles: [String] {
        let others = titles.filter { $0.language != .english }
        return others.isEmpty
            ? [] : ["titles:"] + others.map { "  \($0.language.code): \(YAMLText.quoted($0.text))" }
    }

    private var grid: [String] {
        let extent = frame.extent
        let bounds =
            "{west: \(Self.number(extent.minX)), south: \(Self.number(extent.minY)), "
            + "east: \(Self.number(extent.maxX)), north: \(Self.number(extent.maxY))}"
        return [
            "# Degrees; the country with a margin of some 100 km, so that no border is an edge of the computation.",
            "extent: \(bounds)",
        ] + plane + [
            "cell: \(Self.number(frame.cell.kilometers))km",
            "# The map holds for this day: that of the newest report, or the one on which the study was made.",
            "as_of: \(asOf)",
        ] + terms
    }

    private var plane: [String] {
        if let definition = frame.definition {
            return [
                "# Computing plane: equal-area, metres, as PROJ writes it.",
                "crs: {definition: \(YAMLText.quoted(definition))}",
            ]
        }
        return [
            "# Computing plane: Lambert azimuthal equal-area around this centre (degrees), metres.",
            "crs: {latitude: \(Self.number(frame.center.y)), longitude: \(Self.number(frame.center.x))}",
        ]
    }

    private var terms: [String] {
        let empty = inputs.isEmpty ? ["allow_empty: true  # no reports yet"] : []
        return [
            "# public, partner or internal: see docs/responsibility.md",
            "release: \(inputs.contains(where: \.isRestricted) ? "internal" : "public")",
        ] + empty + [
            "# The evidence covers this country; elsewhere the map says \"not assessed\".",
            "assessed: [\(country.code)]", "styles: styles", "",
        ]
    }

    private var geodata: [String] {
        var lines = ["geodata:", "  provinces: \(Self.layer(provinces))"]
        if let districts { lines.append("  districts: \(Self.layer(districts))") }
        lines.append(
            "  countries: {file: countries.fgb, id: iso_a2, name_en: name_en, \(Self.names(of: WorldLayers.languages))}"
        )
        lines.append("  places: [\(places.map(YAMLText.quoted).joined(separator: ", "))]")
        if hasBorders { lines.append("  borders: borders.fgb") }
        if hasRivers { lines.append("  rivers: rivers.fgb") }
        return lines + ["  attributions:"] + credits.map { "    - \(YAMLText.quoted($0))" } + [""]
    }

    private static func layer(_ layer: UnitLayer) -> String {
        var members = ["file: \(layer.file)", "id: id", "name_en: name", "country: country", "aliases: aliases"]
        if !layer.languages.isEmpty { members.append(names(of: layer.languages)) }
        if layer.hasCodes { members.append("codes: [iso3166_2, code]") }
        return "{\(members.joined(separator: ", "))}"
    }

    private static func names(of languages: [String]) -> String {
        "names: {\(languages.map { "\($0): name_\($0)" }.joined(separator: ", "))}"
    }

    private var reports: [String] {
        if inputs.isEmpty { return ["# Tables of reports: docs/study.md, `inputs`. None yet.", "inputs: []", ""] }
        return ["inputs:"] + inputs.flatMap(\.lines) + [""]
    }

    private static func number(_ value: Double) -> String {
        Int(checked: value).flatMap { Double($0) == value ? "\($0)" : nil } ?? "\(value)"
    }
}
