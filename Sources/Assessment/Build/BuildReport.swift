// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Incidents
public import Layers
public import RedTeam

/// What a run did: the closing table of `riskmap build` and `riskmap check`.
public struct BuildReport: Sendable {
    /// Folder of the build; nil when nothing was written.
    public var folder: String?
    /// Title of the study.
    public var title: String
    /// Day for which the surface holds.
    public var asOf: CalendarDay
    /// Release tier.
    public var tier: ReleaseTier
    /// Rows, claims and rejections; rows = claims + rejections.
    public var reading: ReadingSummary
    /// Last day of the newest report, whether it is used or not; nil where there is none.
    public var newest: CalendarDay?
    /// The first rejections.
    public var rejected: [Rejected]
    /// Incidents made of the claims and used.
    public var incidents: Int
    /// Incidents that put mass on the surface.
    public var drawn: Int
    /// Where the incidents are, restricted events that count for areas aside.
    public var placed: MapCounts
    /// Incidents that start after the as-of date, end before the earliest day, or are still held back by the tier.
    public var later, earlier, withheld: Int
    /// Incidents with weight that no report places within a province or better, and their weight.
    public var unlocated: Int
    /// Weight of the unlocated incidents.
    public var unlocatedMass: Double
    /// Weight of all incidents.
    public var totalMass: Double
    /// Events of restricted sources that count for an area; they are among `incidents` and `drawn`.
    public var restricted: Int
    /// ISO 3166-2 of the provinces whose figures are withheld.
    public var withheldProvinces: [String] = []
    /// Places that the gazetteer could not settle: the text and the reason, most frequent first.
    public var placeProblems: [(place: String, reason: String, count: Int)]
    /// What was mended or left unused in the files of names and boundaries.
    public var notes: [String]
    /// Number of provinces and corridors.
    public var provinces, routes: Int
    /// Layers with their largest files.
    public var layers: [CatalogLayer]
    /// Columns, rows and cell of the computing grid; nil when none was made.
    public var grid: Grid?
    /// Whether the evidence is too thin for a forecast.
    public var isThin: Bool
    /// Incidents that two data sets may both report, and whether the study says that they are one.
    public var duplicates: [LikelyDuplicate]
    /// Whether they count once.
    public var areDuplicatesMerged: Bool
    /// Why no build can be made of what was read; of a check that was asked for details. Nil where one can.
    public var refusal: (any Error)?
    /// How inputs and places were read; of a check that was asked for it.
    public var details: CheckDetails?
    /// Day whose knowledge is asked for; nil for all that the inputs hold.
    public var knownOn: CalendarDay?
    /// How much of what is used was published after the as-of day.
    public var hindsight: Hindsight
    /// Seconds of each stage, in the order in which they ended; some overlap.
    public var seconds: [StageTime]
    /// Seconds of the whole run, what lies between the stages included.
    public var totalSeconds: Double
    /// Largest resident memory of the process, bytes.
    public var peakMemory: Int
    /// What retracted publications changed; nil where none was.
    public var retractions: RetractionReport?
    /// What the attacks on a public or partner build with restricted events found; nil for all others.
    public var redTeam: RedTeamReport?
}
