// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON
import Layers
import Synchronization
import TileEncoding

/// West, south, east, north in degrees.
struct DegreeBox: Sendable, Hashable {
    let west: Double, south: Double, east: Double, north: Double

    var values: [Double] { [west, south, east, north] }
    var json: JSONValue { .array(values.map(JSONValue.double)) }
    var extent: Extent? { Extent(minX: west, minY: south, maxX: east, maxY: north) }

    /// The part of the globe; nil for other than four ascending numbers.
    init?(_ values: [Double]) {
        guard values.count == 4,
            let extent = Extent(
                minX: values[0], minY: values[1], maxX: values[2], maxY: values[3])
        else { return nil }
        self.init(extent)
    }

    init(_ extent: Extent) {
        (west, south, east, north) = (extent.minX, extent.minY, extent.maxX, extent.maxY)
    }
}

/// A surface of a build, ready to be drawn.
struct ServedSurface: Sendable {
    let name: String
    let title: TextByLanguage
    let summary: String
    let tier: ReleaseTier
    let renderer: RasterRenderer
    let bounds: DegreeBox
    /// The files behind it, open as long as it is drawn.
    let files: [OpenedFile]
    /// Deepest zoom at which the cells still gain detail, and a little more.
    let maxZoom: Int
    /// Palette of its changes between dates; nil where these are not offered.
    var differenceStyle: Style?
    /// What it is the difference of; nil for a layer of one date, whose values are a file of the build.
    var comparison: Comparison?

    var style: Style { renderer.style }

    /// What the layer is, in which unit, and what its absence does not mean, in sentences.
    func sentences(_ build: Build) -> String {
        func sentence(_ text: String) -> String { text.hasSuffix(".") ? text : text + "." }
        return [sentence(summary), "Unit: \(sentence(style.units.main))", build.statements.absence.main].joined(
            separator: " ")
    }
}

/// Features of a build, ready to be answered and cut into tiles.
struct ServedFeatures: Sendable {
    let name: String
    let title: TextByLanguage
    let summary: String
    let tier: ReleaseTier
    let pyramid: VectorPyramid
    let bounds: DegreeBox

    var features: [TileFeature] { pyramid.collection.features }

    /// Whether the features say on which days they happened.
    var hasDays: Bool { features.contains { $0.properties.contains { $0.name == "first_day" } } }
}

extension ServedFeatures {
    /// What the layer is, and what its absence does not mean, in sentences.
    func sentences(_ build: Build) -> String { summary.sentence + " " + build.statements.absence.main }
}

extension String {
    /// The text with a full stop.
    fileprivate var sentence: String { hasSuffix(".") ? self : self + "." }
}

extension Build {
    /// Words under which catalogues of services list the maps.
    static let keywords = ["humanitarian access", "safety", "armed conflict", "risk"]

    /// How the features of a layer are drawn; nil for a layer that builds do not make.
    func drawing(of layer: ServedFeatures) -> FeatureStyle? {
        guard let kind = FeatureLayer.Kind.allCases.first(where: { $0.layerName == layer.name }),
            let main = catalog.flatMap({ raster($0.mainLayer) }) ?? rasters.first
        else { return nil }
        return FeatureStyle.of(kind, title: layer.title, main: main.style, wording: wording)
    }
}

/// A file that is served as it is.
struct ServedFile: Sendable {
    let file: OpenedFile
    let mediaType: String
    let tier: ReleaseTier
}

/// One build, whole and unchangeable: what is answered from it can never mix with another build.
final class Build: Sendable {
    /// Path of the folder, for messages and for the order among builds of one day; empty for what has none.
    let folder: String
    /// Day of the assessment, `YYYY-MM-DD`; two joined by `/` for their difference; empty for a single raster file.
    let day: String
    /// Title of the study.
    let title: TextByLanguage
    /// The languages of the study and what legends say in them.
    let wording: Wording
    /// Digest of everything served; part of every entity tag.
    let tag: String
    /// Tier of the build as a whole.
    let tier: ReleaseTier
    let rasters: [ServedSurface]
    let vectors: [ServedFeatures]
    /// Ground and names; none in builds of earlier versions.
    let references: [ServedReference]
    /// By path relative to the folder.
    let files: [String: ServedFile]
    /// `catalog.json` as it is; nil for a single raster file.
    let catalog: Catalog?
    let catalogBytes: [UInt8]?
    /// Tag of the surfaces that the intensity is made of; empty where the build does not say.
    let surfaces: String
    /// The incidents as marks, made when they are first asked for.
    let marks = MarkShelf()
    /// Answers questions from the very files of this build; nil where none are answered.
    let queries: (any RiskQueries)?

