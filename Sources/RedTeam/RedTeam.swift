// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Runs every attack on what an outsider holds of a build.
public struct RedTeam {
    /// What an attacker holds, and whom he may ask.
    public struct Target {
        /// The build.
        public var view: OutsiderView
        /// Other releases that he kept, by what they are to the build (`the previous release`).
        public var earlier: [(name: String, view: OutsiderView)]
        /// The build's answers; nil when it answers nobody.
        public var answers: (any QueryAnswers)?

        /// Takes the parts as they are.
        public init(
            view: OutsiderView, earlier: [(name: String, view: OutsiderView)] = [], answers: (any QueryAnswers)? = nil
        ) {
            self.view = view
            self.earlier = earlier
            self.answers = answers
        }
    }

    /// Name of the attack on the difference to an earlier release.
    public static func differenceName(_ earlier: String) -> String { "difference to \(earlier)" }

    /// The attacks in the order of the tables.
    public static func attacks(on target: Target) -> [any Attack] {
        var attacks: [any Attack] = target.view.surfaces.map { MaximumAttack(layer: $0.name) }
        attacks.append(KernelAttack())
        attacks += target.earlier.map { DifferenceAttack(name: differenceName($0.name), earlier: $0.view) }
        attacks.append(ComplementAttack())
        if let answers = target.answers { attacks += [LatticeAttack(answers: answers), ZoneAttack(answers: answers)] }
        return attacks + [IsobandAttack()]
    }

    /// The candidates of all attacks, by name, in the order of the attacks.
    /// - Throws: `GeoIOError`, or what the answers throw.
    public static func candidates(on target: Target) throws -> [(name: String, positions: [Coordinate])] {
        try attacks(on: target).map { ($0.name, try $0.candidates(in: target.view)) }
    }
}
