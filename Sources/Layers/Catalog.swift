// SPDX-License-Identifier: Apache-2.0

public import Geo

/// `catalog.json`: everything a reader of a build folder needs to know about it.
public struct Catalog: Sendable, Hashable, Codable {
    /// Version of the members of `catalog.json` and `contributions.json`; a reader refuses a later one.
    public static let currentFormatVersion = 2
    /// File name inside a build folder.
    public static let fileName = "catalog.json"

    /// Version of the file's members.
    public var formatVersion: Int
    /// Title of the study.
    public var title: TextByLanguage
    /// Release version of the program.
    public var softwareVersion: String
    /// SHA-256 over all inputs and parameters, in hexadecimal.
    public var inputDigest: String
    /// Tier of every output in the folder.
    public var tier: ReleaseTier
    /// Day of the assessment, `YYYY-MM-DD`.
    public var asOf: String
    /// First and last day of the evidence.
    public var period: CatalogPeriod
    /// West, south, east, north of the study in degrees.
    public var extent: [Double]
    /// Definition of the computing plane.
    public var computingCRS: String
    /// Side of a cell of the computing grid in metres.
    public var cellSize: Double
    /// Parameters of the method with their units, by name (`kernel`, `half_life`).
    public var method: [String: MethodParameter]
    /// Layers in the order of the map's layer list.
    public var layers: [CatalogLayer]
    /// The layer that is opened first; empty in a catalog of features alone.
    public var mainLayer: String
    /// One or two sentences of what the map shows; nil in a catalog of an earlier program.
    public var finding: TextByLanguage?
    /// What a systematic record allows, and how such statements came true; nil where the study has none.
    public var forecast: CatalogForecast?
    /// Sources of the evidence and of the geodata.
    public var sources: [CatalogSource]
    /// What was read, kept and left out.
    public var counts: CatalogCounts
    /// Statements that accompany every use.
    public var statements: Statements
    /// The attacks on a public or partner build with restricted inputs; nil for all others.
    public var redTeam: CatalogRedTeam?
    /// The base map; nil in builds of earlier versions.
    public var reference: CatalogReference?

    /// Takes the parts as they are.
    public init(
        title: TextByLanguage, softwareVersion: String, inputDigest: String, tier: ReleaseTier, asOf: String,
        period: CatalogPeriod, extent: [Double], computingCRS: String, cellSize: Double,
        method: [String: MethodParameter], layers: [CatalogLayer], mainLayer: String, sources: [CatalogSource],
        counts: CatalogCounts, statements: Statements = .standard
    ) {
        formatVersion = Self.currentFormatVersion
        self.title = title
        self.softwareVersion = softwareVersion
        self.inputDigest = inputDigest
        self.tier = tier
        self.asOf = asOf
        self.period = period
        self.extent = extent
        self.computingCRS = computingCRS
        self.cellSize = cellSize
        self.method = method
        self.layers = layers
        self.mainLayer = mainLayer
        self.sources = sources
        self.counts = counts
        self.statements = statements
    }

    private enum CodingKeys: String, CodingKey {
        case formatVersion = "format_version", title, softwareVersion = "software_version", inputDigest =
            "input_digest", tier
        case asOf = "as_of", period, extent, computingCRS = "computing_crs", cellSize = "cell_size_m", method
        case layers, mainLayer = "main_layer", finding, forecast, sources, counts, statements, redTeam = "red_team"
        case reference
    }

    /// The layer of a name; nil when the build has none.
    public func layer(named name: String) -> CatalogLayer? { layers.first { $0.name == name } }

    /// Texts that any use of the sources requires, each once, in the order of the sources.
    public var attributions: [String] {
        var seen: Set<String> = []
        return sources.map(\.attribution).filter { !$0.isEmpty && seen.insert($0).inserted }
    }
}

/// Days from first to last, `YYYY-MM-DD`, both included.
public struct CatalogPeriod: Sendable, Hashable, Codable {
    /// First day.
    public var first: String
    /// Last day.
    public var last: String

    /// Takes the days as they are.
    public init(first: String, last: String) {
        self.first = first
        self.last = last
    }
}

/// A number of the method with its unit.
public struct MethodParameter: Sendable, Hashable, Codable {
    /// The value.
    public var value: Double
    /// Its unit; empty for a plain number.
    public var unit: String

