// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Incidents
import JSON
import Layers
import Studies

/// Digest of everything that decides a build: parameters, calibration, geodata, styles and inputs.
struct StudyDigest {
    let study: ResolvedStudy

    /// SHA-256, 64 hexadecimal digits.
    /// - Throws: `StudyError` for a file that cannot be read.
    func hexadecimal(_ read: ReadEvidence) throws -> String { try dated(ofFiles(read), read).hexadecimal }

    /// What the files add, which is the same for every day of a study. An input that is no file (a database) enters with its claims. Restricted rows do not enter
    /// outside the internal tier: whoever guesses a row could prove the guess by the digest. What is released of them
    /// is for the caller to add.
    /// - Throws: `StudyError` for a file that cannot be read.
    func ofFiles(_ read: ReadEvidence) throws -> InputDigest {
        let digest = InputDigest()
        digest.add("version", text: RiskMapVersion.text)
        let restricted = restricted(read)
        digest.add("intensity", text: try StableJSON.compact(study.intensity))
        let isMixed = restricted.contains { id in !study.study.inputs.contains { $0.name == id } }
        for file in files() where !(isMixed && file == study.study.sources) { try add(file, to: digest) }
        for palette in study.palettes() { try add(path: study.palette(palette), to: digest) }
        for texts in study.ownTexts() { try add(path: texts, to: digest) }
        if isMixed { addOpenSources(read, to: digest) }
        for input in study.study.inputs {
            if restricted.contains(input.name) {
                digest.add("restricted input", text: input.name)
            } else if isMixed && ["claims", "auto"].contains(input.format) {
                addOpenClaims(of: input, read, restricted: restricted, to: digest)
            } else {
                try add(input, read, to: digest)
            }
        }
        return digest
    }

    /// The digest of the files with what the study says, its day among it.
    func dated(_ files: InputDigest, _ read: ReadEvidence) throws -> InputDigest {
        let digest = InputDigest(copying: files)
        // Paths say where a file lies, not what it holds: the same study elsewhere must digest alike.
        digest.add("study", text: try StableJSON.compact(study.withoutPaths(of: restricted(read))))
        return digest
    }

    private func restricted(_ read: ReadEvidence) -> Set<String> {
        study.tier == .internal ? [] : read.restrictedSources
    }

    private func addOpenSources(_ read: ReadEvidence, to digest: InputDigest) {
        for id in read.sourceOrder {
            guard let source = read.sources[id], source.access == .open else { continue }
            digest.add(id, text: "\(source)")
        }
    }

    /// The open claims of a table that holds restricted ones too, and what the study says about their incidents.
    private func addOpenClaims(
        of input: InputSection, _ read: ReadEvidence, restricted: Set<String>, to digest: InputDigest
    ) {
        digest.add("input", text: input.name)
        let path = study.path(input.file)
        var incidents: Set<String> = []
        for claim in read.claims where claim.origin.file == path {
            if restricted.contains(claim.attribution.sourceID) { continue }
            incidents.insert(claim.incidentID)
            digest.add(claim.id, text: claim.digestText)
        }
        for id in incidents.sorted() { if let header = read.headers[id] { digest.add(id, text: "\(header)") } }
    }

    private func files() -> [String] {
        let study = study.study
        let geodata = study.geodata
        let named: [String?] = [
            geodata.provinces.file, geodata.countries.file, geodata.districts?.file, geodata.districtSeats,
            geodata.regions, geodata.aliases, geodata.airports, geodata.crossings, geodata.borders,
            geodata.rivers, geodata.roads, study.sources, study.routes?.table, study.routes?.geometry,
        ]
        return named.compactMap { $0 } + (geodata.places?.paths ?? [])
    }

    private func add(_ name: String, to digest: InputDigest) throws { try add(path: study.path(name), to: digest) }

    private func add(path: String, to digest: InputDigest) throws {
        do {
            // A file geodatabase is a folder of files.
            for part in try parts(of: path) { try digest.add(file: part) }
        } catch {
            throw StudyError(file: path, message: "cannot be read: \(error.localizedDescription)")
        }
    }

    /// The files of a folder in the order of their names; a file alone.
    private func parts(of path: String) throws -> [String] {
        var isFolder = ObjCBool(false)
        let files = FileManager.default
        guard files.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else { return [path] }
        return try files.contentsOfDirectory(atPath: path).sorted().map { "\(path)/\($0)" }
    }

    private func add(_ input: InputSection, _ read: ReadEvidence, to digest: InputDigest) throws {
        digest.add("input", text: input.name)
        if let headers = input.incidents { try add(headers, to: digest) }
        if FileManager.default.fileExists(atPath: study.path(input.file)) {
            try add(input.file, to: digest)
        } else {
            for claim in read.claims where claim.attribution.sourceID == input.name {
                digest.add(claim.id, text: "\(claim)")
            }
        }
    }
}

extension ResolvedStudy {
    /// The study with every path cut to its last part, and without those of restricted inputs.
    func withoutPaths(of restricted: Set<String>) -> Study {
        var copy = study
        func cut(_ path: String) -> String { path.lastPathName }
        copy.calibration = copy.calibration.map(cut)
        copy.styles = cut(copy.styles)
        copy.inputs = copy.inputs.map { input in
            var input = input
            // A table of the command line is called after its file.
            if restricted.contains(input.name) {
                (input.file, input.name) = ("", "")
            } else {
                input.file = cut(input.file)
            }
            return input
        }
        return copy
    }

    /// Reader of the corridors; nil when the study has none.
    var routeReading: RouteReading? {
        study.routes.map {
            RouteReading(table: path($0.table), geometry: path($0.geometry), attribution: $0.attribution)
        }
    }
}

extension ReadEvidence {
    /// Ids of the restricted sources; of an imported table it is the input's name. Those of which every row was left out are
    /// among them.
    var restrictedSources: Set<String> {
        Set(sources.values.filter { $0.access == .restricted }.map(\.id)).union(own.guarded)
    }
}

extension Claim {
    /// Everything that the claim says, without its place in a file.
    fileprivate var digestText: String {
        let parts: [Any] = [
            incidentID, conflictGroup, type, place, period, datePrecision, quantity as Any, actor, attribution, status,
            note,
        ]
        return (parts + (quote.isEmpty ? [] : [quote])).map { "\($0)" }.joined(separator: "\u{1F}")
    }
}
