// SPDX-License-Identifier: Apache-2.0

import Chance
import Foundation
import Gazetteer
import Geo
import GeoIO
import Incidents
import JSON
public import Layers
import Places
import Queries
public import RedTeam
import Scoring
public import Studies
public import Validation
import Zones

/// The whole run, top to bottom: evidence, events, surface, layers, one folder.
///
/// Data moves one way; each stop returns a new value and none calls the one before it.
public struct Pipeline {
    /// What a caller decides beside the study.
    public struct Options: Sendable {
        /// Folder of the build.
        public var out: String
        /// More formats of the vector layers.
        public var also: [ExtraFormat]
        /// Stop when more rows than this are rejected; nil for no limit.
        public var maxRejected: Int?
        /// Bytes of memory that the run may hold; nil for what the system leaves to it. Inputs that would need more are
        /// refused.
        public var maxMemory: Int?
        /// Threads of the scoring and of the writing; the result does not depend on it.
        public var threads: Int
        /// Folder of an earlier build of the same tier, whose counts of restricted events stay told; nil for none.
        public var previous: String?
        /// The finished maps that are drawn.
        public var sheets = SheetSelection()
        /// The files that are written.
        public var selection: OutputSelection
        /// The build of the day before in a series of the same study; nil for all others.
        var dayBefore: String?
        /// Whether it is a day of a series.
        var isOfSeries = false
        /// With more incidents on the surface than this, a day of a series has the files of a time line alone.
        var mostListed = Int.max
        /// For tests of attacks alone: no study and no flag sets it.
        package var restrictedLaw = RestrictedLaw.areas
        /// Whether a build that the red team finds wanting is refused. Only tests, which plant leaks, say no.
        package var refusesLeaks = true

        /// Takes the parts as they are.
        public init(
            out: String, also: [ExtraFormat] = [], maxRejected: Int? = nil, threads: Int = 1, previous: String? = nil,
            maxMemory: Int? = nil, selection: OutputSelection = .all
        ) {
            self.out = out
            self.also = also
            self.maxRejected = maxRejected
            self.threads = threads
            self.previous = previous
            self.maxMemory = maxMemory
            self.selection = selection
        }
    }

    let study: ResolvedStudy
    var options: Options
    let memory: StudyMemory

    /// Takes a checked study.
    public init(study: ResolvedStudy, options: Options) {
        self.init(study: study, options: options, memory: StudyMemory())
    }

    /// - Parameter memory: what builds of other days of this very study have read and made.
    init(study: ResolvedStudy, options: Options, memory: StudyMemory) {
        self.study = study
        self.options = options
        self.memory = memory
    }

    /// Builds the layers and puts the folder in place.
    /// - Parameter progress: called with a few words whenever a stage starts.
    /// - Throws: the typed error of the stop that failed; nothing has been written then.
    public func run(progress: @escaping (String) -> Void = { _ in }) throws -> BuildReport {
        let clock = StageClock(report: progress)
        try BuildFolder.check(target: options.out)
        var build = try assess(clock)
        let before = build.evidence.read.retracted.isEmpty ? nil : tableBefore()
        build.forecast = try forecastSurfaces(build, clock)
        try budget.check(claims: build.evidence.drawn, of: "the located incidents")
        let (layers, redTeam) = try BuildFolder.write(to: options.out) { try write(build, into: $0, clock) }
        var report = report(
            build.evidence, names: build.names, clock: clock, grid: build.plane.grid, layers: layers,
            folder: options.out)
        report.withheldProvinces = build.scored.provinces.withheld.sorted()
        report.redTeam = redTeam
        if let before, FileManager.default.fileExists(atPath: "\(options.out)/\(ContributionTable.fileName)") {
            report.retractions?.compare(
                before.table, in: before.folder, with: try ContributionTable.read(folder: options.out))
        }
        return report
    }

