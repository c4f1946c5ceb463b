// SPDX-License-Identifier: Apache-2.0

import Foundation
import Gazetteer
import Geo
import GeoIO
import Incidents
import Places
import Studies
import Tables

/// What the inputs of a study hold: every row is a claim or a rejection.
struct ReadEvidence {
    /// Sources by id: those of the study's table, and one for each imported table.
    var sources: [String: Source] = [:]
    /// Ids of the sources in the order in which they came.
    var sourceOrder: [String] = []
    /// What the study says about incidents.
    var headers: [String: IncidentHeader] = [:]
    /// What belongs to the claims of our own tables.
    var own = OwnClaims()
    /// Claims whose publication was retracted, with their incidents; they are among the rejections.
    var retracted: [RetractedClaim] = []
    /// The newest rows by vocabulary, and the positions of claims that have given way to a newer one.
    var versions: [String: RowVersions] = [:], superseded: Set<Int> = []
    /// Claims in reading order.
    var claims = ClaimStore()
    /// When each of them was published.
    var publications: [PublicationDay] = []
    /// The first rejections, for the report; `summary` counts all.
    var rejected: [Rejected] = []
    /// Rows, claims and rejections.
    var summary = ReadingSummary()
    /// The same of each input by its file; a row that gives way to a newer one is a claim here.
    var inputs: [(reading: InputReading, first: Rejected?)] = []
    /// Rejections of restricted inputs alone, which `summary` counts too.
    var restrictedRejections: [String: Int] = [:]
    /// Files of restricted inputs, as the study resolves them.
    var restrictedFiles: Set<String> = []
    /// The inputs that are systematic records, by the id of their source.
    var records: [String: InputRecord] = [:]
    /// Attribution lines of the inputs.
    var attributions: [String] = []

    /// Last day of the newest report.
    var newest: CalendarDay? { newest(from: 0) }

    /// The same of the claims from a position on.
    func newest(from first: Int) -> CalendarDay? {
        claims.indices.dropFirst(first).lazy.map { claims.period(of: $0).last }.max()
    }

    /// Rejections beyond this many are counted, not kept.
    static let keptRejections = 1000

    mutating func note(_ rejection: Rejected) {
        if rejected.count < Self.keptRejections { rejected.append(rejection) }
    }

    mutating func add(_ source: Source) {
        if sources.updateValue(source, forKey: source.id) == nil { sourceOrder.append(source.id) }
    }
}

/// Reads the sources and the incident reports of a study.
struct EvidenceReading {
    let study: ResolvedStudy
    let progress: (String) -> Void
    var budget = MemoryBudget(stated: nil)
    /// By which positions are judged; nil judges them by the extent alone.
    var gazetteer: Gazetteer?

    /// - Throws: `StudyError`, `TableError`, `GeoIOError`, `IncidentInputError` or `MemoryShortage` when a whole input cannot be used.
    func read() throws -> ReadEvidence {
        var evidence = ReadEvidence()
        if study.study.inputs.contains(where: { $0.format == "claims" }) { try readSources(into: &evidence) }
        for input in study.study.inputs {
            progress("reading \(input.name)")
            try read(input, into: &evidence)
        }
        evidence.groupOwnClaims(gazetteer, knownOn: study.knownOn)
        evidence.dropSuperseded()
        evidence.dropRetracted(knownOn: study.knownOn)
        if evidence.own.carriesSources { evidence.dropUnusedSources() }
        return evidence
    }

    private func readSources(into evidence: inout ReadEvidence) throws {
        guard let file = study.study.sources else { return }
        let (sources, rejected) = try StudyTables.sources(in: TableReader(path: study.path(file)))
        sources.forEach { evidence.add($0) }
        reject(rejected, in: &evidence)
    }

    private func reject(_ rejected: [Rejected], in evidence: inout ReadEvidence) {
        for rejection in rejected {
            evidence.summary.note(rejection)
            evidence.note(rejection)
        }
    }

