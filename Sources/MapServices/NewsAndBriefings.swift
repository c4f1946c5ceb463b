// SPDX-License-Identifier: Apache-2.0

/// Tells what is new in a build since an earlier one, as encoded JSON.
public protocol BuildNewsTelling: Sendable {
    /// The news of this build since another that is served.
    /// - Throws: `QueryFailure` where the two cannot be set against each other.
    func news(since earlier: any RiskQueries) throws -> [UInt8]
}

/// What a briefing is asked for.
public struct BriefingQuestion: Sendable {
    /// What it is about.
    public enum Place: Sendable, Hashable {
        /// Any spelling of a name.
        case name(String)
        /// Degrees.
        case position(latitude: Double, longitude: Double)
    }

    /// Its forms, by the value of `f`.
    public static let forms = ["pdf", "html", "md", "json"]

    /// What it is about.
    public var place: Place
    /// The build that what is new is told from; nil for none.
    public var earlier: (any RiskQueries)?
    /// Code of the language; nil for the first of the build.
    public var language: String?
    /// One of `forms`.
    public var form: String

    /// Takes the parts as they are.
    public init(place: Place, earlier: (any RiskQueries)?, language: String?, form: String) {
        self.place = place
        self.earlier = earlier
        self.language = language
        self.form = form
    }
}

/// Writes briefings about places.
public protocol BriefingTelling: Sendable {
    /// The bytes of a briefing.
    /// - Throws: `QueryFailure` for a place that there is not, a language that is not known, or builds that cannot be set
    ///   against each other.
    func briefing(_ question: BriefingQuestion) throws -> [UInt8]
}

extension BuildNewsTelling {
    /// Nothing is told where nobody tells it.
    /// - Throws: `QueryFailure.notAssessed`.
    public func news(since earlier: any RiskQueries) throws -> [UInt8] {
        throw QueryFailure.notAssessed("What is new is not told here.")
    }
}

extension BriefingTelling {
    /// Nothing is told where nobody tells it.
    /// - Throws: `QueryFailure.notAssessed`.
    public func briefing(_ question: BriefingQuestion) throws -> [UInt8] {
        throw QueryFailure.notAssessed("Briefings are not written here.")
    }
}
