// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Geo
@testable import Studies
import Testing

@Suite("Reports located in provinces")
struct LocatedReportsTests {
    /// Sums of Dorran and Kelmar for one battle, told as the place of a row with its precision.
    private func sums(_ place: String) throws -> [Double] {
        let study = try SquareStudy()
        try study.keepClaims(["C2"])
        try study.edit("Kelmar,XX,Kelmar,4,,", place, in: "claims.csv")
        let resolved = try study.resolved(), run = try TracedRun(study: resolved)
        return LocatedReports.sums(
            of: run.masses, located: run.located.incidents, provinces: run.names.provinces, zones: run.zones,
            settings: try resolved.surfaceSettings(threads: 1))
    }

    @Test("The same battle counts alike, however exactly its place is known")
    func exactAndVague() throws {
        let province = try sums("Kelmar,XX,Kelmar,4,,")
        let exact = try sums("a field,XX,Kelmar,1,41.5,34.5")
        let stranger = try sums("a field,XX,,1,41.5,34.5")
        let district = try sums("a field,XX,Kelmar,3,41.5,34.5")
        #expect(province[1] > 0)
        for other in [exact, district, stranger] { #expect((other[1] / province[1] - 1).magnitude < 1e-12) }
        #expect(province[0] == 0 && exact[0] == 0 && stranger[0] == 0, "a province without reports has none")
    }
}
