// SPDX-License-Identifier: Apache-2.0

/// Who may see an output. Ordered from the widest audience to the narrowest.
public enum ReleaseTier: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// Anyone.
    case `public`
    /// Named organisations, behind a token.
    case partner
    /// The team that keeps the study, full precision.
    case `internal`

    private var rank: Int {
        switch self {
        case .public: 0
        case .partner: 1
        case .internal: 2
        }
    }

    /// Orders by how much a tier may show: public < partner < internal.
    public static func < (a: ReleaseTier, b: ReleaseTier) -> Bool { a.rank < b.rank }
}

/// What a source's terms allow to be done with its single rows.
public enum RowTerms: String, Sendable, Hashable, Codable {
    /// Rows may be passed on with attribution.
    case redistributable
    /// Only aggregates may leave the machine, in every tier (ACLED).
    case aggregatesOnly = "aggregates-only"
}
