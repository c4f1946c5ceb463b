// SPDX-License-Identifier: Apache-2.0

import Gazetteer
import Geo
import Incidents
import Layers
import Places
import Studies
import Zones

/// The names of a study and the provinces that results are given for.
struct StudyNames {
    let gazetteer: Gazetteer
    /// Provinces of the assessed countries, by id.
    let provinces: [Region]
    /// The languages of the study and what is said in them.
    let texts: StudyTexts

    /// - Throws: the reader's typed error, or `StudyError` when no province lies in an assessed country.
    init(study: ResolvedStudy) throws {
        texts = try study.texts()
        gazetteer = try study.loadGazetteer()
        provinces = gazetteer.content.provinces.filter { study.isAssessed($0.country) }.sorted { $0.id < $1.id }
        guard !provinces.isEmpty else {
            throw StudyError(
                file: study.file,
                message: "assessed: no province of \(study.study.assessed.joined(separator: ", ")) is in "
                    + study.study.geodata.provinces.file)
        }
    }
}

extension StudyNames {
    /// The code of a unit in the humanitarian data sets, as the table of names has it; the first by the alphabet where it has
    /// several.
    func pcode(of id: String) -> String? {
        gazetteer.content.codes.filter { $0.value == id && $0.key != id }.keys.min()
    }

    /// Cells of the provinces, in their order.
    /// - Throws: `GeoIOError` when a polygon cannot be brought to the plane.
    func zones(_ footprints: inout LawFootprints, on grid: Grid) throws -> [AreaFootprint] {
        try provinces.map { Coverage.footprint(of: try footprints.region($0.id), on: grid) }
    }
}

/// The evidence of a study after reading and locating.
struct StudyEvidence {
    let read: ReadEvidence
    var located: LocatedEvidence
    /// What is told of restricted events; nil where no source is restricted, and in the internal tier.
    var restricted: RestrictedOutcome?
    let routes: [Route]
    /// Incidents that two data sets may both report.
    var duplicates: [LikelyDuplicate] = []
    /// Where the incidents are.
    var placed = MapCounts()
    /// SHA-256 over all inputs and parameters.
    let digest: String

    /// Incidents on the surface, restricted events that count for an area included.
    var drawn: Int { located.incidents.count { $0.isDrawn } + (restricted?.releasedEvents ?? 0) }
    /// Incidents and restricted events that outputs tell.
    var told: Int { located.incidents.count + (restricted?.releasedEvents ?? 0) }
    /// Events that the tier holds back.
    var withheld: Int { restricted?.withheldEvents ?? located.withheld }

    /// What restricted events are to the record.
    enum RestrictedShare {
        /// No part of it.
        case none
        /// All that is told of them.
        case all
        /// Some of them, and nobody can tell which.
        case some
    }

    /// What the events of restricted sources, which are told together, are to the record.
    func restrictedShare(in tier: ReleaseTier) -> RestrictedShare {
        let hidden = read.sources.values.filter { $0.access == .restricted }
        if tier == .internal || hidden.isEmpty { return .none }
        // Events that were not taken apart stand among the others, at their own places.
        guard restricted != nil else { return .some }
        let recorded = hidden.count { read.records[$0.id] != nil }
        return recorded == 0 ? .none : recorded == hidden.count ? .all : .some
    }

    /// Whether an open input is a record.
    var hasOpenRecord: Bool { read.records.keys.contains { read.sources[$0]?.access != .restricted } }
}

/// The evidence of a study on its grid, before any surface is made of it.
struct GriddedEvidence {
    let masses: EventMasses
    let footprints: LawFootprints
    let zones: [AreaFootprint]
    let provinces: ProvinceEvidence
    let assessed: AssessedCells
}

/// The surfaces of a study with what they were made of.
struct ScoredEvidence {
    let masses: EventMasses
    let footprints: LawFootprints
    /// Cells of the provinces, in the order of `StudyNames.provinces`.
    let zones: [AreaFootprint]
    let surfaces: RiskSurfaces
    /// Evidence by province.
    let provinces: ProvinceEvidence
    let assessed: AssessedCells

    init(_ gridded: GriddedEvidence, surfaces: RiskSurfaces) {
        masses = gridded.masses
        footprints = gridded.footprints
        zones = gridded.zones
        provinces = gridded.provinces
        assessed = gridded.assessed
        self.surfaces = surfaces
    }
}

