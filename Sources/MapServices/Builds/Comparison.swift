// SPDX-License-Identifier: Apache-2.0

import Geo
import Layers
import TileEncoding

/// Two dates of a layer, the later of which is told as so many times the earlier.
struct Comparison: Sendable {
    let earlierDay: String
    let laterDay: String
    let earlier: RasterRenderer
    let later: RasterRenderer
}

extension ServedSurface {
    /// The layer that shows how this one changed between two dates; nil where no palette is given for it.
    var differenceName: String? { differenceStyle == nil ? nil : "\(name)-difference" }
}

extension Build {
    /// The layers that say for nine in ten cases what number to expect: where a build has them, a change is marked only where more
    /// or less was reported than they allowed.
    private var statesIntervals: Bool {
        [SurfaceLayer.expectedLow, .expectedHigh].allSatisfy { raster($0.name) != nil }
    }

    /// Days that the layer of marked changes looks back.
    private static let markedDays = 30
    /// Days by which the dates may be nearer to each other or further apart than that, and still be told by it.
    private static let markedTolerance = 3

    /// What may call a change since an earlier build more than chance: nil where neither states intervals.
    fileprivate func marks(since earlier: Build, levels: [RasterLevel]) -> RasterRatio.Marks? {
        guard statesIntervals || earlier.statesIntervals else { return nil }
        guard statesIntervals, earlier.statesIntervals, let first = CalendarDay(parsing: earlier.day),
            let last = CalendarDay(parsing: day), let change = raster(SurfaceLayer.change.name)?.renderer.pyramid,
            abs(last.daysSinceEpoch - first.daysSinceEpoch - Self.markedDays) <= Self.markedTolerance,
            change.levels == levels
        else { return RasterRatio.Marks.none }
        return .raster(change)
    }

    /// The changes between two builds as a build of its own, so that its layers are listed, drawn and answered like
    /// any others, under a tag that names both.
    convenience init(_ later: Build, over earlier: Build) {
        let rasters = later.rasters.compactMap { layer in
            earlier.raster(layer.name).flatMap {
                ServedSurface(
                    layer, of: later.day, over: $0, of: earlier.day, wording: later.wording,
                    marks: later.marks(since: earlier, levels: layer.renderer.pyramid.levels))
            }
        }
        var catalog = later.catalog
        for source in earlier.catalog?.sources ?? [] where catalog?.sources.contains(source) == false {
            catalog?.sources.append(source)
        }
        self.init(
            folder: "", day: "\(earlier.day)/\(later.day)", title: later.title, tag: "\(earlier.tag)-\(later.tag)",
            tier: max(earlier.tier, later.tier), rasters: rasters, vectors: [], files: [:], catalog: catalog,
            catalogBytes: nil, wording: later.wording)
    }

    /// Why the values of an earlier build must not be compared with this one's, in words that follow a colon; nil
    /// where they may.
    func obstacle(to earlier: Build) -> String? {
        guard let own = catalog, let other = earlier.catalog else { return "there is no catalog" }
        if own.computingCRS != other.computingCRS || own.cellSize != other.cellSize || own.extent != other.extent {
            return "the computing grid differs"
        }
        let names = Set(own.method.keys).union(other.method.keys).sorted().filter { own.method[$0] != other.method[$0] }
        if !names.isEmpty { return "the method differs in \(names.joined(separator: ", "))" }
        if surfaces != earlier.surfaces { return "the surfaces of the intensity differ" }
        let hasAll = rasters.filter { $0.differenceStyle != nil }.allSatisfy { layer in
            earlier.raster(layer.name).map { $0.style.classes == layer.style.classes && $0.hasGrid(of: layer) } ?? false
        }
        return hasAll ? nil : "the layers differ in grid or classes"
    }
}

extension ServedSurface {
    fileprivate func hasGrid(of other: ServedSurface) -> Bool {
        renderer.pyramid.levels == other.renderer.pyramid.levels
    }

    /// Nil where there is no palette for the difference, or the layers do not share a grid.
    fileprivate init?(
        _ later: ServedSurface, of day: String, over earlier: ServedSurface, of earlierDay: String, wording: Wording,
        marks: RasterRatio.Marks?
    ) {
        guard let name = later.differenceName, let palette = later.differenceStyle, later.hasGrid(of: earlier) else {
            return nil
        }
        let renderer = RasterRenderer(
            pyramid: later.renderer.pyramid, style: palette.over(day, earlierDay, wording),
            over: RasterRatio(
                of: earlier.renderer.pyramid, nothing: later.style.nothing, quiet: later.style.quiet, marks: marks))
        self.init(
            name: name, title: palette.title,
            summary: "\(later.title.main) of \(day) as so many times that of \(earlierDay); a fall may also mean fewer "
                + "reports.",
            tier: max(later.tier, earlier.tier), renderer: renderer, bounds: later.bounds,
            files: later.files + earlier.files, maxZoom: later.maxZoom,
            comparison: Comparison(
                earlierDay: earlierDay, laterDay: day, earlier: earlier.renderer, later: later.renderer))
    }
}