    /// Writes what is wanted. A build behind which restricted events stand is whole until it has been attacked.
    private func write(
        _ build: BuildContent, into folder: String, _ clock: StageClock
    ) throws -> ([CatalogLayer], RedTeamReport?) {
        let isAttacked = build.mustBeAttacked
        let isLong = build.evidence.drawn > options.mostListed && !isAttacked
        let selection = isLong ? OutputSelection.timeLine : options.selection
        let isPart = selection.names != nil
        if isPart, isAttacked, options.isOfSeries {
            throw StudyError(
                file: study.file,
                message: "--only: with restricted events each day of a series is attacked beside the day before, which "
                    + "takes whole builds; leave --only out")
        }
        let layers = try BuildOutput(
            content: build, also: options.also, folder: folder, clock: clock, threads: options.threads,
            sheets: options.sheets, selection: isPart && isAttacked ? .all : selection, twin: options.dayBefore
        ).write()
        try selection.check(in: folder, layers: build.layers.map(\.name), study: study)
        let redTeam = try attack(build, folder: folder, clock: clock)
        guard isPart, isAttacked else { return (layers, redTeam) }
        let kept = selection.adding(
            OutputNames.ofRestrictedEvents.filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)") })
        let catalog = try Catalog.read(folder: folder)
        try BuildFolder.prune(folder, to: kept)
        try BuildWriter(
            folder: folder, policy: ReleasePolicy(tier: study.tier), provenance: build.provenance, selection: kept
        ).write(catalog)
        return (catalog.listing(kept).layers, redTeam)
    }

    /// Reads everything that a build would read and builds nothing.
    /// - Parameter wantsDetails: whether the report tells how each input and place was read. It then tells too why no build
    ///   can be made of what was read, where that is so.
    /// - Throws: the typed error of the stop that failed: the one that a build would end with.
    public func check(
        wantsDetails: Bool = false, progress: @escaping (String) -> Void = { _ in }
    ) throws -> BuildReport {
        let clock = StageClock(report: progress)
        var refusals = Refusals(areKept: wantsDetails)
        let (evidence, names, plane, _) = try prepare(clock, &refusals)
        // What only the pictures show has to be readable too.
        _ = try BaseMap(
            study: study, gazetteer: names.gazetteer,
            names: ReferenceNames(study: study, gazetteer: names.gazetteer, wording: names.texts.wording),
            withheld: [], transform: plane.toPlane)
        var report = report(evidence, names: names, clock: clock, grid: plane.grid, layers: [], folder: nil)
        report.refusal = refusals.first
        if wantsDetails { report.details = CheckDetailsBuilder(study: study).details(of: evidence, names: names) }
        return report
    }

    /// Scores forecasts of the study's record on days that they did not know.
    /// - Parameters:
    ///   - plan: origins, horizon, scoring cells and models.
    ///   - progress: called with a few words whenever a stage or a fold starts.
    /// - Throws: `StudyError` when no input is a systematic record, or the typed error of the stop that failed.
    public func validate(_ plan: ValidationPlan, progress: @escaping (String) -> Void = { _ in }) throws
        -> StudyValidation
    {
        let clock = StageClock(report: progress)
        let reading = try readRecord(clock), days = reading.record.days
        let plan = plan.within(days)
        guard !plan.origins.isEmpty else {
            throw StudyError(
                file: study.file,
                message:
                    "no fold lies within the record, which runs from \(days.first) to \(days.last); ask for days of it")
        }
        let validation = Validation(
            record: reading.record.events, regions: reading.zones, plan: plan, threads: options.threads)
        let result = validation.run { fold, all in clock.note("scoring fold \(fold) of \(all)") }
        return try StudyValidation(result: result, reading: reading, study: study)
    }

    /// What the study's record says of the days to come.
    /// - Parameter progress: called with a few words whenever a stage starts.
    /// - Throws: `StudyError` when no input is a systematic record, or the typed error of the stop that failed.
    public func forecast(progress: @escaping (String) -> Void = { _ in }) throws -> StudyForecast {
        guard ChanceRadius.twentyFive.isKnown(cellSize: study.cell.value) else {
            throw StudyError(
                file: study.file, message: "cell: forecasts within 25 km need cells of at most 12.5 km; give 5km")
        }
        let clock = StageClock(report: progress)
        let reading = try readRecord(clock)
        return StudyForecast(
            study: study, record: reading.record, provinces: reading.names.provinces, zones: reading.zones,
            toPlane: reading.plane.toPlane, threads: options.threads
        ) { fold, all in clock.note("trying the rule on earlier days: \(fold) of \(all)") }
    }