/// Everything that the writers of a build need.
struct BuildContent {
    let study: ResolvedStudy
    let evidence: StudyEvidence
    let names: StudyNames
    let plane: BuildGrid
    let scored: ScoredEvidence
    /// What the study's record says of the days to come; nil where it says nothing.
    var forecast: ForecastSurfaces?
    /// Shapes that were made before.
    var shapes = KeptShapes()

    /// The languages of the study and what is said in them.
    var wording: Wording { names.texts.wording }
    /// Claims in words.
    var phrases: ClaimPhrases { ClaimPhrases(sources: evidence.read.sources, policy: ReleasePolicy(tier: study.tier)) }
    /// The incidents as the tier may show them.
    var released: ReleasedEvidence {
        ReleasedEvidence(study: study, located: evidence.located.incidents, claims: phrases)
    }
}

extension BuildContent {
    /// The raster layers that there are values for, in the order of the catalog: the main one first.
    var layers: [SurfaceLayer] {
        let ofRecord = forecast?.layers ?? []
        let all = SurfaceLayer.allCases.filter { ofReports.contains($0) || ofRecord.contains($0) }
        let main = SurfaceLayer.main(of: all)
        return [main] + all.filter { $0 != main }
    }

    /// The layers that reports make.
    ///
    /// A study without corridors has no layer of them: an empty map would look like a finding.
    var ofReports: [SurfaceLayer] {
        SurfaceLayer.allCases.filter { $0.isOfReports && ($0 != .routeProximity || !evidence.routes.isEmpty) }
    }

    /// The layer that is opened first.
    var mainLayer: SurfaceLayer { SurfaceLayer.main(of: layers) }

    /// What a raster layer shows over the whole window.
    ///
    /// The relative risk is that of the record where all inputs are records and it states numbers in all countries: a mixed
    /// study shows its reports beside the chance of its record.
    func values(of layer: SurfaceLayer) -> Raster<Float>? {
        if layer == .relativeRisk, isOfRecord, let forecast { return forecast.relativeRisk(in: scored.assessed) }
        return forecast?.values(of: layer) ?? scored.surfaces.values(of: layer, in: scored.assessed)
    }

    /// The relative risk over the whole window.
    var relativeRisk: Raster<Float> {
        values(of: .relativeRisk) ?? scored.surfaces.relativeRisk(in: scored.assessed)
    }

    /// Whether the relative risk is that of the record.
    var isOfRecord: Bool {
        forecast?.statesAllNumbers == true
            && study.study.inputs.allSatisfy { evidence.read.records[$0.name] != nil }
    }

    /// The results of the provinces, ranked.
    /// - Throws: `StudyError` for settings that are none.
    func provinceResults() throws -> [ProvinceResult] {
        let located = LocatedReports.sums(
            of: scored.masses, located: evidence.located.incidents, provinces: names.provinces, zones: scored.zones,
            settings: try study.surfaceSettings(threads: 1))
        let results = ProvinceSummary(
            study: study, provinces: names.provinces, zones: scored.zones,
            relativeRisk: relativeRisk, intensity: scored.surfaces.intensity, evidence: scored.provinces,
            located: located, forecast: forecast?.forecast
        ).results()
        return results.map { result in
            var coded = result
            coded.pcode = names.pcode(of: result.iso3166_2)
            return coded
        }
    }
}

/// Cells that lie at least half in a province that the evidence covers.
struct AssessedCells {
    private let isAssessed: [Bool]

    init(zones: [AreaFootprint], grid: Grid) {
        var covered = [Float](repeating: 0, count: grid.count)
        for zone in zones {
            for (index, fraction) in zip(zone.indices, zone.fractions) { covered[Int(index)] += fraction }
        }
        isAssessed = covered.map { $0 >= 0.5 }
    }

    /// Whether an assessed cell of the raster has no value.
    func hasGaps(_ raster: Raster<Float>) -> Bool {
        zip(isAssessed, raster.values).contains { $0 && $1.isNaN }
    }

    /// The raster with NaN ("not assessed") in all other cells.
    func masked(_ raster: Raster<Float>) -> Raster<Float> {
        var masked = raster
        for index in isAssessed.indices where !isAssessed[index] { masked.values[index] = .nan }
        return masked
    }
}

/// More rows were rejected than the caller allows.
public struct TooManyRejections: Error, CustomStringConvertible {
    let most: Int
    let summary: ReadingSummary
    let first: [Rejected]

    /// The counts by reason and the first rows at fault.
    public var description: String {
        let rows = first.map { "  \($0)" }.joined(separator: "\n")
        return "\(summary.rejected) rows were rejected, more than the \(most) allowed (\(summary)):\n\(rows)"
    }
}
