// SPDX-License-Identifier: Apache-2.0

public import Geo

/// Sentences that accompany every use of an output.
public struct Statements: Sendable, Hashable, Codable {
    /// What a low value does not mean.
    public var absence: TextByLanguage
    /// What the outputs are for, and what they are not for.
    public var intendedUse: TextByLanguage
    /// Status of the boundaries and names.
    public var boundaries: TextByLanguage

    /// Takes the texts as they are.
    public init(absence: TextByLanguage, intendedUse: TextByLanguage, boundaries: TextByLanguage) {
        self.absence = absence
        self.intendedUse = intendedUse
        self.boundaries = boundaries
    }

    private enum CodingKeys: String, CodingKey { case absence, intendedUse = "intended_use", boundaries }

    /// The sentences in English.
    public static let standard = Wording.english.statements

    /// The same sentences, each in some languages, these first.
    public func arranged(for languages: [Language]) -> Statements {
        Statements(
            absence: absence.arranged(for: languages), intendedUse: intendedUse.arranged(for: languages),
            boundaries: boundaries.arranged(for: languages))
    }
}
