// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("Numbers of a study that nothing can be made of", .serialized)
struct HostileStudyTests {
    private static let edits = [
        ("cell: 10km", "cell: 1e300km", "cell"), ("cell: 10km", "cell: 1e-300", "cell"),
        ("cell: 10km", "cell: -5", "cell"),
        ("cell: 10km", "cell: nan", "cell"), ("cell: 10km", "cell: inf", "cell"), ("cell: 10km", "cell: 1m", "cell"),
        ("baseline_days: 365", "baseline_days: 1e300", "model.time.baseline_days"),
        ("baseline_days: 365", "baseline_days: .nan", "model.time.baseline_days"),
        ("baseline_days: 365", "baseline_days: 0.5", "model.time.baseline_days"),
        ("recent_half_life_days: 30", "recent_half_life_days: .inf", "model.time.recent_half_life_days"),
        ("recent_share: 0.5", "recent_share: .nan", "model.time.recent_share"),
        ("    half_life_days: 30", "    half_life_days: 1e300", "model.routes.half_life_days"),
        ("beta: 0.5", "beta: 1e300", "model.routes.beta"), ("beta: 0.5", "beta: -1", "model.routes.beta"),
        ("corridor_width: 20km", "corridor_width: 1e9km", "model.routes.corridor_width"),
        ("corridor_width: 20km", "corridor_width: 5km", "model.routes.corridor_width"),
        ("decay_length: 10km", "decay_length: 1e300", "model.routes.decay_length"),
        ("exact_sigma: 2km", "exact_sigma: 1e300", "model.location.exact_sigma"),
        ("near_sigma: 2km", "near_sigma: -1", "model.location.near_sigma"),
        ("district_radius: 30km", "district_radius: 0", "model.location.district_radius"),
        ("line_buffer: 10km", "line_buffer: 1e300", "model.location.line_buffer"),
        ("informed_bandwidth: 10km", "informed_bandwidth: 0", "model.location.informed_bandwidth"),
        ("uniform_share: 0.2", "uniform_share: 1.5", "model.location.uniform_share"),
        ("minimum_precise_events: 20", "minimum_precise_events: -1", "model.location.minimum_precise_events"),
        ("minimum_precise_events: 20", "minimum_precise_events: 99999999999999999999", "minimum_precise_events"),
        ("listed_incidents: 25000", "listed_incidents: -1", "model.evidence.listed_incidents"),
        ("listed_incidents: 25000", "listed_incidents: 9223372036854775807", "model.evidence.listed_incidents"),
        ("ied: 1.0", "ied: 1e300", "model.severity.ied"), ("wire: 0.8", "wire: .nan", "model.reliability.wire"),
        ("west: 39", "west: 43", "extent"), ("west: 39", "west: -1e300", "extent"),
        ("north: 36", "north: 90", "extent"),
        ("east: 43", "east: 39.0000001", "cell"), ("west: 39", "west: .nan", "extent"),
        ("imprecise: informed", "imprecise: guessed", "model.location.imprecise"),
        ("latitude: 34.5", "latitude: 1e300", "crs"),
    ]

    @Test("A check and a build refuse them with the same sentence, which names the key", arguments: edits)
    func refused(old: String, new: String, key: String) throws {
        let work = try Workplace()
        try work.edit(old, new)
        let check = try work.run("check", "study/study.yaml"), build = try work.build()
        #expect(check.status == 1 && build.status == 1, "\(new): \(check.error) \(build.error)")
        #expect(check.error == build.error)
        #expect(check.error.hasPrefix("riskmap: study/study.yaml:") && check.error.contains(key), "\(check.error)")
        #expect(try work.entries() == ["study"])
    }

    @Test(
        "So do those of the surfaces",
        arguments: [
            ("uniform: ", ".nan", "uniform"), ("uniform: ", "-1", "uniform"), ("uniform: ", "2", "uniform"),
        ])
    func surfaces(start: String, value: String, key: String) throws {
        let work = try Workplace()
        let lines = try work.text("study/study.yaml").split(separator: "\n", omittingEmptySubsequences: false)
        let edited = lines.map { $0.hasPrefix("    " + start) ? "    " + start + value : String($0) }
        try work.write(edited.joined(separator: "\n"), to: "study/study.yaml")
        let check = try work.run("check", "study/study.yaml"), build = try work.build()
        #expect(check.status == 1 && build.status == 1, "\(check.error) \(build.error)")
        #expect(check.error == build.error && check.error.contains("model.intensity.\(key)"), "\(check.error)")
    }

    /// The ends of what is allowed: what a check accepts, a build accepts.
    @Test(
        "At the ends of their ranges both succeed",
        arguments: [
            ("baseline_days: 365", "baseline_days: 365250"), ("baseline_days: 365", "baseline_days: 1"),
            ("recent_half_life_days: 30", "recent_half_life_days: 0.01"),
            ("recent_half_life_days: 30", "recent_half_life_days: 365250"),
            ("    half_life_days: 30", "    half_life_days: 365250"), ("beta: 0.5", "beta: 1000"),
            ("corridor_width: 20km", "corridor_width: 1000km"), ("decay_length: 10km", "decay_length: 1000km"),
            ("exact_sigma: 2km", "exact_sigma: 0"), ("exact_sigma: 2km", "exact_sigma: 1000km"),
            ("district_radius: 30km", "district_radius: 1000km"), ("line_buffer: 10km", "line_buffer: 1m"),
            ("informed_bandwidth: 10km", "informed_bandwidth: 1m"),
            ("informed_bandwidth: 10km", "informed_bandwidth: 1000km"),
            ("minimum_precise_events: 20", "minimum_precise_events: 0"),
            ("listed_incidents: 25000", "listed_incidents: 0"), ("boundary_flag: 5km", "boundary_flag: 1000km"),
        ])
    func accepted(old: String, new: String) throws {
        let work = try Workplace()
        try work.edit(old, new)
        let check = try work.run("check", "study/study.yaml"), build = try work.build("--quiet")
        #expect(check.status == 0 && build.status == 0, "\(new): \(check.error) \(build.error)")
    }
}

