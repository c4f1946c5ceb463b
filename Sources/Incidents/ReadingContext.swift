// SPDX-License-Identifier: Apache-2.0

public import Geo

/// What a reader must know besides the table itself.
public struct ReadingContext: Sendable {
    /// Source id of imported rows, and the prefix that keeps their ids apart from those of other tables.
    public var sourceID: String
    /// Study area in lon/lat degrees, by which swapped coordinates are noticed; nil switches that check off.
    public var studyArea: Extent?
    /// Names of wire agencies and neutral observers in imported tables; compared as whole words, without case.
    public var wireAgencies: [String]
    /// Sources that claims may name; nil allows any.
    public var knownSources: Set<String>?
    /// Incidents that claims may belong to; nil allows any.
    public var knownIncidents: Set<String>?

    /// What the study says of the access of sources that rows describe themselves; nil leaves it to the rows.
    public var statedAccess: SourceAccess?
    /// Day of publication of each source that claims may name, where it is known.
    public var publicationDays: [String: CalendarDay] = [:]
    /// Rows that became known later are left out and counted; nil keeps all.
    public var knownOn: CalendarDay?

    /// Column that names who reported; nil where none does.
    public var reporters: String?
    /// How dates are to be taken.
    public var dates = DateReading()
    /// Whom positions may be judged by; nil judges them by the study area alone.
    public var ground: Ground?
    /// Whether the whole column of positions is the wrong way round; nil as long as that has not been asked.
    var isSwapped: Bool?

    /// Wire agencies that event data sets commonly cite.
    public static let commonWireAgencies = [
        "Reuters", "Agence France Presse", "Agence France-Presse", "AFP", "Associated Press", "AP", "DPA", "EFE",
        "UPI", "Kyodo",
    ]

    /// Takes the parts; without more, nothing is checked against a study.
    public init(
        sourceID: String, studyArea: Extent? = nil, wireAgencies: [String] = commonWireAgencies,
        knownSources: Set<String>? = nil, knownIncidents: Set<String>? = nil
    ) {
        self.sourceID = sourceID
        self.studyArea = studyArea
        self.wireAgencies = wireAgencies
        self.knownSources = knownSources
        self.knownIncidents = knownIncidents
    }
}

/// Tells wire agencies from other media in the source texts of imported tables, remembering each text.
struct RootClassifier {
    private let agencies: [String]
    private var known: [String: RootSourceKind] = [:]

    init(agencies: [String]) { self.agencies = agencies.map(Self.words) }

    /// The kind of the best witness that the text names.
    mutating func kind(of text: String) -> RootSourceKind {
        if let kind = known[text] { return kind }
        let words = Self.words(text)
        let kind: RootSourceKind = agencies.contains { words.contains($0) } ? .wire : .media
        known[text] = kind
        return kind
    }

    /// Lower-case words between single spaces, with a space at either end, so that containment compares whole words.
    private static func words(_ text: String) -> String {
        " " + text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ") + " "
    }
}
