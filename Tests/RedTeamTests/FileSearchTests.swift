// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Testing

@testable import RedTeam

@Suite("Traces in files")
struct FileSearchTests {
    private func rows(_ texts: [[String]], in text: String, isText: Bool = true) -> Set<Int> {
        TextSearch(texts).rows(in: Data(text.utf8), isText: isText)
    }

    @Test("Keys are found as whole words, at the very start and end too")
    func keys() {
        let texts = [["own-reports:2"], ["own-reports:21"], ["SYR77"]]
        #expect(rows(texts, in: "{\"id\": \"own-reports:2\"}") == [0])
        #expect(rows(texts, in: "own-reports:21") == [1])
        #expect(rows(texts, in: "a own-reports:215") == [])
        #expect(rows(texts, in: "SYR77") == [2])
        #expect(rows(texts, in: "XSYR77 SYR778") == [])
        #expect(rows(texts, in: "") == [])
    }

    @Test("Words and numbers that turn up anywhere are not looked for, short ones not in packed bytes")
    func telling() {
        #expect(!TextSearch.isTelling(Array("2026".utf8)) && !TextSearch.isTelling(Array("battle".utf8)))
        #expect(TextSearch.isTelling(Array("1234567890".utf8)) && TextSearch.isTelling(Array("R2D2X".utf8)))
        #expect(rows([["SYR77"]], in: "SYR77", isText: false) == [])
        #expect(rows([["own-reports:2"]], in: "own-reports:2", isText: false) == [0])
    }

    @Test("A thousand keys that begin and end alike are told apart")
    func many() {
        let texts = (0..<1000).map { ["field:row\($0).csv"] }
        #expect(rows(texts, in: "x field:row417.csv y field:row999.csv") == [417, 999])
    }

    private let event = Coordinate(longitude: 41.51234, latitude: 34.49876)!

    private func found(_ text: String, known: [Coordinate] = []) -> Bool {
        !PositionSearch([event], known: known).rows(in: Data(text.utf8), isText: true).isEmpty
    }

    @Test("A position that differs in a stated decimal is another")
    func others() { #expect(!found(#"{"type": "Point", "coordinates": [41.51, 34.5012]}"#)) }

    @Test(
        "A position is found at any rounding and in either order",
        arguments: [
            #"{"type": "Point", "coordinates": [ 41.51234, 34.49876 ] } }"#,
            #"{"longitude": 41.512, "latitude": 34.499, "sigma_m": 2000}"#,
            #"{"latitude" : 34.50, "longitude" : 41.51}"#, "<coordinates>41.5123,34.4988</coordinates>",
            "id,lat,lon\nX,34.49876,41.51234\n",
        ])
    func roundings(text: String) { #expect(found(text)) }

    @Test("A corner of an outline is no position of an event, nor is a place of open evidence")
    func outlines() {
        #expect(!found("[[[41.4, 34.4], [41.51234, 34.49876], [41.6, 34.6], [41.4, 34.4]]]"))
        #expect(!found(#"{"type": "Point", "coordinates": [41.51, 34.5]}"#, known: [event]))
    }

    @Test("A point in well-known binary is found")
    func binary() {
        var bytes = Data([0x47, 0x50, 1, 1, 0, 0, 0])
        for value in [41.512, 34.499] {
            withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
        }
        let search = PositionSearch([event], known: [])
        #expect(search.rows(in: bytes, isText: false) == [0])
        #expect(search.rows(in: bytes.dropLast() + [0x41], isText: false) == [])
    }
}