@Suite("Inputs that hold nothing", .serialized)
struct EmptyInputTests {
    private let header =
        "claim_id,incident_id,type,place,country,province,where_prec,longitude,latitude,date_start,"
        + "date_end,quantity_min,quantity_best,quantity_max,root_source,root_kind,source_id\n"

    private func row(_ place: String = "Tarsid", day: String = "2026-02-01", best: String = "", x: String = "")
        -> String
    {
        "X1,I1,ied,\(place),XX,,1,\(x),\(x.isEmpty ? "" : "34.5"),\(day),,,\(best),,W,wire,S1\n"
    }

    /// The same refusal of a check and a build.
    private func refusal(_ text: String, name: String = "table.csv", _ more: String..., format: String = "claims")
        throws
        -> String
    {
        let work = try Workplace()
        try work.write(text, to: name)
        let input = ["--incidents", name, "--incident-format", format]
        let check = try Program.run(["check", "study/study.yaml"] + input, in: work.folder)
        let build = try Program.run(
            ["build", "--study", "study/study.yaml", "--out", "out"] + input + more, in: work.folder)
        #expect(build.status == 1, "\(build.error)")
        if more.isEmpty { #expect(check.status == 1 && check.error == build.error, "\(check.error)") }
        #expect(try work.entries() == ["study", name].sorted())
        return build.error
    }

    @Test("A table of a header, and a layer without features, hold no rows")
    func headerAlone() throws {
        #expect(try refusal(header).contains("table.csv: holds no rows; a map of no incidents would show a land"))
        let layer = try refusal(#"{"type":"FeatureCollection","features":[]}"#, name: "t.geojson", format: "ucdp")
        #expect(layer.contains("t.geojson: holds no rows; "))
    }

    @Test("Rows that are all rejected, or lie outside the time or the map, are no evidence")
    func outside() throws {
        let rejected = try refusal(header + row(day: "2026-02-30"))
        #expect(
            rejected.contains("table.csv: all 1 rows were rejected; the first: ") && rejected.contains("date_start"))
        let late = try refusal(header + row(day: "2027-01-01"), "--as-of", "2026-03-01")
        #expect(late.contains("1 later than the as-of date 2026-03-01"))
        let unstated = try refusal(header + row(day: "2027-01-01"))
        #expect(unstated.contains("the newest report is of 2027-01-01, and the study's as_of is 2026-03-01"))
        let early = try refusal(header + row(), "--since", "2026-02-20")
        #expect(early.contains("1 earlier than 2026-02-20"))
        #expect(try refusal(header + row(x: "60")).contains("1 outside the extent"))
        #expect(try refusal(header + row("Xyzzyqq")).contains("1 without a place"))
    }

    @Test("A study may say that there was nothing")
    func allowed() throws {
        let work = try Workplace()
        try work.write(header, to: "table.csv")
        try work.edit("release: public", "release: public\nallow_empty: true")
        let result = try work.build("--incidents", "table.csv", "--incident-format", "claims", "--quiet")
        #expect(result.status == 0, "\(result.error)")
    }

    @Test("A count beyond all reason is a rejected row", arguments: ["1e30", "1e300", "9223372036854775808"])
    func counts(best: String) throws {
        let work = try Workplace()
        try work.write(
            header + row(best: best) + row(day: "2026-02-02").replacing("X1,I1", with: "X2,I2"), to: "table.csv")
        let result = try work.build("--incidents", "table.csv", "--incident-format", "claims")
        #expect(result.status == 0, "\(result.error)")
        #expect(
            result.output.contains(
                "table.csv:2: column 'quantity_best', value '\(best)': the count is above 1,000,000,000,000"))
    }
}

@Suite("The surroundings of a run", .serialized)
struct SurroundingsTests {
    @Test("Language, time zone and the libraries' own variables change no byte")
    func environment() throws {
        let work = try Workplace()
        #expect(try work.build("--quiet").status == 0)
        let before = try work.contents("out")
        let hostile = [
            "env", "LANG=ar_IQ.UTF-8", "LC_ALL=ar_IQ.UTF-8", "LANGUAGE=fa", "PANGO_LANGUAGE=fa", "TZ=Asia/Kabul",
            "FC_LANG=fa",
            "GDAL_NUM_THREADS=ALL_CPUS", "COMPRESS_OVERVIEW=LZW", "GDAL_PAM_ENABLED=YES", "GTIFF_POINT_GEO_IGNORE=YES",
            "OGR_GEOJSON_MAX_OBJ_SIZE=0", "OSR_DEFAULT_AXIS_MAPPING_STRATEGY=TRADITIONAL_GIS_ORDER",
            "GDAL_SKIP=GeoJSON",
        ]
        #expect(try work.build("--quiet", prefix: hostile).status == 0)
        #expect(try work.contents("out") == before)
    }
}
