// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Geo
import JSON
public import Layers
public import Studies

/// Builds of one study for the days of a period, one folder for each, and what is said of all of them together.
///
/// Names, rows, corridors and the cells of areas are read and made once; each day is then what `build --as-of` of that day
/// writes, byte for byte. A folder appears whole or not at all, so a run that was stopped goes on where it was.
public struct Series {
    /// What a caller decides beside the study.
    public struct Options: Sendable {
        /// Folder of the series.
        public var out: String
        /// More formats of the vector layers.
        public var also: [ExtraFormat] = []
        /// The files of each day; nil for all but the finished maps, and on days of many incidents, but for the last day, only
        /// those of a time line.
        public var selection: OutputSelection?
        /// So many incidents on the surface are many.
        public static let mostListed = 2000
        /// Layer of the sheet of small maps and of the animation.
        public var layer = SurfaceLayer.relativeRisk
        /// Whether the sheet of small maps is drawn, and whether an animation is made where that can be done.
        public var hasSheet = true, hasAnimation = true
        /// Stop when more rows than this are rejected; nil for no limit.
        public var maxRejected: Int?
        /// Bytes of memory that the run may hold; nil for what the system leaves to it.
        public var maxMemory: Int?
        /// Threads; the result does not depend on it.
        public var threads = 1

        /// Takes the folder; all else is as by default.
        public init(out: String) { self.out = out }
    }

    let study: ResolvedStudy
    let plan: SeriesPlan
    let options: Options

    /// Takes a checked study.
    public init(study: ResolvedStudy, plan: SeriesPlan, options: Options) {
        self.study = study
        self.plan = plan
        self.options = options
    }

    /// Files without which nothing can be said of the period.
    private var needed: Set<String> {
        ["\(FeatureLayer.Kind.provinces.layerName).geojson", "\(options.layer.name).tif"]
    }

    /// Builds the days that are not there yet, then the table, the sheet and the animation.
    /// - Parameter progress: called with a few words whenever a day or a stage starts.
    /// - Throws: `SeriesFailure` with the day that could not be built, `StudyError` for a folder that holds something else,
    ///   or the typed error of the stop that failed.
    public func run(progress: @escaping (String) -> Void = { _ in }) throws -> SeriesReport {
        let memory = StudyMemory(), folder = SeriesFolder(path: options.out)
        // checked: a plan has days
        let first = try dated(plan.days[0])
        try folder.claim(by: try key(first, memory, progress), study: study)
        var report = SeriesReport(folder: options.out, days: plan.days)
        var before: String?
        for (number, day) in plan.days.enumerated() {
            let target = folder.path(of: day)
            if BuildFolder.isBuild(target) {
                report.found.append(day)
            } else {
                do {
                    try build(day, into: target, after: before, memory) {
                        progress("\(day), \(number + 1) of \(plan.days.count): \($0)")
                    }
                } catch {
                    throw FailureKind(of: error) == .interrupted ? error : SeriesFailure(day: day, reason: error)
                }
                report.built.append(day)
            }
            before = target
        }
        progress("summing up \(plan.days.count) days")
        try SeriesSummary(series: self, folder: folder, study: first, memory: memory).write(&report, progress)
        return report
    }

    private func build(
        _ day: CalendarDay, into target: String, after before: String?, _ memory: StudyMemory,
        _ progress: @escaping (String) -> Void
    ) throws {
        var build = Pipeline.Options(
            out: target, also: options.also, maxRejected: options.maxRejected, threads: options.threads,
            maxMemory: options.maxMemory, selection: (options.selection ?? .withoutSheets).adding(needed))
        (build.dayBefore, build.isOfSeries) = (before, true)
        if options.selection == nil, day != plan.days.last { build.mostListed = Options.mostListed }
        _ = try Pipeline(study: dated(day), options: build, memory: memory).run(progress: progress)
    }

    private func dated(_ day: CalendarDay) throws -> ResolvedStudy {
        try study.dated(day, knownOn: plan.isAsKnownThen ? day : nil)
    }

    /// What all days of a folder have in common: two runs with one key go on from each other.
    private func key(
        _ first: ResolvedStudy, _ memory: StudyMemory, _ progress: @escaping (String) -> Void
    ) throws -> String {
        let pipeline = Pipeline(
            study: first,
            options: Pipeline.Options(out: "", maxRejected: options.maxRejected, threads: options.threads),
            memory: memory)
        let clock = StageClock(report: progress)
        let (evidence, _) = try pipeline.readEvidence(clock)
        var common = first.withoutPaths(of: evidence.read.restrictedSources)
        (common.asOf, common.knownOn) = ("", plan.isAsKnownThen ? "each day" : common.knownOn)
        let digest = InputDigest(copying: try pipeline.filesDigest(clock))
        digest.add("study", text: try StableJSON.compact(common))
        digest.add(
            "files",
            text: (options.selection?.text ?? "by number") + options.also.map(\.rawValue).joined(separator: ","))
        digest.add("layer", text: options.layer.name)
        return digest.hexadecimal
    }
}

extension OutputSelection {
    /// What is wanted, for the key of a series.
    fileprivate var text: String {
        names.map { $0.sorted().joined(separator: ",") } ?? (self == .all ? "all" : "without sheets")
    }
}

/// What a run of a series did.
public struct SeriesReport: Sendable {
    /// Folder of the series.
    public let folder: String
    /// Its days.
    public let days: [CalendarDay]
    /// Days that were built now, and those that an earlier run had built.
    public internal(set) var built: [CalendarDay] = [], found: [CalendarDay] = []
    /// Files beside the folders of the days.
    public internal(set) var files: [String] = []
    /// What could not be made and why, a sentence each.
    public internal(set) var notes: [String] = []
    /// Largest resident memory of the process, bytes.
    public internal(set) var peakMemory = 0
}
