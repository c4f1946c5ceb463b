// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What happens when the program is ended by a fault of its own.
enum CrashReports {
    private static let faults = [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGSEGV, SIGTRAP]

    /// Lets the program end at once and in silence.
    ///
    /// Swift's runtime would start a second program that writes registers and memory, in which are names, places and
    /// tokens, to the terminal or into the log, and would keep a server's port for the ten seconds that this takes. Who
    /// looks for a fault asks for it with `SWIFT_BACKTRACE=enable=yes`.
    static func turnOff() {
        let settings = ProcessInfo.processInfo.environment["SWIFT_BACKTRACE"] ?? ""
        guard !settings.split(separator: ",").contains("enable=yes") else { return }
        for fault in faults { signal(fault, SIG_DFL) }
    }
}