    private func read(_ input: InputSection, into evidence: inout ReadEvidence) throws {
        let (format, table) = try open(input, &evidence)
        var context = ReadingContext(sourceID: input.name, studyArea: study.extent)
        context.dates = try dates(of: input)
        context.reporters = input.reporters
        context.ground = gazetteer.map { Ground($0) }
        context.knownOn = study.knownOn
        if format.isOwn {
            if input.format == "auto", evidence.sources.isEmpty { try readSources(into: &evidence) }
            try tighten(input, in: &evidence)
            try readHeaders(of: input, into: &evidence)
            context.knownSources = Set(evidence.sources.keys)
            context.publicationDays = evidence.sources.compactMapValues(\.date)
            context.statedAccess = input.access.flatMap(SourceAccess.init)
            if input.incidents != nil { context.knownIncidents = Set(evidence.headers.keys) }
        } else {
            evidence.add(try InputTerms(input: input, format: format, file: study.file).source())
        }
        let record = try InputRecord(input, format: format, file: study.file)
        // One page of several is no record without gaps, unless the study vouches for it.
        evidence.records[input.name] = table.lacking == nil || input.systematic == true ? record : nil
        if let line = InputTerms.attribution(of: input, format: format) { evidence.attributions.append(line) }
        var reader = ClaimReader(vocabulary: format, context: context)
        let rejectedBefore = evidence.rejected.count, claimsBefore = evidence.claims.count
        let stated = try InputTerms(input: input, format: format, file: study.file).source()
        let isRestricted = stated.access == .restricted
        let rejections = try stream(
            table, of: input, as: format, isRestricted: isRestricted, through: &reader, into: &evidence)
        if format.isOwn { evidence.add(reader.carried, tightenedBy: stated) }
        try budget.check(claims: evidence.claims.count, of: input.name)
        evidence.summary.add(reader.summary)
        let first = evidence.rejected.dropFirst(rejectedBefore).first { $0.reason.code != "superseded" }
        evidence.inputs.append(
            (
                InputReading(
                    name: input.name, file: study.path(input.file), table: reader.reading, summary: reader.summary,
                    newest: evidence.newest(from: claimsBefore)), first
            ))
        if isRestricted {
            evidence.restrictedFiles.insert(study.path(input.file))
            evidence.restrictedRejections.merge(reader.summary.rejectedByReason, uniquingKeysWith: +)
        } else {
            evidence.guardRejections(rejections)
        }
    }

    /// What the study says of a table of claims holds for all sources that it may name, where it is the stricter.
    private func tighten(_ input: InputSection, in evidence: inout ReadEvidence) throws {
        let stated = try InputTerms(input: input, format: .claims, file: study.file).source()
        for (id, source) in evidence.sources { evidence.sources[id] = source.tightened(by: stated) }
    }

    /// The vocabulary that the study states; nil where the columns are to tell it.
    private func format(of input: InputSection) throws -> Vocabulary? {
        if input.format == "auto" { return nil }
        if input.format == "table" {
            guard let mapping = input.mapping else {
                throw StudyError(
                    file: study.file, message: "input '\(input.name)': format table needs a mapping of its columns")
            }
            return .mapped(mapping.rules)
        }
        guard let format = Vocabulary(named: input.format) else {
            let known = (Vocabulary.named.map(\.name) + ["table", "auto"]).joined(separator: ", ")
            throw StudyError(
                file: study.file,
                message: "input '\(input.name)': format '\(input.format)' is not one of \(known)")
        }
        return format
    }

    /// The table of the input's file, and what its columns mean.
    private func open(
        _ input: InputSection, _ evidence: inout ReadEvidence
    ) throws -> (Vocabulary, any RowSource) {
        let path = study.path(input.file)
        let encoding = try input.encoding.map { name in
            try stated(TextEncoding(named: name), "encoding", name, TextEncoding.known.joined(separator: ", "))
        }
        let members = try TableContainer(path: path, layer: input.layer, encoding: encoding).members()
        let origin = RecordOrigin(file: path, line: 0)
        let found = try VocabularyFinding.choose(
            try members.map { ($0.name, try named($0.rows, input)) }, try format(of: input)
        ) { evidence.summary.note($0, at: origin) }
        guard let found else { throw GeoIOError.ambiguousLayer(path: path, known: members.map(\.name)) }
        return found
    }

    /// The rows under the names that the study gives to the columns of a table without a header.
    private func named(_ rows: any RowSource, _ input: InputSection) throws -> any RowSource {
        guard let names = input.columns else { return rows }
        let count = try rows.columns().names.count
        guard names.count == count else {
            throw StudyError(
                file: study.file,
                message: "input '\(input.name)': columns names \(names.count), and the first row has \(count)")
        }
        return rows.with(header: .absent(names))
    }

    private func dates(of input: InputSection) throws -> DateReading {
        var dates = DateReading()
        dates.expect(asOf: study.asOf, since: study.since)
        do {
            dates.order = try input.dateFormat.map { try DateFormat(stated: $0) }?.order
            if let name = input.calendar { dates.calendar = try DateCalendar(stated: name) }
        } catch {
            throw StudyError(file: study.file, message: "input '\(input.name)': \(error)")
        }
        dates.zone = try input.timeZone.map { name in
            let zone = TimeZone(identifier: name) ?? TimeZone(identifier: "GMT\(name)")
            return try stated(zone, "time_zone", name, "the names of the tz database (Asia/Baghdad) and +03:00")
        }
        return dates
    }