extension Style {
    /// Values below this say that nothing was reported: the bound of the class of that name, else any value above 0 is one.
    fileprivate var nothing: Float { silence?.upper ?? .leastNormalMagnitude }

    /// Values below this are next to nothing: the bound of the class above.
    fileprivate var quiet: Float {
        guard let silence, let next = classes.first(where: { $0.lower == silence.upper }), next.upper.isFinite else {
            return 0
        }
        return next.upper
    }

    private var silence: StyleClass? { classes.first.flatMap { $0.id == "no_report" ? $0 : nil } }

    /// Whether the classes are those of a ratio: builds of earlier versions carry palettes of differences under the same name.
    var isOfRatios: Bool { classIndex(of: RasterRatio.mayBeChance) != nil && classes[0].lower >= -10 }

    /// The palette with units that say which date is compared with which.
    fileprivate func over(_ later: String, _ earlier: String, _ wording: Wording) -> Style {
        let headed = units.languages.map { language -> (Language, String) in
            // Isolated, for after Arabic letters the parts of a date would be shown in reverse.
            func day(_ text: String) -> String { language.isRightToLeft ? "\u{2066}\(text)\u{2069}" : text }
            let values = ["units": units[language], "later": day(later), "earlier": day(earlier)]
            let said = wording.text(.difference, values, in: language)
            // Builds of earlier versions carry no texts.
            return (language, said.isEmpty ? "\(units[language]): \(day("\(later) / \(earlier)"))" : said)
        }
        return self.headed(title: title, units: TextByLanguage(headed))
    }
}

/// Which builds may be compared with each other.
struct ComparableDates: Sendable {
    /// Builds of the newest one's grid and method, it among them, one for each day, oldest first.
    let builds: [Build]
    /// Each of them but the first over the one before it; made once, for requests name them again and again.
    let changes: [Build]
    /// Days that were left out, with the reason.
    let obstacles: [(day: String, reason: String)]

    /// - Parameter all: oldest first.
    init(_ all: [Build]) {
        guard let newest = all.last, newest.rasters.contains(where: { $0.differenceStyle != nil }) else {
            (builds, changes, obstacles) = ([], [], [])
            return
        }
        let byDay = all.indices.filter { $0 == all.count - 1 || all[$0 + 1].day != all[$0].day }.map { all[$0] }
        obstacles = byDay.compactMap { build in newest.obstacle(to: build).map { (build.day, $0) } }
        let hindered = Set(obstacles.map(\.day))
        let builds = byDay.filter { !hindered.contains($0.day) }
        self.builds = builds
        changes = zip(builds, builds.dropFirst()).map { Build($1, over: $0) }
    }

    /// Days that have one before them: what a single date may be.
    var laterDays: [String] { builds.dropFirst().map(\.day) }

    /// A sentence for the operator on each day that is left out.
    var remarks: [String] {
        obstacles.map { "no difference between \($0.day) and the newest date is offered: \($0.reason)" }
    }

    /// A build over the one before it; nil where there is none.
    func change(to build: Build) -> Build? {
        guard let index = builds.firstIndex(where: { $0 === build }), index > 0 else { return nil }
        return changes[index - 1]
    }

    /// The difference that a time names: between what holds at both ends of an interval; where that is one build, and for a
    /// single date, between it and the one before it.
    func difference(_ time: String) throws(ServerError) -> Build {
        let range = try DayRange(ofList: time)
        guard let later = try range.last.map({ day throws(ServerError) in try build(at: day) }) ?? builds.last else {
            throw .incomparable("There is no data for \(time.prefix(40)); \(offered).")
        }
        let earlier = try range.first.flatMap { day throws(ServerError) in try build(at: day) }
        if let earlier, earlier.day < later.day {
            let pair = "\(earlier.day)/\(later.day)"
            return changes.first { $0.day == pair } ?? Build(later, over: earlier)
        }
        guard let change = change(to: later) else {
            throw .incomparable("There is no date before \(later.day); \(offered).")
        }
        return change
    }

    /// What holds on a day; nil before the first build.
    private func build(at day: CalendarDay) throws(ServerError) -> Build? {
        if let reason = obstacles.first(where: { $0.day == day.description })?.reason {
            throw .incomparable("\(day) cannot be compared with the newest date: \(reason).")
        }
        return builds.last { $0.isOf(day) }
    }

    private var offered: String {
        "the dates that can be compared are " + builds.map(\.day).joined(separator: ", ")
    }
}
