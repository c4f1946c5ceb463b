// SPDX-License-Identifier: Apache-2.0

/// Sentences that accompany every use of an output.
public struct Statements: Sendable, Hashable, Codable {
    /// What a low value does not mean.
    public var absence: BilingualText
    /// What the outputs are for, and what they are not for.
    public var intendedUse: BilingualText
    /// Status of the boundaries and names.
    public var boundaries: BilingualText

    /// Takes the texts as they are.
    public init(absence: BilingualText, intendedUse: BilingualText, boundaries: BilingualText) {
        self.absence = absence
        self.intendedUse = intendedUse
        self.boundaries = boundaries
    }

    private enum CodingKeys: String, CodingKey { case absence, intendedUse = "intended_use", boundaries }

    /// The sentences of every build.
    public static let standard = Statements(
        absence: BilingualText(
            en: "Absence of reports is not safety.", ar: "غياب التقارير لا يعني الأمان."),
        intendedUse: BilingualText(
            en: "For planning the safety of civilians, aid workers and drivers. "
                + "Not for targeting, not for locating persons or convoys, no forecast of single events.",
            ar: "للتخطيط لسلامة المدنيين وعمال الإغاثة والسائقين. "
                + "ليست للاستهداف ولا لتحديد مواقع أشخاص أو قوافل، ولا تتنبأ بأحداث بعينها."),
        boundaries: BilingualText(
            en: "The boundaries and names shown do not imply official endorsement or acceptance. "
                + "Dashed lines: boundaries that are disputed or not final.",
            ar: "لا تعني الحدود والأسماء المبينة إقرارا أو قبولا رسميا. "
                + "الخطوط المتقطعة: حدود متنازع عليها أو غير نهائية."))
}
