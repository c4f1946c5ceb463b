// SPDX-License-Identifier: Apache-2.0

package import Gazetteer
import Studies

extension ResolvedStudy {
    /// Reads the names and boundaries of the study.
    /// - Throws: the reader's typed error, with file and line.
    package func loadGazetteer() throws -> Gazetteer {
        var rules = LocationRules()
        rules.exactSigma = lengths.exactSigma
        rules.nearSigma = lengths.nearSigma
        rules.districtRadius = lengths.districtRadius
        rules.lineDistance = lengths.lineBuffer
        rules.boundaryMargin = lengths.boundaryFlag
        return try GazetteerLoader(
            files: GazetteerFiles(study.geodata, path: path), rules: rules, homeCountries: study.assessed
        ).load()
    }
}