    /// What the study's record says of the days to come; nil without a record, on cells too coarse for 25 km, and where what
    /// may be told of a part of it is no record: its chances would be those of another, safer-looking one.
    func forecastSurfaces(_ build: BuildContent, _ clock: StageClock) throws -> ForecastSurfaces? {
        guard !build.evidence.read.records.isEmpty, ChanceRadius.twentyFive.isKnown(cellSize: study.cell.value),
            build.evidence.restrictedShare(in: study.tier) != .some
        else { return nil }
        return try clock.stage("forecasting from the record") {
            var footprints = build.scored.footprints
            return try record(build.evidence, names: build.names, plane: build.plane, footprints: &footprints)
                .map { record in
                    ForecastSurfaces(
                        forecast: StudyForecast(
                            study: study, record: record, provinces: build.names.provinces, zones: build.scored.zones,
                            toPlane: build.plane.toPlane, threads: options.threads
                        ) { fold, all in clock.note("trying the rule on earlier days: \(fold) of \(all)") },
                        hasOpenEvents: build.evidence.hasOpenRecord)
                }
        }
    }

    /// The record of the study, refused where a build of it would be, with the cells of the provinces.
    private func readRecord(_ clock: StageClock) throws -> RecordOfStudy {
        let (evidence, names, plane, known) = try prepare(clock)
        var footprints = known
        guard let record = try record(evidence, names: names, plane: plane, footprints: &footprints) else {
            throw StudyError(
                file: study.file,
                message: "no input is a systematic record with events in the assessed countries, so there is nothing "
                    + "to forecast from; UCDP and ACLED are records, and others with systematic: true")
        }
        return RecordOfStudy(
            record: record, zones: try names.zones(&footprints, on: plane.grid), names: names, plane: plane,
            evidence: evidence)
    }

    /// The study's systematic record; nil where no input is one.
    func record(
        _ evidence: StudyEvidence, names: StudyNames, plane: BuildGrid, footprints: inout LawFootprints
    ) throws -> StudyRecord? {
        guard !evidence.read.records.isEmpty else { return nil }
        var events = try RecordReading(
            study: study, located: evidence.located.incidents, records: evidence.read.records, plane: plane
        ).events(&footprints)
        let restricted =
            evidence.restrictedShare(in: study.tier) == .all
            ? evidence.restricted.map { RestrictedRecord($0, study: study) } : nil
        events += try restricted?.events(&footprints) ?? []
        let ground =
            try memory.ground
            ?? RecordGround(
                study: study, gazetteer: names.gazetteer, plane: plane, footprints: &footprints,
                threads: options.threads)
        memory.ground = ground
        return StudyRecord(
            events, inputs: Array(evidence.read.records.values), footprints: footprints.footprints,
            evenly: footprints.even, ground: ground, restricted: restricted, asOf: study.asOf)
    }

    /// Attacks the outputs of a build of this study that is in place.
    /// - Parameter previous: folders of earlier releases, the latest first.
    /// - Returns: what was found; nil when the study has no restricted events or the tier is internal.
    /// - Throws: `StudyError` when the folder holds a build of other inputs, or the typed error of the stop that failed.
    public func redTeam(previous: [String], progress: @escaping (String) -> Void = { _ in }) throws -> RedTeamReport? {
        let clock = StageClock(report: progress)
        let catalog = try Catalog.read(folder: options.out)
        // A build that took over the counts of an earlier one has them in its digest.
        let histories = [options.previous] + (options.previous == nil ? previous.prefix(1).map(Optional.some) : [])
        for history in histories {
            var pipeline = self
            pipeline.options.previous = history
            let (evidence, names) = try pipeline.readEvidence(clock)
            guard catalog.inputDigest == evidence.digest, catalog.tier == study.tier else { continue }
            return try pipeline.attack(evidence, names: names, previous: previous, clock: clock)
        }
        throw StudyError(
            file: study.file,
            message: "'\(options.out)' holds a build of other inputs or another tier; build it again, or name the "
                + "study, the day and the tier that it was made with")
    }

