// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents
import Layers
import Studies

extension ReadEvidence {
    /// How much of what the study uses was not published yet on its as-of day.
    /// - Parameter withRestricted: whether rows of restricted sources count; outside the internal tier they are told by
    ///   area and half-month alone.
    func hindsight(of study: ResolvedStudy, withRestricted: Bool) -> Hindsight {
        var hindsight = Hindsight()
        let hidden = withRestricted ? [] : restrictedSources
        for position in claims.indices {
            let days = claims.period(of: position)
            if days.first > study.asOf {
                hindsight.notePast()
            } else if study.since.map({ days.last >= $0 }) ?? true,
                hidden.isEmpty || !hidden.contains(claims[position].attribution.sourceID)
            {
                hindsight.count(publications[position].mark(asOf: study.asOf))
            }
        }
        return hindsight
    }
}

/// Refuses to count what single rows of restricted sources were known on a day.
struct KnownOnCheck {
    let study: ResolvedStudy

    /// - Throws: `StudyError` where two builds of different days would show on which day a restricted row was entered.
    func check(_ read: ReadEvidence) throws {
        guard let day = study.knownOn, study.tier != .internal, let source = read.restrictedSources.min() else {
            return
        }
        throw StudyError(
            file: study.file,
            message: "known_on \(day) needs 'release: internal', because '\(source)' is restricted: builds of two days "
                + "would show on which day one of its rows was entered")
    }
}
