// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Incidents
import Layers

/// Digest of everything that decides a build: parameters, calibration, geodata, styles and inputs.
struct StudyDigest {
    let study: ResolvedStudy

    /// SHA-256, 64 hexadecimal digits. An input that is no file (a database) enters with its claims.
    /// - Throws: `StudyError` for a file that cannot be read.
    func hexadecimal(_ read: ReadEvidence) throws -> String {
        let digest = InputDigest()
        digest.add("version", text: RiskMapVersion.text)
        // Paths say where a file lies, not what it holds: the same study elsewhere must digest alike.
        digest.add("study", text: try StableJSON.compact(study.withoutPaths))
        digest.add("calibration", text: try StableJSON.compact(study.calibration))
        for file in files() { try add(file, to: digest) }
        for input in study.study.inputs { try add(input, read, to: digest) }
        return digest.hexadecimal
    }

    private func files() -> [String] {
        let study = study.study
        let geodata = study.geodata
        let named: [String?] = [
            geodata.provinces.file, geodata.countries.file, geodata.districts?.file, geodata.districtSeats,
            geodata.regions, geodata.places, geodata.aliases, geodata.airports, geodata.crossings, geodata.borders,
            geodata.rivers, study.sources, study.routes?.table, study.routes?.geometry,
        ]
        let palettes = StyleSet.layers + StyleSet.differences(folder: self.study.path(study.styles))
        return named.compactMap { $0 } + palettes.map { "\(study.styles)/\($0).json" }
    }

    private func add(_ name: String, to digest: InputDigest) throws {
        let path = study.path(name)
        do {
            try digest.add(file: path)
        } catch {
            throw StudyError(file: path, message: "cannot be read: \(error.localizedDescription)")
        }
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
    /// The study with every path cut to its last part.
    var withoutPaths: Study {
        var copy = study
        func cut(_ path: String) -> String { (path as NSString).lastPathComponent }
        copy.calibration = cut(copy.calibration)
        copy.styles = cut(copy.styles)
        copy.inputs = copy.inputs.map { input in
            var input = input
            input.file = cut(input.file)
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
