// SPDX-License-Identifier: Apache-2.0

extension TextKey {
    /// The sentence that a map opens with: docs/decisions/0027. {provinces} are names, {ratio} is a number such as 1.8.
    static let ofFinding: [String: Phrase] = [
        "finding.empty": Phrase("No report is on this map. That is not safety."),
        "finding.highest": Phrase(
            "Highest: {provinces} ({number} expected reported events in 30 days, 90 % interval "
                + "{low} to {high})."),
        "finding.highest_alike": Phrase(
            "Highest, alike: {provinces} ({number} expected reported events in 30 days each, 90 % "
                + "interval {low} to {high})."),
        "finding.by_reports": Phrase("Highest by reports: {provinces}."),
        "finding.by_reports_alike": Phrase("Highest by reports, alike: {provinces}."),
        "finding.no_province": Phrase("No report is known to a single province; none is ranked."),
        "finding.not_apart": Phrase("Not told apart from: {provinces}."),
        "finding.not_apart_many": Phrase(
            one: "Not told apart from {count} other province.",
            other: "Not told apart from {count} other provinces."),
        "finding.rose": Phrase("Rose most in 30 days: {provinces} (x{ratio})."),
        "finding.fell": Phrase(
            "Fell most in 30 days: {provinces} (x{ratio}); fewer reports may also mean less "
                + "reporting."),
        "finding.thin": Phrase(
            one: "{count} located incident, too few for a forecast.",
            other: "{count} located incidents, too few for a forecast."),
        "finding.located": Phrase(
            one: "{count} located incident; nothing is forecast.",
            other: "{count} located incidents; nothing is forecast."),
        "finding.classes": Phrase(
            one: "{count} located incident; chances are told as classes, not as figures.",
            other: "{count} located incidents; chances are told as classes, not as figures."),
        "finding.withheld": Phrase(
            one: "{count} province is withheld, which is not low.",
            other: "{count} provinces are withheld, which is not low."),
        "finding.separator": Phrase(", "),
        "finding.more": Phrase("{names} and {count} more"),
    ]
}
