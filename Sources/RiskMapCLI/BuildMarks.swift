// SPDX-License-Identifier: Apache-2.0

import Layers
import MapServices
import Queries

extension BuildQueries {
    func restrictedMarks() throws -> [RestrictedMark] {
        try service.restrictedCounts().map { RestrictedMark(count: $0.count, position: $0.middle) }
    }

    func claims(ofIncident id: String) throws -> [ContributingClaim]? { try service.claims(ofIncident: id) }
}
