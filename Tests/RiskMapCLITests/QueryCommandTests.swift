// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// One build that all questions go to.
private enum Shared {
    static func work() throws -> Workplace { try result.get().work }

    private struct Built: @unchecked Sendable { let work: Workplace }
    private struct Failed: Error { let sentence: String }

    private static let result = Result {
        let work = try Workplace()
        let result = try work.build("--quiet")
        guard result.status == 0 else { throw Failed(sentence: result.error) }
        return Built(work: work)
    }
}

@Suite("riskmap query", .serialized)
struct QueryCommandTests {
    private func query(_ arguments: String...) throws -> Program.Result {
        try Program.run(["query"] + arguments + ["--dir", "out"], in: Shared.work().folder)
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("A province is answered with relative risk, rank, evidence, conflicts and notes")
    func province() throws {
        let result = try query("Dorran", "--why")
        #expect(result.status == 0)
        for words in [
            "Dorran / دوران (XX-DO)", "times the mean", "rank           1", "2 incidents, 3 claims",
            "Conflicting claims",
            "1,500 persons", "120 persons", "claimed by Guards", "Why (share of the intensity)",
            "Absence of reports is not safety.", "tier           public",
        ] { #expect(result.output.contains(words), "\(words)") }
    }

    @Test("Codes, Arabic and other spellings mean the same province", arguments: ["XX-KE", "xx-ke", "كلمار", "kelmar"])
    func names(name: String) throws {
        let members = try object(query(name, "--format", "json").output)
        #expect(members["iso3166_2"] as? String == "XX-KE")
        #expect(members["kind"] as? String == "province")
    }

    @Test("A town is answered by its surroundings, and says so")
    func town() throws {
        let members = try object(query("Mulwok", "--format", "json").output)
        #expect(members["kind"] as? String == "zone")
        #expect((members["zone"] as? String)?.hasPrefix("the town: ") == true)
    }

    @Test("A position is answered by its cell")
    func position() throws {
        let members = try object(query("--at", "34.5,40.5", "--format", "json", "--why").output)
        #expect(members["kind"] as? String == "point")
        #expect(try #require(members["relative_risk"] as? Double) > 1)
        #expect((members["contributions"] as? [Any])?.isEmpty == false)
    }

    @Test("A cell without an incident of its own says that its value comes from around it")
    func around() throws {
        var without = 0
        for place in ["34.5,40.5", "34.5,41.5", "34.1,40.1", "34.3,40.8"] {
            let members = try object(query("--at", place, "--format", "json").output)
            let notes = try #require(members["notes"] as? [String])
            let isEmpty = members["incidents"] as? Int == 0 && (members["relative_risk_max"] as? Double ?? 0) > 0
            #expect(notes.contains { $0.hasPrefix("No incident is placed in this cell itself") } == isEmpty, "\(place)")
            without += isEmpty ? 1 : 0
            #expect(try query("--at", place).output.contains("in the cell itself"))
        }
        #expect(without > 0)
    }

    @Test(
        "Positions that are none are usage errors",
        arguments: ["north", "34.5", "34.5,nan", "134.5,40.5", "34.5,40.5,1"])
    func badPosition(text: String) throws { #expect(try query("--at", text).status == 64) }

    @Test("A position outside is told to be so, with status 1")
    func outside() throws {
        let result = try query("--at", "34.5,42.4")
        #expect(result.status == 1)
        #expect(result.error.contains("lies outside the area that the evidence covers"))
        #expect(result.output.isEmpty)
    }

    @Test("An unknown name is answered with the nearest ones and status 1")
    func unknown() throws {
        let result = try query("Dorrann Kelmaar")
        #expect(result.status == 1)
        #expect(result.output.isEmpty)
        #expect(result.error.contains("Dorrann Kelmaar"))
    }

    @Test("The ranking lists every province, as a table, JSON and CSV")
    func ranking() throws {
        let table = try query("--all").output.split(separator: "\n")
        #expect(table[0].hasPrefix("Rank"))
        #expect(table[1].contains("Dorran") && table[2].contains("Kelmar"))
        let csv = try query("--all", "--format", "csv").output.split(separator: "\n")
        #expect(csv.count == 3)
        #expect(
            csv[0].hasPrefix(
                "iso3166_2,pcode,name_en,name_ar,relative_risk,relative_risk_max,relative_risk_p90,rank,rank_best,rank_worst,chance,"
            ))
        let json = try JSONSerialization.jsonObject(with: Data(query("--all", "--format", "json").output.utf8))
        #expect((json as? [[String: Any]])?.map { $0["iso3166_2"] as? String } == ["XX-DO", "XX-KE"])
    }

    @Test("JSON has the members of the province's properties and the answer's own, always the same")
    func members() throws {
        let layer = try Shared.work().json("out/provinces.geojson")
        let feature = try #require((layer["features"] as? [[String: Any]])?.first)
        let properties = try #require(feature["properties"] as? [String: Any])
        let own = ["conflicts", "insufficient_for_forecast", "kind", "notes", "period", "provinces", "zone"]
        let expected = (properties.keys + own).sorted()
        for arguments in [["Dorran"], ["Mulvok"], ["XX-KE"]] {
            let result = try Program.run(
                ["query"] + arguments + ["--dir", "out", "--format", "json"], in: Shared.work().folder)
            #expect(try object(result.output).keys.sorted() == expected)
        }
        let why = try object(query("Dorran", "--format", "json", "--why").output)
        #expect(why.keys.sorted() == (expected + ["contributions"]).sorted())
        let part = try #require((why["contributions"] as? [[String: Any]])?.first)
        #expect(part.keys.sorted() == ["claims", "id", "kind", "share", "title"])
    }

    @Test("Several names give an array")
    func several() throws {
        let json = try JSONSerialization.jsonObject(
            with: Data(query("Dorran", "Kelmar", "--format", "json").output.utf8))
        #expect((json as? [Any])?.count == 2)
    }

    @Test("Questions that contradict themselves are usage errors")
    func usage() throws {
        #expect(try query().status == 64)
        #expect(try query("Dorran", "--all").status == 64)
        #expect(try query("--all", "--why").status == 64)
        #expect(try query("Dorran", "--format", "xml").status == 64)
    }

    @Test("A folder without a build is told with what to do")
    func noBuild() throws {
        let work = try Workplace()
        for folder in ["none", "study"] {
            let result = try work.run("query", "Dorran", "--dir", folder)
            #expect(result.status == 1)
            #expect(result.error.contains(folder), "\(result.error)")
            #expect(result.error.contains("riskmap build"), "\(result.error)")
        }
    }

    @Test(
        "A damaged build is told, and nothing crashes",
        arguments: [
            "catalog.json", "provinces.geojson", "contributions.json", "relative-risk.tif", "study/study.yaml",
        ])
    func damaged(file: String) throws {
        let work = try Workplace()
        try FileManager.default.copyItem(
            at: Shared.work().folder.appending(path: "out"), to: work.folder.appending(path: "out"))
        for text in ["", "{", "\u{0}\u{1}"] {
            try work.write(text, to: "out/\(file)")
            let result = try work.run("query", "Mulvok", "--why", "--dir", "out")
            #expect(result.status == 1, "\(file): \(result.error)")
            #expect(result.error.hasPrefix("riskmap: "), "\(result.error)")
        }
    }
}

@Suite("riskmap geocode", .serialized)
struct GeocodeCommandTests {
    @Test("A batch adds the columns of the answer to each row")
    func batch() throws {
        let work = try Workplace()
        try work.write("name,country,province\nTarsidh,XX,\nXyzzyqq,XX,XX-KE\nXyzzyqq,,\n", to: "names.csv")
        let result = try work.run("geocode", "--batch", "names.csv", "--study", "study/study.yaml")
        #expect(result.status == 0)
        let lines = result.output.split(separator: "\n")
        #expect(
            lines[0]
                == "name,country,province,place_id,matched_name,feature,iso3166_2,latitude,longitude,uncertainty_m,"
                + "where_prec,score,runner_up,status,note")
        #expect(lines[1].hasPrefix("Tarsidh,XX,,place:tarsid,Tarsidh,town,XX-DO,34.5,40.5,2000,1,"))
        #expect(lines[2].contains(",XX-KE,") && lines[2].contains("fallback"))
        #expect(lines[3].contains("unknown"))
        #expect(result.error.contains("1 of 3 names are ambiguous or unknown"))
    }

    @Test("An unknown name has status 1, a batch without its column a sentence")
    func unknown() throws {
        let work = try Workplace()
        #expect(try work.run("geocode", "Xyzzyqq", "--study", "study/study.yaml").status == 1)
        #expect(try work.run("geocode", "Tarsid", "--study", "study/study.yaml").status == 0)
        try work.write("place\nTarsid\n", to: "names.csv")
        let result = try work.run("geocode", "--batch", "names.csv", "--study", "study/study.yaml")
        #expect(result.status == 1)
        #expect(result.error.contains("names.csv:1: has no column 'name'; the header needs one"))
        #expect(try work.run("geocode", "--study", "study/study.yaml").status == 64)
    }
}
