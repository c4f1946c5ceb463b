// SPDX-License-Identifier: Apache-2.0

import Cartography
import Foundation
public import Geo
import JSON
import Layers
public import Queries
import Studies

/// Makes briefings from build folders alone.
public struct BriefingMaker {
    private let service: QueryService
    private let earlier: QueryService?
    private let language: Language

    /// - Parameters:
    ///   - earlier: the build that what is new is told from; nil for none.
    ///   - language: nil for the first language of the build.
    /// - Throws: `BriefingError.unknownLanguage` where neither the build nor the program has texts in the language.
    public init(_ service: QueryService, since earlier: QueryService? = nil, language: Language? = nil) throws {
        self.service = service
        self.earlier = earlier
        let known = service.wording()
        self.language = language ?? known.first
        if !known.speaks(self.language), ResolvedStudy.phrasesOfProgram(in: self.language).isEmpty {
            throw BriefingError.unknownLanguage(self.language)
        }
    }

    /// The briefing about a place, as full as two pages allow.
    /// - Throws: `QueryError` for a place that is unknown or not assessed, `NewsError` for builds that cannot be set against
    ///   each other, `CartographyError` where the font is missing, and what reading a build throws.
    public func briefing(of place: BriefingPlace) throws -> Briefing {
        let facts = try BriefingFacts(
            service, since: earlier, place: place,
            wording: service.wording().alone(in: language, adding: ResolvedStudy.phrasesOfProgram(in: language)))
        var briefing = try facts.briefing(BriefingLimits.steps[0])
        for limits in BriefingLimits.steps {
            briefing = try facts.briefing(limits)
            briefing.pages = try BriefingPages(briefing).count()
            if briefing.pages <= 2 { break }
        }
        return briefing
    }
}

/// Why there is no briefing.
public enum BriefingError: Error, Sendable, CustomStringConvertible {
    /// Nothing is known in the language.
    case unknownLanguage(Language)
    /// The place is a prison, camp, base, hospital or the like.
    case facility(String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .unknownLanguage(let language):
            "the build has no texts in \(language.englishName), and the program's own are not installed here; give "
                + "--lang with a language of the study"
        case .facility(let name):
            "'\(name)' is a facility, and no briefing is written about one; ask for its district or province"
        }
    }
}
