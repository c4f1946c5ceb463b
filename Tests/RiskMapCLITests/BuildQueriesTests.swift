// SPDX-License-Identifier: Apache-2.0

import Foundation
import Queries
import Testing

@testable import RiskMapCLI

@Suite("What the server answers to questions")
struct BuildQueriesTests {
    private func same(_ bytes: [UInt8], _ output: String) throws -> Bool {
        let served = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed) as? NSObject
        let printed = try JSONSerialization.jsonObject(with: Data(output.utf8), options: .fragmentsAllowed) as? NSObject
        return served != nil && served == printed
    }

    @Test("It is what the command prints")
    func sameAnswers() throws {
        let work = try Workplace()
        #expect(try work.build("--quiet").status == 0)
        let queries = BuildQueries(service: try QueryService(folder: work.path("out")))
        func printed(_ arguments: String...) throws -> String {
            try Program.run(["query"] + arguments + ["--dir", "out", "--format", "json"], in: work.folder).output
        }
        #expect(try same(queries.provinces(), printed("--all")))
        #expect(try same(queries.transfers(), printed("--transfers")))
        for why in [false, true] {
            let flag = why ? ["--why"] : []
            for (latitude, longitude) in [(34.5, 40.5), (34.5, 41.5), (34.123456, 40.01)] {
                let output = try Program.run(
                    ["query", "--at", "\(latitude),\(longitude)", "--dir", "out", "--format", "json"] + flag,
                    in: work.folder
                ).output
                #expect(try same(queries.point(latitude: latitude, longitude: longitude, why: why), output))
            }
            for name in ["Dorran", "Mulwok", "XX-KE"] {
                let output = try Program.run(
                    ["query", name, "--dir", "out", "--format", "json"] + flag, in: work.folder
                ).output
                #expect(try same(queries.place(named: name, why: why), output))
            }
        }
    }

    @Test(
        "Areas that cannot be read are refused with a sentence",
        arguments: [
            "{\"type\":\"Polygon\",\"coordinates\":[[[NaN,1],[2,1],[2,2],[NaN,1]]]}",
            "{\"type\":\"Polygon\",\"coordinates\":[[[1e308,1],[2,1],[2,2],[1e308,1]]]}",
            "{\"type\":\"Polygon\",\"coordinates\":[[[1e999,1],[2,1],[2,2],[1e999,1]]]}",
            "{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[2,1],[2,2]]]}",
            "{\"type\":\"Polygon\",\"coordinates\":[]}", "{\"type\":\"MultiPolygon\",\"coordinates\":[]}",
            "{\"type\":\"GeometryCollection\",\"geometries\":[]}", "{\"type\":\"Point\",\"coordinates\":[1,1]}", "[]",
            "",
        ])
    func unreadableAreas(text: String) {
        #expect(throws: (any Error).self) { try BuildQueries.area(Array(text.utf8)) }
    }
}
