// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents

/// Overlapping exports: one event has one row, the newest.
extension ReadEvidence {
    /// Adds a claim, unless a newer row of its event stands; an older one gives way to it.
    /// - Parameters:
    ///   - version: of the row, where its table tells one.
    ///   - vocabulary: whose keys are the same in all tables.
    ///   - source: id of the input, which stands in front of the key.
    /// - Returns: whether a row was left out.
    @discardableResult
    mutating func add(_ claim: Claim, version: Int64?, of vocabulary: Vocabulary, source: String) -> Bool {
        let key = String(claim.id.dropFirst(source.count + 1))
        switch versions[vocabulary.keySpace(of: source), default: RowVersions()].meet(
            key, version: version, at: claims.count)
        {
        case .first:
            claims.append(claim)
            return false
        case .replaces(let position):
            let older = claims[position]
            note(older.origin, key, supersededBy: claim.origin)
            superseded.insert(position)
            claims.append(claim)
        case .isOlder(let position):
            note(claim.origin, key, supersededBy: claims[position].origin)
        }
        return true
    }

    private mutating func note(_ origin: RecordOrigin, _ key: String, supersededBy newer: RecordOrigin) {
        let rejection = Rejected(
            origin: origin, column: "", value: key, reason: .superseded(by: "\(newer)"))
        summary.noteSuperseded(rejection)
        note(rejection)
    }

    /// Takes out the claims that have given way.
    mutating func dropSuperseded() {
        guard !superseded.isEmpty else { return }
        var kept = ClaimStore()
        for position in claims.indices where !superseded.contains(position) { kept.append(claims[position]) }
        publications = publications.indices.filter { !superseded.contains($0) }.map { publications[$0] }
        claims = kept
        superseded = []
        versions = [:]
    }
}
