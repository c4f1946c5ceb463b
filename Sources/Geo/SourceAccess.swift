// SPDX-License-Identifier: Apache-2.0

/// Whether a source's records are already published.
public enum SourceAccess: String, Sendable, Hashable, CaseIterable, Codable {
    /// Already published: news, UCDP GED.
    case open
    /// Own reports and licensed data: coarsened, delayed and thresholded outside the `internal` tier.
    case restricted
}