    /// Takes both as they are.
    public init(_ value: Double, unit: String = "") {
        self.value = value
        self.unit = unit
    }
}

/// A source of evidence or of geodata.
public struct CatalogSource: Sendable, Hashable, Codable {
    /// Stable key.
    public var id: String
    /// Publisher and title.
    public var title: String
    /// Day of publication, `YYYY-MM-DD`; empty when it has none.
    public var date: String
    /// Licence or terms.
    public var licence: String
    /// Text that a use must show; empty when none is asked for.
    public var attribution: String
    /// Already published or restricted.
    public var access: SourceAccess
    /// The source says of itself, or is known, to be machine-written.
    public var aiGenerated: Bool

    /// Takes the parts as they are.
    public init(
        id: String, title: String, date: String = "", licence: String = "", attribution: String = "",
        access: SourceAccess = .open, aiGenerated: Bool = false
    ) {
        self.id = id
        self.title = title
        self.date = date
        self.licence = licence
        self.attribution = attribution
        self.access = access
        self.aiGenerated = aiGenerated
    }

    private enum CodingKeys: String, CodingKey {
        case id, title, date, licence, attribution, access, aiGenerated = "ai_generated"
    }
}

/// What was read, kept and left out. `claims` + all of `rejected` + `not_known_yet` = `rows`.
public struct CatalogCounts: Sendable, Hashable, Codable {
    /// Input rows.
    public var rows: Int
    /// Claims made of them.
    public var claims: Int
    /// Rows that were published, or whose events ended, after the study's `known_on`; nil without such a day.
    public var notKnownYet: Int?
    /// Rows used that were published after the as-of day, and rows used that do not say when they were published; nil in
    /// a catalog of an earlier program.
    public var publishedLater, publicationUnknown: Int?
    /// Incidents made of the claims.
    public var incidents: Int
    /// Rows that were not used, by reason.
    public var rejected: [String: Int]
    /// Incidents that put weight on the surface; nil in a catalog of an earlier program.
    public var surfaceIncidents: Int?
    /// Incidents that no report places within a province or better.
    public var unlocatedIncidents: Int
    /// Weight of those incidents at the as-of date: counted, not drawn.
    public var unlocatedMass: Double
    /// Incidents with weight in the rectangle and the assessed countries, and outside of either; nil in a catalog of an
    /// earlier program.
    public var mapIncidents, outsideExtent, outsideAssessed: Int?
    /// Incidents held back by the tier's delay or threshold.
    public var withheldIncidents: Int
    /// Events of restricted sources that count for an area; nil where no input is restricted.
    public var restrictedEvents: Int?
    /// ISO 3166-2 of the provinces whose figures are withheld; nil where no input is restricted.
    public var withheldProvinces: [String]?
    /// Ids of records that a source retracted or corrected since they were entered.
    public var retracted: [String]

    /// Takes the parts as they are.
    public init(
        rows: Int, claims: Int, incidents: Int, rejected: [String: Int], unlocatedIncidents: Int,
        unlocatedMass: Double, surfaceIncidents: Int? = nil, withheldIncidents: Int = 0, retracted: [String] = [],
        restrictedEvents: Int? = nil, withheldProvinces: [String]? = nil
    ) {
        self.restrictedEvents = restrictedEvents
        self.withheldProvinces = withheldProvinces
        self.surfaceIncidents = surfaceIncidents
        self.rows = rows
        self.claims = claims
        self.incidents = incidents
        self.rejected = rejected
        self.unlocatedIncidents = unlocatedIncidents
        self.unlocatedMass = unlocatedMass
        self.withheldIncidents = withheldIncidents
        self.retracted = retracted
    }

    private enum CodingKeys: String, CodingKey {
        case rows, claims, incidents, rejected, unlocatedIncidents = "unlocated_incidents"
        case unlocatedMass = "unlocated_mass", surfaceIncidents = "surface_incidents"
        case withheldIncidents = "withheld_incidents", retracted
        case notKnownYet = "not_known_yet", publishedLater = "published_later"
        case publicationUnknown = "publication_unknown"
        case mapIncidents = "map_incidents", outsideExtent = "outside_extent", outsideAssessed = "outside_assessed"
        case restrictedEvents = "restricted_events", withheldProvinces = "withheld_provinces"
    }
}
