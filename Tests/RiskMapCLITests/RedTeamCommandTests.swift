// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("riskmap redteam", .serialized)
struct RedTeamCommandTests {
    @Test("A build without restricted events leaves nothing to attack")
    func nothing() throws {
        let work = try Workplace()
        #expect(try work.build("--quiet").status == 0)
        let result = try work.run("redteam", "--study", "study/study.yaml", "--out", "out")
        #expect(result.status == 0 && result.output.contains("nothing to attack"))
    }

    @Test("Without a build, or in a format that it does not have, it says what to do")
    func faults() throws {
        let work = try Workplace()
        let missing = try work.run("redteam", "--study", "study/study.yaml", "--out", "out")
        #expect(missing.status == 1 && missing.error.contains("run 'riskmap build' first"))
        let format = try work.run("redteam", "--study", "study/study.yaml", "--format", "csv")
        #expect(format.status != 0 && format.error.contains("table or json"))
    }
}
