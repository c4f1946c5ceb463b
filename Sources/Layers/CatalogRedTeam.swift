// SPDX-License-Identifier: Apache-2.0

/// What `catalog.json` says of the attacks on a build with restricted inputs.
///
/// No distance stands here: it would depend on events that are not told, so that guesses about them could be tried out.
public struct CatalogRedTeam: Sendable, Hashable, Codable {
    /// One attack.
    public struct Attack: Sendable, Hashable, Codable {
        /// What was tried.
        public var name: String
        /// Number of positions at which it would look.
        public var candidates: Int

        /// Takes the parts as they are.
        public init(name: String, candidates: Int) {
            self.name = name
            self.candidates = candidates
        }
    }

    /// Whether the build may be released.
    public enum Verdict: String, Sendable, Hashable, Codable {
        /// No attack does better than a guess.
        case passed
        /// The build was refused; no folder in place says so.
        case refused
    }

    /// The attacks in the order in which they ran.
    public var attacks: [Attack]
    /// Whether outputs stay the same when events are moved inside their areas and half-months: `unchanged`,
    /// `changed` or `not tried`.
    public var placement: String
    /// The verdict.
    public var verdict: Verdict

    /// Takes the parts as they are.
    public init(attacks: [Attack], placement: String, verdict: Verdict) {
        self.attacks = attacks
        self.placement = placement
        self.verdict = verdict
    }
}
