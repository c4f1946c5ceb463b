// SPDX-License-Identifier: Apache-2.0

import Foundation
package import Gazetteer
public import Geo
public import Layers
import Places
import Studies

/// Answers questions from a build folder alone: by province, by any other place, by position, by a drawn area.
///
/// The folder is opened once, and every answer is made from what was opened: it goes on answering when the folder is
/// exchanged or removed. Any number of threads may ask at a time.
public final class QueryService: Sendable {
    /// What the folder holds.
    package let build: BuildReading
    let names: Once<GazetteerShelf.Entry>
    /// What a search has to know of the surface.
    let ground: Once<AssessedGround>
    /// Places that searches found.
    let found = FoundShelf()
    /// Places that were asked for in the row of builds.
    let series = SeriesShelf()
    let table: Once<ContributionTable>
    private let zones: Once<ZoneAnswers>

    /// Opens the folder of a build; names are read when they are first needed.
    /// - Throws: `OpenedFolderError`, `CatalogError`, `QueryError` or `StudyError` for a folder that is no whole build.
    public convenience init(folder: String) throws {
        let build = try BuildReading(folder: OpenedFolder(path: folder)), shelf = GazetteerShelf()
        self.init(build, names: Once { try shelf.entry(of: build) })
    }

    /// Takes an opened folder and reads at once all that a later removal of its files could take away.
    /// - Parameter shelf: keeps names that several builds have in common.
    /// - Throws: as for a path, and the errors of reading names.
    public convenience init(opened folder: OpenedFolder, sharing shelf: GazetteerShelf) throws {
        let build = try BuildReading(folder: folder)
        self.init(build, names: Once { try shelf.entry(of: build) })
        _ = try names.get()
    }

    /// Answers from the contributions that the folder has now; all else stays as it was read.
    /// - Throws: `OpenedFolderError` when the folder has none.
    package func reopeningContributions() throws -> QueryService {
        QueryService(try build.reopeningContributions(), names: names)
    }

    private init(_ build: BuildReading, names: Once<GazetteerShelf.Entry>) {
        self.build = build
        let table = Once { try build.contributions() }
        self.names = names
        self.table = table
        ground = Once { try AssessedGround(build) }
        zones = Once { try ZoneAnswers(build: build, table: table.get(), names: names.get()) }
    }

    /// Names and boundaries of the study.
    package func gazetteer() throws -> Gazetteer { try names.get().gazetteer }
    /// What contributes to any zone.
    package func contributionTable() throws -> ContributionTable { try table.get() }

    /// All provinces, the highest score first; those not assessed at the end.
    public func ranking() -> [QueryAnswer] {
        build.provinces
            .sorted { ($0.rank ?? .max, $0.iso3166_2) < ($1.rank ?? .max, $1.iso3166_2) }
            .map { result in
                var answer = answer(province: result)
                answer.notes = incomplete + answer.notes
                return answer
            }
    }

    /// What a ranking says when some provinces are left out of it.
    private var incomplete: [String] {
        let count = build.provinces.count(where: \.withheld)
        let noun = count == 1 ? "province" : "provinces"
        return count == 0 ? [] : ["The ranking is incomplete: \(count) \(noun) withheld."]
    }

    /// The place of that name, in any spelling that geocoding knows; ISO 3166-2 codes and Arabic included.
    /// - Parameter why: whether to list what contributes.
    /// - Throws: `QueryError` when the name is unknown, ambiguous, too large or outside the assessed area.
    public func answer(named name: String, why: Bool = false) throws -> QueryAnswer {
        if let result = build.provinces.first(where: { $0.iso3166_2.caseInsensitiveCompare(name) == .orderedSame }) {
            return try explained(result, why: why)
        }
        let gazetteer = try names.get().gazetteer
        let match = try match(name, gazetteer: gazetteer)
        if match.feature == .governorate, let id = match.iso3166_2,
            let result = build.provinces.first(where: { $0.iso3166_2 == id })
        {
            return try explained(result, why: why)
        }
        let answers = try zones.get()
        return try answers.withBench { bench in
            let zone = try QueryZone(match: match, gazetteer: gazetteer, plane: bench.plane)
            var answer = try answers.answer(zone: zone, bench: bench, why: why)
            // The figures of a district are those of its layer.
            if let id = zone.district, let result = try build.districts.get()[id] { answer.result = result }
            return answer
        }
    }