    private func attack(
        _ evidence: StudyEvidence, names: StudyNames, previous: [String], clock: StageClock
    ) throws -> RedTeamReport? {
        var build = try score(evidence, names: names, plane: try BuildGrid(study: study), clock: clock)
        guard build.mustBeAttacked else { return nil }
        build.forecast = try forecastSurfaces(build, clock)
        return try OutputAttacks(
            content: build, folder: options.out, previous: previous, history: try history(), clock: clock,
            threads: options.threads
        ).run()
    }

    /// The reasons of the build that this one follows; nil where there is none, or none that can be read.
    private func tableBefore() -> (folder: String, table: ContributionTable)? {
        let folders = [BuildFolder.isBuild(options.out) ? options.out : nil, options.previous].compactMap { $0 }
        return folders.lazy.compactMap { folder in
            (try? ContributionTable.read(folder: folder)).map { (folder: folder, table: $0) }
        }.first
    }

    /// What an earlier build has told that this one takes over.
    private func history() throws -> RestrictedHistory? {
        try options.previous.map { try PreviousBuild(folder: $0).history(for: study) }
    }

    /// Removes what unfinished builds of this process have written; for a handler of an interrupt.
    public static func discardUnfinished() { BuildFolder.discardStaging() }

    var budget: MemoryBudget {
        MemoryBudget(
            stated: options.maxMemory, reserve: options.sheets.isAny(in: options.selection) ? MemoryBudget.sheet : 0)
    }

    // MARK: Stops

    /// Everything that can be refused before the long work, the same for a check and for a build.
    ///
    /// The cells of the incidents' areas are made on the way and are of use to the scoring.
    private func prepare(_ clock: StageClock) throws -> (StudyEvidence, StudyNames, BuildGrid, LawFootprints) {
        var refusals = Refusals(areKept: false)
        return try prepare(clock, &refusals)
    }

    private func prepare(
        _ clock: StageClock, _ refusals: inout Refusals
    ) throws -> (StudyEvidence, StudyNames, BuildGrid, LawFootprints) {
        try ReleasePolicy(tier: study.tier).check(ReleaseRequest(corridorWidth: study.lengths.corridorWidth))
        let plane = try BuildGrid(study: study)
        _ = try study.styles()
        _ = try (study.surfaceSettings(threads: 1), study.surfaceStack())
        var (evidence, names) = try readEvidence(clock, &refusals)
        var footprints = memory.footprints {
            LawFootprints(gazetteer: names.gazetteer, transform: plane.toPlane, grid: plane.grid)
        }
        evidence.placed = try MapCounts(
            of: evidence.located.incidents, study: study, names: names, footprints: &footprints)
        try refusals.check { try EvidenceCheck(study: study).check(evidence) }
        return (evidence, names, plane, footprints)
    }

    /// A changed table of restricted events over a build of the old one: their difference would show single events.
    private func refuseUnexplainedChange(_ events: [RestrictedEvent]) throws {
        guard study.tier != .internal, options.previous == nil, options.restrictedLaw == .areas,
            PreviousBuild.tellsRestrictedEvents(folder: options.out)
        else { return }
        try PreviousBuild(folder: options.out).refuseChange(of: events, study: study)
    }

    /// All that a build knows before the record is asked what comes and before anything is written.
    /// - Throws: the typed error of the stop that failed.
    func assess(_ clock: StageClock) throws -> BuildContent {
        let (evidence, names, plane, footprints) = try prepare(clock)
        try refuseUnexplainedChange(evidence.located.restricted?.events ?? [])
        return try score(evidence, names: names, plane: plane, known: footprints, clock: clock)
    }

    /// - Parameter known: cells of the areas of all incidents, in their order; nil to make them here.
    private func score(
        _ evidence: StudyEvidence, names: StudyNames, plane: BuildGrid, known: LawFootprints? = nil, clock: StageClock
    ) throws -> BuildContent {
        try clock.stage("scoring") {
            let gridded = try gridded(evidence, names: names, plane: plane, known: known, zones: memory.zones)
            memory.zones = gridded.zones
            memory.keep(gridded.footprints)
            let surfaces = try RiskSurfaces(
                evidence: gridded.masses.evidence, routes: evidence.routes, study: study, transform: plane.toPlane,
                threads: options.threads, memory: memory)
            return BuildContent(
                study: study, evidence: evidence, names: names, plane: plane,
                scored: ScoredEvidence(gridded, surfaces: surfaces), shapes: memory.shapes)
        }
    }

