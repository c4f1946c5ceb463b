// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Tables
import Testing

@Suite("Answers of services")
struct ServiceAnswerTests {
    private func rows(_ text: String) throws -> StreamedRows? {
        try JSONTable.rows(name: "a.json", bytes: Array(text.utf8))
    }

    @Test(
        "A page of several says that it is one",
        arguments: [
            (#"{"TotalCount": 3, "TotalPages": 3, "NextPageUrl": "http://x/2", "Result": [{"id": 1}]}"#, "3 pages"),
            (#"{"TotalCount": 3, "Result": [{"id": 1}]}"#, "1 of 3 rows"),
            (#"{"count": 2, "next": "http://x/2", "previous": null, "results": [{"id": 1}]}"#, "1 of 2 rows"),
            (#"{"next": "http://x/2", "results": [{"id": 1}]}"#, "a next page"),
            (#"{"next": null, "previous": "http://x/1", "results": [{"id": 1}]}"#, "a page before"),
        ])
    func pages(text: String, sign: String) throws {
        let lacking = try #require(try rows(text)?.lacking, "\(text)")
        #expect(lacking.contains(sign), "\(lacking)")
    }

    @Test(
        "A whole answer says nothing",
        arguments: [
            #"{"TotalCount": 1, "TotalPages": 1, "NextPageUrl": "", "Result": [{"id": 1}]}"#,
            #"{"count": 1, "next": null, "previous": null, "results": [{"id": 1}]}"#,
            #"{"status": 200, "success": true, "count": 1, "data": [{"id": 1}], "error": []}"#, #"[{"id": 1}]"#,
        ])
    func whole(text: String) throws {
        let found = try #require(try rows(text), "\(text)")
        #expect(found.lacking == nil, "\(text)")
    }

    @Test("5,000 rows are the most that ACLED gives, so that there may be more")
    func limit() throws {
        let list = [String](repeating: #"{"id": 1}"#, count: 5000).joined(separator: ",")
        let text = #"{"status": 200, "success": true, "count": 5000, "data": [\#(list)]}"#
        #expect(try rows(text)?.lacking?.contains("the most") == true)
    }

    @Test(
        "A refusal is told in the words of the service",
        arguments: [
            (#"{"status": 403, "error": [{"id": 1, "message": "Access denied"}]}"#, "403, 1, Access denied"),
            (#"{"status": 403, "error": ["Access denied"]}"#, "403, Access denied"),
            (#"{"success": false, "error": {"message": "no key"}}"#, "no key"),
            (#"{"status": 401, "message": "token missing"}"#, "401, token missing"),
            (#"{"error": "too many requests"}"#, "too many requests"),
        ])
    func refusals(text: String, words: String) throws {
        #expect(throws: TableError.refusedByService(file: "a.json", words: words)) { try rows(text) }
    }
}
