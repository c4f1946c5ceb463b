// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
package import Incidents

/// Under which terms the rows of an imported table may be used.
package struct InputTerms {
    let input: InputSection
    let format: ClaimFormat
    /// The study file, for messages.
    let file: String

    package init(input: InputSection, format: ClaimFormat, file: String) {
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
                message: "input '\(input.name)': the terms of ACLED forbid passing rows on; remove redistribution: true"
            )
        }
        return Source(
            id: input.name, publisher: Self.publisher(of: format) ?? input.name, title: title, date: nil, address: "",
            access: try access(), redistributionAllowed: input.redistribution ?? !format.forbidsRedistribution,
            terms: input.terms ?? Self.terms(of: format), rootNote: "", aiGenerated: false)
    }

    private var title: String { input.file.lastPathName }

    private func access() throws -> SourceAccess {
        guard let text = input.access else { return format == .acled ? .restricted : .open }
        guard let access = SourceAccess(rawValue: text) else {
            throw StudyError(
                file: file, message: "input '\(input.name)': access '\(text)' is not one of open, restricted")
        }
        if format == .acled, access == .open {
            throw StudyError(
                file: file, message: "input '\(input.name)': ACLED rows are restricted; remove access: open")
        }
        return access
    }

    /// The line that outputs must show; nil when neither the study nor the format asks for one.
    package static func attribution(of input: InputSection, format: ClaimFormat) -> String? {
        if let stated = input.attribution { return stated }
        switch format {
        case .ucdp: return "UCDP Georeferenced Event Dataset, Uppsala Conflict Data Program (CC BY 4.0)"
        case .acled: return "ACLED, Armed Conflict Location & Event Data (acleddata.com): aggregates only"
        case .claims, .mapped: return nil
        }
    }

    private static func publisher(of format: ClaimFormat) -> String? {
        switch format {
        case .ucdp: "Uppsala Conflict Data Program"
        case .acled: "ACLED"
        case .claims, .mapped: nil
        }
    }

    private static func terms(of format: ClaimFormat) -> String {
        switch format {
        case .ucdp: "CC BY 4.0"
        case .acled: "Rows may not be passed on; aggregates only"
        case .claims, .mapped: ""
        }
    }
}
