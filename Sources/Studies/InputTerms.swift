// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
package import Incidents

/// Under which terms the rows of an imported table may be used.
package struct InputTerms {
    let input: InputSection
    let format: Vocabulary
    /// The study file, for messages.
    let file: String

    package init(input: InputSection, format: Vocabulary, file: String) {
        self.input = input
        self.format = format
        self.file = file
    }

    /// The table as one source of its rows.
    /// - Throws: `StudyError` when the study grants more than the format's terms allow.
    package func source() throws -> Source {
        if format.forbidsRedistribution, input.redistribution == true {
            throw StudyError(
                file: file,
                message:
                    "input '\(input.name)': the terms of \(format.terms.publisher) forbid passing rows on; remove redistribution: true"
            )
        }
        return Source(
            id: input.name,
            publisher: format.terms.publisher.isEmpty ? input.name : format.terms.publisher, title: title, date: nil,
            address: "",
            access: try access(), redistributionAllowed: input.redistribution ?? !format.forbidsRedistribution,
            terms: input.terms ?? format.terms.sentence, rootNote: "", aiGenerated: false)
    }

    private var missingAccess: StudyError {
        StudyError(
            file: file,
            message:
                "input '\(input.name)': access is missing; write access: open where anyone may see each row, or access: "
                + "restricted where its events may count for areas only")
    }

    private var title: String { input.file.lastPathName }

    private func access() throws -> SourceAccess {
        guard let text = input.access else {
            if format.forbidsRedistribution { return .restricted }
            // What a published data set may show is known; of a table of one's own only the study can say it.
            guard !format.terms.publisher.isEmpty || format.isOwn || input.isOnCommandLine else { throw missingAccess }
            return .open
        }
        guard let access = SourceAccess(rawValue: text) else {
            throw StudyError(
                file: file, message: "input '\(input.name)': access '\(text)' is not one of open, restricted")
        }
        if format.forbidsRedistribution, access == .open {
            throw StudyError(
                file: file,
                message: "input '\(input.name)': \(format.terms.publisher) rows are restricted; remove access: open")
        }
        return access
    }

    /// The line that outputs must show; nil when neither the study nor the format asks for one.
    package static func attribution(of input: InputSection, format: Vocabulary) -> String? {
        input.attribution ?? format.terms.attribution
    }
}