    private func stated<Value>(_ value: Value?, _ key: String, _ text: String, _ known: String) throws -> Value {
        if let value { return value }
        throw StudyError(file: study.file, message: "\(key): '\(text)' is not known; known are \(known)")
    }

    private func readHeaders(of input: InputSection, into evidence: inout ReadEvidence) throws {
        guard let file = input.incidents else { return }
        let (headers, rejected) = try StudyTables.incidents(in: TableReader(path: study.path(file)))
        for header in headers { evidence.headers[header.id] = header }
        reject(rejected, in: &evidence)
    }

    /// - Returns: rejections by the publication that the row names, and their reason.
    private func stream(
        _ table: any RowSource, of input: InputSection, as vocabulary: Vocabulary, isRestricted: Bool,
        through reader: inout ClaimReader, into evidence: inout ReadEvidence
    ) throws -> [String: [String: Int]] {
        var rejections: [String: [String: Int]] = [:]
        // Millions of keys cost memory; one table of a publisher without versions cannot overlap with another.
        let mayOverlap = vocabulary.tellsVersions || (vocabulary.hasSharedKeys && study.study.inputs.count > 1)
        try reader.forEachVersion(in: table) { claim, history in
            if mayOverlap {
                let isLeftOut = evidence.add(claim, version: history.version, of: vocabulary, source: input.name)
                if isLeftOut, isRestricted { evidence.restrictedRejections["superseded", default: 0] += 1 }
            } else {
                if vocabulary.isOwn { evidence.own.note(claim, at: evidence.claims.count) }
                evidence.claims.append(claim)
            }
            // A row that gives way to another adds no claim.
            if evidence.publications.count < evidence.claims.count {
                evidence.publications.append(PublicationDay(history.published))
            }
            try report(evidence.claims.count, of: input)
        } onRejected: {
            evidence.note($0)
            if !$0.sourceID.isEmpty { rejections[$0.sourceID, default: [:]][$0.reason.code, default: 0] += 1 }
        }
        return rejections
    }

    private func report(_ count: Int, of input: InputSection) throws(MemoryShortage) {
        if count.isMultiple(of: MemoryBudget.interval) { try budget.check(claims: count, of: input.name) }
        if count.isMultiple(of: 50_000) { progress("reading incident reports: \(count) rows") }
    }
}

extension Ground {
    /// The countries and provinces of a study.
    init(_ gazetteer: Gazetteer) {
        let countries = ProvinceIndex(gazetteer.content.countries, forManyPositions: true)
        let provinces = ProvinceIndex(gazetteer.content.provinces, forManyPositions: true)
        let ids = Set(gazetteer.content.countries.map(\.id))
        self.init(
            countryCode: { name in
                let match = gazetteer.resolve(PlaceQuery(name: name, precision: .country)).match
                return match.flatMap { $0.feature == .country && ids.contains($0.country) ? $0.country : nil }
            },
            country: { countries.region(at: $0) },
            provinceIDs: { name, country in
                let query = PlaceQuery(name: name, country: country, precision: .province)
                return gazetteer.resolve(query).match?.provinceIDs ?? []
            },
            province: { provinces.region(at: $0) },
            degrees: { grid in
                let system = CoordinateReferenceSystem("EPSG:\((grid.isNorth ? 32600 : 32700) + grid.zone)")
                let point = PlanarPoint(x: grid.easting, y: grid.northing)
                guard let transform = try? CoordinateTransform(from: system, to: .geographic),
                    let found = try? transform.transform(point)
                else { return nil }
                return Coordinate(longitude: found.x, latitude: found.y)
            })
    }
}

extension Match {
    /// The provinces that it is: one, or all of a list; empty for what is no province.
    var provinceIDs: [String] {
        if feature == .governorate { return iso3166_2.map { [$0] } ?? [] }
        guard !runnersUp.isEmpty, runnersUp.allSatisfy({ $0.feature == .governorate }), placeID.contains("+"),
            case .area(.regions(let ids)) = law
        else { return [] }
        return ids
    }
}

extension Source {
    /// This source under the stricter access and terms of the two.
    func tightened(by other: Source) -> Source {
        Source(
            id: id, publisher: publisher, title: title, date: date, address: address,
            access: access == .restricted ? access : other.access,
            redistributionAllowed: redistributionAllowed && other.redistributionAllowed, terms: terms,
            rootNote: rootNote, aiGenerated: aiGenerated, isQuotable: isQuotable, retraction: retraction)
    }
}
