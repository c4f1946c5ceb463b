// SPDX-License-Identifier: Apache-2.0

public import Geo
import GeoIO

/// What every output says of its origin.
public struct Provenance: Sendable, Hashable {
    /// Title of the study.
    public var title: String
    /// Release version of the program.
    public var softwareVersion: String
    /// SHA-256 over all inputs and parameters, in hexadecimal.
    public var inputDigest: String
    /// Day of the assessment.
    public var asOf: CalendarDay
    /// Days of the evidence.
    public var period: DayInterval
    /// Parameters of the method in one line, with their units.
    public var method: String
    /// Attributions that the sources ask for.
    public var attributions: [String]
    /// Statements that accompany every use.
    public var statements: Statements

    /// Takes the parts as they are.
    public init(
        title: String, softwareVersion: String, inputDigest: String, asOf: CalendarDay, period: DayInterval,
        method: String, attributions: [String], statements: Statements = .standard
    ) {
        self.title = title
        self.softwareVersion = softwareVersion
        self.inputDigest = inputDigest
        self.asOf = asOf
        self.period = period
        self.method = method
        self.attributions = attributions
        self.statements = statements
    }

    /// What every use of an output must show: where it comes from, what it does not mean, what it is for.
    var notices: [String] {
        attributions + [statements.absence.main, statements.intendedUse.main, statements.boundaries.main]
    }

    /// Names and texts for the metadata of a file, always in this order.
    func items(tier: ReleaseTier) -> [(String, String)] {
        [
            ("title", title),
            ("as_of", "\(asOf)"),
            ("period", "\(period.first)/\(period.last)"),
            ("method", method),
            ("release_tier", tier.rawValue),
            ("input_digest", inputDigest),
            ("software", "RiskMap \(softwareVersion)"),
            ("attribution", attributions.joined(separator: "; ")),
            ("absence", statements.absence.main),
            ("intended_use", statements.intendedUse.main),
            ("boundaries", statements.boundaries.main),
        ]
    }
}
