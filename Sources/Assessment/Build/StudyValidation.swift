// SPDX-License-Identifier: Apache-2.0

import Gazetteer
public import Geo
import GeoIO
import Incidents
import Queries
import Places
import Studies
public import Validation

/// What a validation found, and the record that it was made from.
public struct StudyValidation: Sendable {
    /// A country that is assessed.
    public struct Country: Sendable {
        /// English name.
        public let name: String
        /// Outer boundary in the plane of the study, metres, thinned for a small picture.
        public let rings: [[PlanarPoint]]
        /// The same of its provinces.
        public let provinces: [[PlanarPoint]]
    }

    /// The scores.
    public let result: ValidationResult
    /// Title of the study.
    public let title: String
    /// Names of the files of the record, without their folders.
    public let files: [String]
    /// What the record counts, in words that follow "counts".
    public let counts: [String]
    /// First and last day of the record.
    public let recordDays: DayInterval
    /// Whom the data and the boundaries ask to be named.
    public let attributions: [String]
    /// Restricted where any source of the study's inputs is.
    public let access: SourceAccess
    /// The assessed countries by code.
    public let countries: [Country]
    /// How far behind their borders is assessed too.
    public let rim: Meters

    init(result: ValidationResult, reading: RecordOfStudy, study: ResolvedStudy) throws {
        let read = reading.evidence.read
        self.result = result
        title = study.study.title
        files = read.inputs.map(\.reading).filter { read.records[$0.name] != nil }.map(\.file.lastPathName)
        counts = reading.record.counts
        recordDays = reading.record.days
        attributions = read.attributions + study.study.geodata.attributions
        access = read.sources.values.contains { $0.access == .restricted } ? .restricted : .open
        countries = try reading.countries()
        rim = Meters(RecordGround.rim)
    }
}

/// The record of a study with its provinces, refused where a build of it would be.
struct RecordOfStudy {
    let record: StudyRecord
    /// Cells of the provinces.
    let zones: [AreaFootprint]
    let names: StudyNames
    let plane: BuildGrid
    let evidence: StudyEvidence

    /// Outlines finer than this are not seen in a picture of a country, metres.
    private static let outlineStep = 1500.0

    /// The assessed countries with their outlines.
    /// - Throws: `GeoIOError` when a polygon cannot be brought to the plane.
    func countries() throws -> [StudyValidation.Country] {
        let assessed = Set(record.countries)
        return try names.gazetteer.content.countries.filter { assessed.contains($0.id) }.sorted { $0.id < $1.id }.map {
            country in
            StudyValidation.Country(
                name: country.nameEnglish, rings: try rings(of: country),
                provinces: try names.provinces.filter { $0.country == country.id }.flatMap { try rings(of: $0) })
        }
    }

    private func rings(of region: Region) throws -> [[PlanarPoint]] {
        try plane.toPlane.transform(region.area, maximumEdge: 0.1).polygons
            .map { $0.shell.thinned(step: Self.outlineStep) }.filter { $0.count > 3 }
    }
}

extension [PlanarPoint] {
    /// The ring without corners that a small picture cannot show: each lies `step` or more from the one before.
    func thinned(step: Double) -> [PlanarPoint] {
        var kept: [PlanarPoint] = []
        for point in self {
            if let last = kept.last, abs(last.x - point.x) < step, abs(last.y - point.y) < step { continue }
            kept.append(point)
        }
        return kept
    }
}
