// SPDX-License-Identifier: Apache-2.0

import Geo
import Incidents
import JSON
import Layers
import Studies

/// The first stops of a run: names, rows, digest, places.
extension Pipeline {
    func readEvidence(_ clock: StageClock) throws -> (StudyEvidence, StudyNames) {
        var refusals = Refusals(areKept: false)
        return try readEvidence(clock, &refusals)
    }

    func readEvidence(
        _ clock: StageClock, _ refusals: inout Refusals
    ) throws -> (StudyEvidence, StudyNames) {
        let names = try memory.names ?? clock.stage("reading names and boundaries") { try StudyNames(study: study) }
        memory.names = names
        let reading = try memory.reading(of: study) { try readInputs(clock, names, &refusals) }
        var read = reading.read
        let digest = try StudyDigest(study: study).dated(reading.files, read)
        // A corridor whose use began later is not known yet on the as-of day.
        let routes = try knownRoutes().filter { $0.period.first <= study.asOf }
        let (located, duplicates) = try clock.stage("locating incidents") { try locate(reading, names: names) }
        for note in located.placeNotes { read.summary.note(note.sentence, at: note.origin) }
        let restricted = try restrictedOutcome(located, names: names, digest: digest)
        let evidence = StudyEvidence(
            read: read, located: located, restricted: restricted, routes: routes,
            duplicates: duplicates, digest: digest.hexadecimal)
        return (evidence, names)
    }

    /// What the files of the study add to the digest of every day.
    func filesDigest(_ clock: StageClock) throws -> InputDigest {
        let names = try memory.names ?? StudyNames(study: study)
        var refusals = Refusals(areKept: false)
        return try memory.reading(of: study) { try readInputs(clock, names, &refusals) }.files
    }

    private func readInputs(
        _ clock: StageClock, _ names: StudyNames, _ refusals: inout Refusals
    ) throws -> StudyReading {
        let read = try clock.stage("reading incident reports") {
            try EvidenceReading(study: study, progress: clock.note, budget: budget, gazetteer: names.gazetteer)
                .read()
        }
        try KnownOnCheck(study: study).check(read)
        try refusals.check { try refuseTooManyRejections(read) }
        let files = try clock.stage("digesting the input") { try StudyDigest(study: study).ofFiles(read) }
        return StudyReading(key: ReadingKey(study), read: read, files: files)
    }

    /// The corridors of all days.
    private func knownRoutes() throws -> [Route] {
        let routes = try memory.routes ?? study.routeReading?.routes() ?? []
        memory.routes = routes
        return routes
    }

    /// The incidents with their places, and those that two data sets may both report; they are made one where the study
    /// says so.
    private func locate(_ reading: StudyReading, names: StudyNames) throws -> (LocatedEvidence, [LikelyDuplicate]) {
        let read = reading.read
        let locating = IncidentLocating(
            study: study, gazetteer: names.gazetteer, sources: read.sources, law: options.restrictedLaw)
        var learnt = try reading.locating ?? locating.memory(of: read.claims)
        let located = locating.locate(&learnt, headers: read.headers)
        memory.keep(learnt)
        guard study.study.inputs.count > 1 else { return (located, []) }
        let inputs = Set(study.study.inputs.map(\.name))
        let duplicates = DuplicateSearch { claim in
            let id = claim.attribution.sourceID
            return inputs.contains(id) ? read.sources[id]?.publisher ?? id : claim.origin.file
        }.pairs(in: located.incidents)
        guard study.study.mergeDuplicates == true, !duplicates.isEmpty else { return (located, duplicates) }
        return (try locating.locate(read.claims.merging(duplicates), headers: read.headers), duplicates)
    }

    /// What may be told of restricted events; it enters the digest, where their rows would tell more.
    private func restrictedOutcome(
        _ located: LocatedEvidence, names: StudyNames, digest: InputDigest
    ) throws -> RestrictedOutcome? {
        let previous = try options.previous.map { try PreviousBuild(folder: $0) }
        let history = try previous.map { try $0.history(for: study) }
        if let previous { digest.add("previous", text: try StableJSON.compact(previous.counts)) }
        guard located.restricted != nil || history?.batches.isEmpty == false, study.tier != .internal else {
            return nil
        }
        let outcome = RestrictedOutcome(
            located.restricted ?? RestrictedEvents(), study: study, gazetteer: names.gazetteer, previous: history)
        digest.add("restricted", text: try outcome.digestText)
        return outcome
    }

    private func refuseTooManyRejections(_ read: ReadEvidence) throws {
        guard let most = options.maxRejected, read.summary.rejected > most else { return }
        throw TooManyRejections(most: most, summary: read.summary, first: Array(read.rejected.prefix(10)))
    }
}