    init(
        folder: String, day: String, title: TextByLanguage, tag: String, tier: ReleaseTier, rasters: [ServedSurface],
        vectors: [ServedFeatures], files: [String: ServedFile], catalog: Catalog?, catalogBytes: [UInt8]?,
        surfaces: String = "", wording: Wording = .ofEarlierBuilds, references: [ServedReference] = [],
        queries: (any RiskQueries)? = nil
    ) {
        self.folder = folder
        self.day = day
        self.title = title
        self.wording = wording
        self.tag = tag
        self.tier = tier
        self.rasters = rasters
        self.vectors = vectors
        self.references = references
        self.files = files
        self.catalog = catalog
        self.catalogBytes = catalogBytes
        self.surfaces = surfaces
        self.queries = queries
    }

    /// Whether the files are those that were opened: looked at once a second, as every request asks.
    var isIntact: Bool {
        watch.withLock { state in
            let now = ContinuousClock.now
            if let known = state, now - known.at < .seconds(1) { return known.isIntact }
            let isIntact = files.values.allSatisfy(\.file.isUnchanged)
            state = (now, isIntact)
            return isIntact
        }
    }

    private let watch = Mutex<(at: ContinuousClock.Instant, isIntact: Bool)?>(nil)

    func raster(_ name: String) -> ServedSurface? { rasters.first { $0.name == name } }
    func vector(_ name: String) -> ServedFeatures? { vectors.first { $0.name == name } }
    /// Ground or names; nil where a layer of risk has the name.
    func reference(_ name: String) -> ServedReference? {
        raster(name) == nil && vector(name) == nil ? references.first { $0.name == name } : nil
    }

    /// What covers all layers.
    var bounds: DegreeBox {
        let boxes = rasters.map(\.bounds) + vectors.map(\.bounds)
        return DegreeBox(
            boxes.compactMap(\.extent).reduce(nil) { $0?.union($1) ?? $1 }
                ?? Extent(minX: -180, minY: -85, maxX: 180, maxY: 85)!)
    }

    /// Name of the layer that is shown first; empty where there is none.
    var mainLayer: String {
        let named = catalog?.mainLayer ?? ""
        return raster(named) == nil ? rasters.first?.name ?? "" : named
    }

    var statements: Statements { (catalog?.statements ?? .standard).arranged(for: wording.languages) }
    /// Texts that every use must show, as one line.
    var attribution: String { catalog?.attributions.joined(separator: "; ") ?? "" }
}

/// All builds that are served, oldest first; the newest is the one that is meant where no date is given.
final class BuildSet: Sendable {
    let builds: [Build]
    /// Grows with every reload: tells entries of caches apart.
    let generation: Int
    let comparable: ComparableDates
    /// The builds that anyone may see as a set of their own; nil where that is none of them, or all.
    private let open: BuildSet?
    /// Whether any of the builds needs a token.
    let holdsClosed: Bool
    /// The newest build against the one before it; nil where there are no two that can be compared.
    var latestChange: Build? { comparable.changes.last }

    init(builds: [Build], generation: Int) {
        precondition(!builds.isEmpty, "a set holds at least one build")
        self.builds = builds
        self.generation = generation
        comparable = ComparableDates(builds)
        let openBuilds = builds.filter { $0.tier == .public }
        holdsClosed = openBuilds.count < builds.count
        open = holdsClosed && !openBuilds.isEmpty ? BuildSet(builds: openBuilds, generation: generation) : nil
    }

    /// What a request may see: a set in which closed builds do not exist, but for those who carry the token. Nil where
    /// nothing is left.
    func visible(toMember isMember: Bool) -> BuildSet? { isMember || !holdsClosed ? self : open }

    var latest: Build { builds[builds.count - 1] }
    /// Days of the builds, oldest first; none for a single raster file.
    var days: [String] { builds.map(\.day).filter { !$0.isEmpty } }

