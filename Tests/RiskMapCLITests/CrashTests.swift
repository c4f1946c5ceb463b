// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("A fault of the program's own")
struct CrashTests {
    @Test("Any command ends at once and prints nothing of what it held")
    func isSilent() throws {
        let work = try Workplace()
        #expect(try work.build("--quiet").status == 0)
        for fault in [SIGILL, SIGTRAP, SIGSEGV] {
            let running = try Program.start(
                ["tiles", "--dir", "out", "--format", "directory", "--zoom", "0-14", "--out", "t"], in: work.folder)
            // Its first file shows that the program is past its beginning.
            while running.process.isRunning, try !work.entries().contains(where: { $0.hasPrefix(".t.partial-") }) {
                usleep(2000)
            }
            kill(running.process.processIdentifier, fault)
            let result = try running.finish()
            #expect(running.process.terminationReason == .uncaughtSignal && result.status == fault)
            #expect(!result.error.contains("Signal") && !result.error.contains("rax"), "\(result.error.prefix(400))")
            for name in try work.entries() where name.hasPrefix(".t.") {
                try FileManager.default.removeItem(atPath: work.path(name))
            }
        }
    }
}