    /// - Parameter zones: cells of the provinces; nil to make them here.
    func gridded(
        _ evidence: StudyEvidence, names: StudyNames, plane: BuildGrid, known: LawFootprints? = nil,
        zones: [AreaFootprint]? = nil
    ) throws -> GriddedEvidence {
        var footprints =
            known ?? LawFootprints(gazetteer: names.gazetteer, transform: plane.toPlane, grid: plane.grid)
        let masses = try EventMasses(
            of: evidence.located.incidents, footprints: &footprints, transform: plane.toPlane, grid: plane.grid,
            asOf: study.asOf, restricted: evidence.restricted?.counts ?? [], law: options.restrictedLaw,
            narrowest: study.narrowestBandwidth, budget: budget)
        let zones = try zones ?? names.zones(&footprints, on: plane.grid)
        let provinces = ProvinceEvidence(
            provinces: names.provinces, zones: zones,
            counter: ZoneEvidenceCounter(
                located: evidence.located.incidents, footprints: footprints, grid: plane.grid),
            restricted: evidence.restricted, policy: ReleasePolicy(tier: study.tier))
        let shown = zip(names.provinces, zones).filter { !provinces.withheld.contains($0.0.id) }.map(\.1)
        return GriddedEvidence(
            masses: masses, footprints: footprints, zones: zones, provinces: provinces,
            assessed: AssessedCells(zones: shown, grid: plane.grid))
    }

    /// Attacks a build with restricted events before it is put in place, and writes into its catalog what came of it.
    /// - Throws: `RedTeamRefusal` when its outputs tell where a restricted event happened.
    private func attack(_ build: BuildContent, folder: String, clock: StageClock) throws -> RedTeamReport? {
        guard build.mustBeAttacked else { return nil }
        let report = try OutputAttacks(
            content: build, folder: folder,
            previous: [options.dayBefore, BuildFolder.isBuild(options.out) ? options.out : nil].compactMap { $0 },
            history: try history(), clock: clock, threads: options.threads
        ).run()
        guard report.reasons.isEmpty || !options.refusesLeaks else {
            throw RedTeamRefusal(report: report, tier: study.tier)
        }
        var catalog = try Catalog.read(folder: folder)
        catalog.redTeam = report.section
        try BuildWriter(folder: folder, policy: ReleasePolicy(tier: study.tier), provenance: build.provenance)
            .write(catalog)
        return report
    }

    private func report(
        _ evidence: StudyEvidence, names: StudyNames, clock: StageClock, grid: Grid, layers: [CatalogLayer],
        folder: String?
    ) -> BuildReport {
        let located = evidence.located
        let drawn = evidence.drawn
        return BuildReport(
            folder: folder, title: study.study.title, asOf: study.asOf, tier: study.tier,
            reading: evidence.read.summary, newest: evidence.read.newest, rejected: evidence.read.rejected,
            incidents: evidence.told,
            drawn: drawn, placed: evidence.placed, later: located.later, earlier: located.earlier,
            withheld: evidence.withheld,
            unlocated: located.unlocatedCount, unlocatedMass: located.unlocatedMass, totalMass: located.totalMass,
            restricted: evidence.restricted?.releasedEvents ?? 0, placeProblems: located.placeProblems,
            notes: study.notes + names.textNotes(of: study) + names.gazetteer.content.notes,
            provinces: names.provinces.count, routes: evidence.routes.count,
            layers: layers, grid: grid, isThin: drawn < study.study.model.evidence.minimumForForecast,
            duplicates: evidence.duplicates, areDuplicatesMerged: study.study.mergeDuplicates == true,
            knownOn: study.knownOn, hindsight: evidence.read.hindsight(of: study, withRestricted: true),
            seconds: clock.times, totalSeconds: clock.total, peakMemory: StageClock.peakMemory,
            retractions: RetractionReport(evidence.read))
    }
}
