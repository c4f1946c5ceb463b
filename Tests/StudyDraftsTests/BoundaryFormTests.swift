// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import StudyDrafts

@Suite("Forms of boundary layers")
struct BoundaryFormTests {
    @Test(
        "A publisher is told by its columns",
        arguments: [
            (
                ["ADM2_EN", "ADM2_PCODE", "ADM1_EN", "ADM1_PCODE", "ADM0_PCODE"], "OCHA COD-AB", 2, "ADM2_EN",
                "ADM2_PCODE"
            ),
            (["ADM1_FR", "ADM1_PCODE", "ADM0_PCODE"], "OCHA COD-AB", 1, "ADM1_FR", "ADM1_PCODE"),
            (["adm1_name", "adm1_pcode", "lang", "adm0_pcode"], "OCHA COD-AB", 1, "adm1_name", "adm1_pcode"),
            (["GID_0", "GID_1", "NAME_1", "GID_2", "NAME_2"], "GADM", 2, "NAME_2", "GID_2"),
            (["iso_3166_2", "name", "iso_a2"], "Natural Earth", 1, "name", "iso_3166_2"),
        ])
    func publishers(_ columns: [String], _ publisher: String, _ level: Int, _ name: String, _ key: String) throws {
        let form = try #require(BoundaryForm.told(by: columns))
        #expect(form.publisher == publisher)
        #expect(form.level == level)
        #expect(form.name == name)
        #expect(form.keys[0] == key)
    }

    @Test("geoBoundaries and Who's On First do not say their level in their columns")
    func levelsOfRecords() throws {
        let plain = try #require(
            BoundaryForm.told(by: ["shapeName", "shapeISO", "shapeID", "shapeGroup", "shapeType"]))
        #expect(plain.level == nil)
        #expect(plain.levelText == "shapeType")
        let record = try #require(BoundaryForm.told(by: ["wof:id", "wof:name", "name:ukr_x_preferred"]))
        #expect(record.names.count == 1)
        guard case .fixed(let language) = record.names[0].language else { return #expect(Bool(false)) }
        #expect(language == "uk")
    }

    @Test("A layer without a name is of no form")
    func unknown() {
        #expect(BoundaryForm.told(by: ["population", "area"]) == nil)
    }

    @Test("An ISO code is one of the country")
    func codes() {
        #expect(BoundaryReader.isISO("SD-KH", of: "SD"))
        #expect(!BoundaryReader.isISO("SD01", of: "SD"))
        #expect(!BoundaryReader.isISO("UA-63", of: "SD"))
    }
}