    /// The cell that holds a position.
    /// - Throws: `QueryError.notAssessed` outside the assessed area.
    public func answer(at coordinate: Coordinate, why: Bool = false) throws -> QueryAnswer {
        try zones.get().answer(at: coordinate, why: why)
    }

    /// Any area in lon/lat degrees; what of it lies outside the assessed area does not count.
    /// - Parameter check: called between the parts of the work; what it throws ends the work.
    /// - Throws: `QueryError.notAssessed` when nothing of it is assessed, `QueryError.tooMuch` when it is too complicated.
    public func answer(
        area: MultiPolygon, why: Bool = false, check: () throws -> Void = {}
    ) throws -> QueryAnswer {
        try zones.get().answer(drawn: area, why: why, check: check)
    }

    /// The transfers of detainees that reports tell of, by the kind of count.
    /// - Throws: `CatalogError` where the build has no table of them, as those of earlier programs.
    public func transfers() throws -> TransferTable { try build.transfers() }

    /// What an answer from a day of a series says that carries no lists of incidents.
    static let noLists = "This build carries no list of incidents, so neither conflicts of claims nor reasons are told."

    // MARK: Provinces

    private func explained(_ result: ProvinceResult, why: Bool) throws -> QueryAnswer {
        var answer = answer(province: result)
        guard build.hasContributions else {
            answer.notes.append(Self.noLists)
            return answer
        }
        let table = try table.get()
        answer.conflicts = ConflictPhrases.sentences(of: table.provinces[result.iso3166_2] ?? [])
        if why { answer.contributions = table.provinces[result.iso3166_2] ?? [] }
        return answer
    }

    private func answer(province result: ProvinceResult) -> QueryAnswer {
        QueryAnswer(
            result: result, kind: .province, zone: "the province", provinces: [result.iso3166_2],
            period: build.catalog.period, conflicts: [], isThin: build.isThin, notes: thin(result) + build.notes,
            contributions: nil)
    }

    private func thin(_ result: ProvinceResult) -> [String] {
        let least = build.study.study.model.evidence.minimumForProvince
        if result.withheld {
            return ["Withheld: what restricted sources report here is too little to be told. This is no low score."]
        }
        guard result.assessed, result.incidents < least else { return [] }
        return ["Fewer than \(least) incidents stand behind the figures of this province."]
    }

    /// The one place of a name.
    /// - Throws: `QueryError.unknownPlace` with the nearest names.
    package func match(_ name: String) throws -> Match { try match(name, gazetteer: gazetteer()) }

    func match(_ name: String, gazetteer: Gazetteer) throws -> Match {
        switch gazetteer.resolve(PlaceQuery(name: name)) {
        case .resolved(let match), .fallback(let match, _): return match
        case .ambiguous(let matches):
            throw QueryError.unknownPlace(
                name: name, reason: "several places have this name; add the province, as in 'Rabia, Ninewa'",
                candidates: matches.prefix(5).map { GeocodeAnswer.Candidate($0).label })
        case .unknown(let suggestions, let reason):
            throw QueryError.unknownPlace(
                name: name, reason: reason,
                candidates: suggestions.prefix(5).map { GeocodeAnswer.Candidate($0).label })
        }
    }
}

extension BuildReading {
    /// Whether the evidence is too thin for a forecast.
    package var isThin: Bool {
        let counts = catalog.counts
        let drawn = counts.surfaceIncidents ?? counts.incidents - counts.unlocatedIncidents
        return drawn < study.study.model.evidence.minimumForForecast
    }

    /// What accompanies every answer.
    package var notes: [String] {
        let thin = isThin ? ["Too few incidents for a forecast; the figures show what was reported."] : []
        return thin + [catalog.statements.absence.main, catalog.statements.intendedUse.main]
    }
}

/// Contradicting claims in one sentence per incident: every claim is named, no mean is made.
enum ConflictPhrases {
    /// An incident of a smaller share than this says nothing about the zone.
    private static let leastShare = 0.02

    static func sentences(of contributions: [Contribution]) -> [String] {
        contributions.filter { $0.kind == .incident && $0.share >= leastShare }.compactMap { part in
            let claims = part.claims.filter(\.isInConflict)
            if claims.isEmpty { return nil }
            return part.title + ": " + claims.map { "\($0.text) (claimed by \($0.claimant))" }.joined(separator: "; ")
        }
    }
}
