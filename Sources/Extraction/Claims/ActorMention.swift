// SPDX-License-Identifier: Apache-2.0

import Incidents

/// Somebody whom a text names: a group, an office, a medium; never a person by name.
struct ActorMention: Sendable, Hashable {
    /// What a role is.
    enum Role: String, Sendable {
        /// An office or a named body.
        case authority
        /// An official or source without a name.
        case official
        /// Those who know by study.
        case expert
        /// Those with weapons.
        case armed
        /// Those who saw it.
        case witness
        /// A medium or agency.
        case outlet
    }

    /// Tokens of the passage.
    let tokens: Range<Int>
    /// The name or role as results say it.
    let name: String
    /// What it is.
    let role: Role
    /// Where statements of it come from: claims with one root are one witness.
    let root: String
    /// What kind of witness it is.
    let rootKind: RootSourceKind
    /// ISO 3166-1 alpha-2; empty where it is not said.
    let country: String
    /// Whether no name and no office tells which one it is.
    let isAnonymous: Bool
    /// The rule that read it.
    let rule: String
}
