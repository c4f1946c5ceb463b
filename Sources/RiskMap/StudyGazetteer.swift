// SPDX-License-Identifier: Apache-2.0

import Gazetteer

extension ResolvedStudy {
    /// Reads the names and boundaries of the study.
    /// - Throws: the reader's typed error, with file and line.
    func loadGazetteer() throws -> Gazetteer { Gazetteer(Gazetteer.Content()) }
}
