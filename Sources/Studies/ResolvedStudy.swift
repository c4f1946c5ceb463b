// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Geo
public import Layers

/// A study whose values have been read and checked: lengths in metres, days as days, paths absolute.
///
/// Nothing after this stop parses a text of the study again.
public struct ResolvedStudy: Sendable {
    /// The study as written, with the overrides of the command line.
    public let study: Study
    /// Path of the study file, for messages.
    public let file: String
    /// The surfaces of the intensity.
    public let intensity: IntensitySection
    /// Rectangle in degrees.
    public let extent: Extent
    /// Plane of the computing grid.
    public let crs: CoordinateReferenceSystem
    /// Side of a cell.
    public let cell: Meters
    /// Day for which the surface holds.
    public let asOf: CalendarDay
    /// Earliest day of evidence.
    public let since: CalendarDay?
    /// Day whose knowledge is asked for; nil for all that the inputs hold.
    public let knownOn: CalendarDay?
    /// Release tier of the outputs.
    public let tier: ReleaseTier
    /// Whether the day is that of a study whose inputs another table has taken the place of: it may not fit that table.
    package private(set) var hasBorrowedDay = false
    /// Languages of sheets, legends and catalog, the first first: one or two.
    public let languages: [Language]
    /// Lengths of the location section.
    public let lengths: Lengths

    /// Lengths of the study in metres.
    public struct Lengths: Sendable {
        /// Standard deviations of exact and near places.
        public let exactSigma, nearSigma: Meters
        /// Radius of a district without a polygon; half-width of a river or road strip.
        public let districtRadius, lineBuffer: Meters
        /// Distance to a boundary within which a result is ambiguous.
        public let boundaryFlag: Meters
        /// Kernel of the precise-event density that informs the spread of imprecise events.
        public let informedBandwidth: Meters
        /// Decay length and full width of the corridors.
        public let routeDecay, corridorWidth: Meters
    }

    /// Values that a command line may put in place of the study's.
    public struct Overrides: Sendable {
        /// As-of day, cell size, release tier, earliest day, day whose knowledge is asked for.
        public var asOf, cell, release, since, knownOn: String?
        /// Tables that take the place of the study's inputs.
        public var inputs: [InputSection]?
        /// How imprecise events are spread (`informed`, `uniform`, `centroid`, `drop`).
        public var imprecise: String?

        /// Countries that the evidence covers.
        public var assessed: [String]?

        /// No overrides.
        public init() {}
    }

    /// Reads the study and checks every value.
    /// - Throws: `StudyError` with the file, the line where there is one, and what to do.
    public init(file: String, overrides: Overrides = Overrides()) throws {
        var study = try StudyFile.read(Study.self, at: file)
        Self.apply(overrides, to: &study)
        try self.init(study: study, file: file)
        hasBorrowedDay = overrides.inputs != nil && overrides.asOf == nil
    }

    package init(study: Study, file: String) throws {
        let reader = StudyValueReader(file: file)
        try reader.require(study.riskmap == 1, "riskmap: version \(study.riskmap) is not known; this program reads 1")
        self.study = study
        self.file = file
        extent = try reader.extent(study.extent)
        crs = try reader.crs(study.crs)
        cell = try reader.cell(study.cell)
        asOf = try reader.day(study.asOf, key: "as_of")
        since = try study.since.map { try reader.day($0, key: "since") }
        knownOn = try study.knownOn.map { try reader.day($0, key: "known_on") }
        tier = try reader.tier(study.release)
        languages = try reader.languages(study)
        try reader.checkModel(study.model)
        if let share = study.leastUsedShare { try reader.number(share, in: ValueRange.share, key: "least_used_share") }
        lengths = try reader.lengths(study.model)
        intensity = try Self.intensity(of: study, file: file)
    }

    /// What a user should know of the study's own files: what is read from where it stood in earlier versions.
    package var notes: [String] {
        guard let calibration = study.calibration else { return [] }
        let file = path(calibration)
        let former = StudyFile.keys(at: file).intersection(IntensitySection.keysOfScore).sorted()
        let unused =
            former.isEmpty ? "" : "; \(former.joined(separator: ", ")) belong to the former score and are not used"
        return ["\(file): its stack and uniform are read; they belong into the study, under model.intensity\(unused)"]
    }

    /// The surfaces as the study states them, or as the calibration file of earlier versions does.
    private static func intensity(of study: Study, file: String) throws -> IntensitySection {
        let reader = StudyValueReader(file: file)
        switch (study.model.intensity, study.calibration) {
        case (let stated?, nil):
            try reader.check(stated, key: "model.intensity.")
            return stated
        case (nil, let name?): return try calibration(at: path(name, relativeTo: file))
        case (nil, nil):
            throw StudyError(file: file, message: "'model.intensity' is missing; add its version, stack and uniform")
        case (_?, let name?):
            throw StudyError(
                file: file, message: "both model.intensity and calibration: \(name) state the surfaces; leave one out")
        }
    }

    /// Reads and checks a calibration file.
    package static func calibration(at path: String) throws -> IntensitySection {
        let section = try StudyFile.read(IntensitySection.self, at: path, ignoring: IntensitySection.keysOfScore)
        try StudyValueReader(file: path).check(section)
        return section
    }

    /// The path as seen from the folder of the study file; absolute paths and data source names (`PG:...`) stay.
    public func path(_ name: String) -> String { Self.path(name, relativeTo: file) }

    package static func path(_ name: String, relativeTo file: String) -> String {
        if name.hasPrefix("/") || isDataSourceName(name) { return name }
        let folder = file.parentPath
        return folder.isEmpty ? name : folder == "/" ? "/\(name)" : "\(folder)/\(name)"
    }

    /// Names such as `PG:dbname=...` are no paths.
    private static func isDataSourceName(_ name: String) -> Bool {
        guard let colon = name.firstIndex(of: ":") else { return false }
        return name[..<colon].allSatisfy { $0.isLetter && $0.isUppercase } && colon > name.startIndex
    }

    private static func apply(_ overrides: Overrides, to study: inout Study) {
        if let asOf = overrides.asOf { study.asOf = asOf }
        if let cell = overrides.cell { study.cell = cell }
        if let release = overrides.release { study.release = release }
        if let since = overrides.since { study.since = since }
        if let knownOn = overrides.knownOn { study.knownOn = knownOn }
        if let assessed = overrides.assessed { study.assessed = assessed }
        if let inputs = overrides.inputs { study.inputs = inputs }
        if let imprecise = overrides.imprecise { study.model.location.imprecise = imprecise }
    }
}

extension ResolvedStudy {
    /// The study for another day.
    /// - Parameter knownOn: day whose knowledge is asked for; nil for the study's own.
    /// - Throws: `StudyError` as for the study itself.
    public func dated(_ day: CalendarDay, knownOn: CalendarDay? = nil) throws -> ResolvedStudy {
        var other = study
        other.asOf = day.description
        if let knownOn { other.knownOn = knownOn.description }
        return try ResolvedStudy(study: other, file: file)
    }

    /// Whether the evidence covers the country.
    package func isAssessed(_ country: String) -> Bool { study.assessed.contains(country) }
}