    /// The build that a layer is answered from: for a difference that of its two dates, else that of the day.
    func build(of layer: String, time: String?) throws(ServerError) -> Build {
        guard latest.raster(layer) == nil, latest.rasters.contains(where: { $0.differenceName == layer }) else {
            return try build(time: time)
        }
        guard let latestChange else {
            throw .incomparable("A difference needs two dates that can be compared, and there is only \(latest.day).")
        }
        return try Self.named(time).map(comparable.difference) ?? latestChange
    }

    /// Layers that show the change to a build from the one before it.
    func differences(to build: Build) -> [ServedSurface] {
        (build === latest ? latestChange : comparable.change(to: build))?.rasters ?? []
    }

    /// The days that a layer may be asked for; a difference is that to the day from the one before.
    func days(of layer: ServedSurface) -> [String] { layer.comparison == nil ? days : comparable.laterDays }

    /// Whether no date needs to be given for the build to be meant.
    func isMeantWithoutDate(_ build: Build) -> Bool { build === latest || build.tag == latestChange?.tag }

    /// Nil where the newest is meant.
    private static func named(_ time: String?) -> String? {
        guard let time, !time.isEmpty, !["current", "default"].contains(time.lowercased()) else { return nil }
        return time
    }

    /// The build that is meant by a time as OGC services name it: a date, a time of that day, `current`, an interval, or a
    /// list of such. A map holds until the next one: what counts is the newest build at or before the latest day named.
    func build(time: String?) throws(ServerError) -> Build {
        guard let time = Self.named(time) else { return latest }
        let range = try DayRange(ofList: time)
        guard let last = range.last else { return latest }
        guard let build = builds.last(where: { $0.isOf(last) }) else { throw .unknownTime(time) }
        return build
    }
}

extension Build {
    /// Whether it is of the day or an earlier one.
    func isOf(_ day: CalendarDay) -> Bool { CalendarDay(parsing: self.day).map { $0 <= day } ?? false }
}

/// Days between two, either of which may be open (`..` or nothing).
struct DayRange: Sendable, Hashable {
    let first: CalendarDay?
    let last: CalendarDay?

    init?(_ first: some StringProtocol, _ last: some StringProtocol) {
        func isOpen(_ text: some StringProtocol) -> Bool { text.isEmpty || text == ".." }
        self.first = WrittenTime.days(first)?.first
        self.last = WrittenTime.days(last)?.last
        guard self.first != nil || isOpen(first), self.last != nil || isOpen(last) else { return nil }
        if let first = self.first, let last = self.last, last < first { return nil }
    }

    /// Days and intervals separated by commas, as WMS writes them, an interval with a step or without: from the first to
    /// the last of all of them.
    init(ofList text: String) throws(ServerError) {
        let ranges = text.split(separator: ",", omittingEmptySubsequences: false).map { part -> DayRange? in
            let sides = part.split(separator: "/", omittingEmptySubsequences: false)
            return sides.count > 3 || part.isEmpty ? nil : DayRange(sides[0], sides[min(1, sides.count - 1)])
        }
        guard !ranges.isEmpty, !ranges.contains(where: { $0 == nil }) else { throw .notATime(text) }
        first = ranges.contains { $0?.first == nil } ? nil : ranges.compactMap { $0?.first }.min()
        last = ranges.contains { $0?.last == nil } ? nil : ranges.compactMap { $0?.last }.max()
    }

    /// A single day or an interval as OGC API writes it; nil for another text.
    init?(parsing text: String) {
        let sides = text.split(separator: "/", omittingEmptySubsequences: false)
        switch sides.count {
        case 1 where text != "..": self.init(sides[0], sides[0])
        case 2: self.init(sides[0], sides[1])
        default: return nil
        }
    }

    func contains(_ text: String) -> Bool {
        guard let day = CalendarDay(parsing: text) else { return false }
        return (first.map { $0 <= day } ?? true) && (last.map { day <= $0 } ?? true)
    }

    /// Whether the days from one to another share any with the range; a missing end is taken as the other one.
    func intersects(first from: String?, last to: String?) -> Bool {
        guard let from = from ?? to, let to = to ?? (from as String?),
            let start = CalendarDay(parsing: from), let end = CalendarDay(parsing: to)
        else { return true }
        return (first.map { $0 <= end } ?? true) && (last.map { start <= $0 } ?? true)
    }
}
