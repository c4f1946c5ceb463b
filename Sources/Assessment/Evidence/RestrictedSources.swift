// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Incidents
import Layers
import Studies

/// Restricted sources as a public or partner catalog names them: no file, no title, no day.
struct RestrictedSources {
    /// One entry per restricted input, and one for all restricted publications of the study's table.
    let entries: [CatalogSource]

    init(_ sources: [Source], inputs: [InputSection]) {
        let restricted = sources.filter { $0.access == .restricted }
        var entries: [CatalogSource] = []
        for (number, input) in inputs.enumerated() {
            guard let source = restricted.first(where: { $0.id == input.name }) else { continue }
            let file = input.file.lastPathName
            // A table of the command line is called after its file.
            let id = input.name == file ? "restricted-\(number + 1)" : input.name
            entries.append(
                CatalogSource(
                    id: id, title: source.publisher == input.name ? id : source.publisher, licence: source.terms,
                    access: .restricted))
        }
        if restricted.contains(where: { source in !inputs.contains { $0.name == source.id } }) {
            entries.append(
                CatalogSource(id: "restricted-sources", title: "Restricted sources of the study", access: .restricted))
        }
        self.entries = entries
    }
}
