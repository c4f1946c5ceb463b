// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import GeoIO
import Incidents
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
    /// Claims in reading order.
    var claims = ClaimStore()
    /// The first rejections, for the report; `summary` counts all.
    var rejected: [Rejected] = []
    /// Rows, claims and rejections.
    var summary = ReadingSummary()
    /// Rejections of restricted inputs alone, which `summary` counts too.
    var restrictedRejections: [String: Int] = [:]
    /// Files of restricted inputs, as the study resolves them.
    var restrictedFiles: Set<String> = []
    /// Attribution lines of the inputs.
    var attributions: [String] = []

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

    /// - Throws: `StudyError`, `TableError`, `GeoIOError`, `IncidentInputError` or `MemoryShortage` when a whole input cannot be used.
    func read() throws -> ReadEvidence {
        var evidence = ReadEvidence()
        try readSources(into: &evidence)
        for input in study.study.inputs {
            progress("reading \(input.name)")
            try read(input, into: &evidence)
        }
        return evidence
    }

    private func readSources(into evidence: inout ReadEvidence) throws {
        guard let file = study.study.sources, study.study.inputs.contains(where: { $0.format == "claims" }) else {
            return
        }
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
        let format = try self.format(of: input)
        var context = ReadingContext(sourceID: input.name, studyArea: study.extent)
        if format == .claims {
            try tighten(input, in: &evidence)
            try readHeaders(of: input, into: &evidence)
            context.knownSources = Set(evidence.sources.keys)
            if input.incidents != nil { context.knownIncidents = Set(evidence.headers.keys) }
        } else {
            evidence.add(try InputTerms(input: input, format: format, file: study.file).source())
        }
        if let line = InputTerms.attribution(of: input, format: format) { evidence.attributions.append(line) }
        var reader = ClaimReader(format: format, context: context)
        try stream(input, through: &reader, into: &evidence)
        try budget.check(claims: evidence.claims.count, of: input.name)
        evidence.summary.add(reader.summary)
        if try InputTerms(input: input, format: format, file: study.file).source().access == .restricted {
            evidence.restrictedFiles.insert(study.path(input.file))
            evidence.restrictedRejections.merge(reader.summary.rejectedByReason, uniquingKeysWith: +)
        }
    }

    /// What the study says of a table of claims holds for all sources that it may name, where it is the stricter.
    private func tighten(_ input: InputSection, in evidence: inout ReadEvidence) throws {
        let stated = try InputTerms(input: input, format: .claims, file: study.file).source()
        for (id, source) in evidence.sources { evidence.sources[id] = source.tightened(by: stated) }
    }

    private func format(of input: InputSection) throws -> ClaimFormat {
        if input.format == "table" {
            guard let mapping = input.mapping else {
                throw StudyError(
                    file: study.file, message: "input '\(input.name)': format table needs a mapping of its columns")
            }
            return .mapped(mapping.rules)
        }
        guard let format = ClaimFormat(named: input.format) else {
            throw StudyError(
                file: study.file,
                message: "input '\(input.name)': format '\(input.format)' is not one of claims, ucdp, acled, table")
        }
        return format
    }

    private func readHeaders(of input: InputSection, into evidence: inout ReadEvidence) throws {
        guard let file = input.incidents else { return }
        let (headers, rejected) = try StudyTables.incidents(in: TableReader(path: study.path(file)))
        for header in headers { evidence.headers[header.id] = header }
        reject(rejected, in: &evidence)
    }

    private func stream(
        _ input: InputSection, through reader: inout ClaimReader, into evidence: inout ReadEvidence
    ) throws {
        let path = study.path(input.file)
        if Self.isTable(path) {
            try reader.forEach(in: TableReader(path: path)) { claim in
                evidence.claims.append(claim)
                try report(evidence.claims.count, of: input)
            } onRejected: {
                evidence.note($0)
            }
        } else {
            try VectorSource(path: path, layer: input.layer).forEachRecord { record in
                switch try reader.read(record) {
                case .success(let claim): evidence.claims.append(claim)
                case .failure(let rejected): evidence.note(rejected)
                }
                try report(evidence.claims.count, of: input)
            }
        }
    }

    private func report(_ count: Int, of input: InputSection) throws(MemoryShortage) {
        if count.isMultiple(of: MemoryBudget.interval) { try budget.check(claims: count, of: input.name) }
        if count.isMultiple(of: 50_000) { progress("reading incident reports: \(count) rows") }
    }

    /// Delimited text goes to our own reader, which knows the line and column of every error; GDAL reads the rest.
    private static func isTable(_ path: String) -> Bool {
        ["csv", "tsv", "txt"].contains(path.pathEnding)
    }
}

extension Source {
    /// This source under the stricter access and terms of the two.
    fileprivate func tightened(by other: Source) -> Source {
        Source(
            id: id, publisher: publisher, title: title, date: date, address: address,
            access: access == .restricted ? access : other.access,
            redistributionAllowed: redistributionAllowed && other.redistributionAllowed, terms: terms,
            rootNote: rootNote, aiGenerated: aiGenerated)
    }
}
