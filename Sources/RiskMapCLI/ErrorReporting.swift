// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Assessment
import Foundation
import Studies
import TileArchives

/// The one table of exit statuses: what kind of failure ends the program with which number.
enum ExitStatus {
    /// An input, a name or a value cannot be used.
    static let badInput = ExitCode(1)
    /// The output cannot be written (sysexits: EX_CANTCREAT).
    static let cannotWrite = ExitCode(73)

    /// A rule of `watch` fired: an answer, not a failure.
    static let fired = ExitCode(3)

    /// The status for an error of the library.
    static func status(for error: any Error) -> ExitCode {
        error is OutputFailure || error is TileArchiveError || FailureKind(of: error) == .output
            ? cannotWrite : badInput
    }
}

/// Runs a command and prints its failure as one sentence on standard error.
func reportingErrors(_ body: () throws -> Void) throws {
    do {
        try body()
    } catch let code as ExitCode {
        throw code
    } catch let error as ValidationError {
        throw error
    } catch {
        // The handler of the signal ends the program, with its own status and sentence, once it has cleared up.
        if FailureKind(of: error) == .interrupted { sleep(5) }
        printError("riskmap: \(error)")
        throw ExitStatus.status(for: error)
    }
}
