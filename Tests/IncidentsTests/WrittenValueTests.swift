// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

@testable import Incidents

@Suite("Positions as people write them")
struct WrittenPositionTests {
    @Test(
        "One coordinate",
        arguments: [
            "36.335", "36,335", "٣٦٫٣٣٥", "۳۶٫۳۳۵", "\u{200E}36.335\u{00A0}", "36°20'06\"N", "36° 20′ 06″ N", "N36.335",
            "36.335° N", "36 20.1 N", "36 20 06 N", "36d20m6s", "36º20'6''N", "36:20:06", "36.335 north", "+36.335",
        ])
    func degrees(_ text: String) throws {
        let found = try #require(WrittenDegrees(text), "\(text)")
        #expect(abs(found.value - 36.335) < 1e-9, "\(text)")
    }

    @Test("South and west are negative; minutes of sixty and two letters are refused")
    func sides() {
        #expect(WrittenDegrees("36 30 S")?.value == -36.5 && WrittenDegrees("43.5W")?.value == -43.5)
        #expect(WrittenDegrees("-36.5")?.value == -36.5 && WrittenDegrees("E43.5")?.isLatitude == false)
        for text in ["36 60 00 N", "N36N", "36.5 20 N", "36.335.000", "abc", "", "nan", "36 20 10 5", "-36 30 N"] {
            #expect(WrittenDegrees(text) == nil, "\(text)")
        }
    }

    @Test(
        "Both in one cell",
        arguments: [
            "36.335 43.119", "36.335 43.119 221.4 4.8", "36.335, 43.119", "36,335; 43,119", "36.335,43.119",
            "36°20'06\"N 43°07'08.4\"E", "43.119E, 36.335N", "N36.335 E43.119", "POINT (43.119 36.335)",
            "SRID=4326;POINT(43.119 36.335)", "POINT Z (43.119 36.335 220)",
            #"{"type": "Point", "coordinates": [43.119, 36.335]}"#,
        ])
    func pairs(_ text: String) throws {
        guard case .degrees(let point) = WrittenPosition(text) else {
            Issue.record("\(text)")
            return
        }
        #expect(abs(point.x - 43.119) < 1e-9 && abs(point.y - 36.335) < 1e-9, "\(text)")
    }

    @Test("Grids in metres: zone and hemisphere; a military reference names the middle of its square")
    func grids() {
        #expect(
            WrittenPosition("38N 330000 4022000")
                == .grid(GridPosition(zone: 38, isNorth: true, easting: 330_000, northing: 4_022_000)))
        let readings = [true, false].map {
            GridPosition(zone: 38, isNorth: $0, easting: 330_000, northing: 4_022_000)
        }
        #expect(WrittenPosition("38S 330000 4022000") == .grids(readings), "band or hemisphere")
        // 38S LF 31000 22000 and its neighbourhood: Mosul lies at 330,850 east, 4,022,670 north of zone 38.
        #expect(
            WrittenPosition("38SLF3085022670")
                == .grid(GridPosition(zone: 38, isNorth: true, easting: 330_850.5, northing: 4_022_670.5)))
        #expect(
            WrittenPosition("38S LF 30 22")
                == .grid(GridPosition(zone: 38, isNorth: true, easting: 330_500, northing: 4_022_500)))
        for text in ["38SLF308", "61SLF3022", "38SIO3022", "Mosul", "36.335", "1 2 3 4 5"] {
            #expect(WrittenPosition(text) == nil, "\(text)")
        }
    }
}

@Suite("Counts as people write them")
struct WrittenCountTests {
    @Test(
        "Numbers, intervals and words",
        arguments: [
            ("5", "5 deaths"), ("1,200", "1,200 deaths"), ("1 200", "1,200 deaths"), ("٥", "5 deaths"),
            ("5.0", "5 deaths"),
            ("5-7", "5 to 7 deaths"), ("5–7", "5 to 7 deaths"), ("5 to 7", "5 to 7 deaths"),
            ("between 5 and 7", "5 to 7 deaths"), ("10+", "more than 10 deaths"), (">10", "more than 10 deaths"),
            ("at least 4", "more than 4 deaths"), ("up to 12", "up to 12 deaths"), ("~8", "about 8 deaths"),
            ("environ 4", "about 4 deaths"), ("about 1,500", "about 1,500 deaths"), ("dozens", "24 to 99 deaths"),
            ("Hundreds of people", "200 to 999 deaths"), ("عشرات", "10 to 99 deaths"), ("tens", "10 to 99 deaths"),
            ("tens of people", "10 to 99 deaths"), ("five", "5 deaths"),
            ("a dozen", "12 deaths"), ("half a dozen", "6 deaths"), ("several", "3 to 9 deaths"),
        ])
    func counts(_ written: String, _ description: String) throws {
        #expect(try claim(written).quantity?.description == description, "\(written)")
    }

    @Test(
        "What is not known, and what is no count, costs the number and not the event",
        arguments: ["unknown", "-99", "-9", "NA", "n/a", "?", "غير معروف", "-", "several were hurt", "-5", "1e300"])
    func unknown(_ written: String) throws { #expect(try claim(written).quantity == nil, "\(written)") }

    @Test(
        "Numbers of several words are one number, in each language",
        arguments: [
            ("twenty five", 25), ("twenty-five", 25), ("Thirty-two", 32), ("ninety-nine", 99), ("two dozen", 24),
            ("three dozen", 36), ("2 dozen", 24), ("one hundred and twenty", 120),
            ("a hundred and fifty", 150), ("two thousand three hundred and five", 2305),
            ("twenty-five killed", 25), ("vingt-cinq", 25), ("vingt et un", 21), ("quatre-vingt-dix", 90),
            ("deux cent vingt", 220), ("treinta y dos", 32), ("ciento veinte", 120), ("dos mil", 2000),
            ("خمسة وعشرون", 25), ("خمسة و عشرون", 25), ("مائة وعشرون", 120), ("двадцать пять", 25),
            ("сто двадцать", 120), ("двадцать одна", 21), ("две тысячи", 2000), ("двадцять п'ять", 25),
            ("сто двадцять", 120),
        ] as [(String, Int)])
    func composed(_ written: String, _ number: Int) throws {
        let quantity = try #require(try claim(written).quantity, "\(written)")
        #expect(quantity.stated == [Double(number)], "\(written)")
    }

    @Test("Intervals of words stay intervals, and words that make no number are none")
    func neighbours() throws {
        for (written, description) in [
            ("twenty to twenty-five", "20 to 25 deaths"), ("between twenty and thirty", "20 to 30 deaths"),
            ("five-seven", "5 to 7 deaths"), ("at least two dozen", "more than 24 deaths"),
            ("between one hundred and two hundred", "100 to 200 deaths"),
        ] {
            #expect(try claim(written).quantity?.description == description, "\(written)")
        }
        for written in ["fivefold", "twenty twenty twenty", "several dozen", "five twenty", "onefold dozen"] {
            #expect(try claim(written).quantity == nil, "\(written)")
        }
    }

    private func claim(_ written: String) throws -> Claim {
        let mapping = try FieldMapping(rules: [
            .type: .constant("battle"), .date: .column("d"), .place: .constant("Mosul"), .best: .column("n"),
            .unit: .constant("deaths"),
        ])
        let reading = try Reading(text: "d,n\n2026-01-01,\"\(written)\"\n", .mapped(mapping))
        return try #require(reading.claims.first)
    }
}
