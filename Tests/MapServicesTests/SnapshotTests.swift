// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import MapServices

/// Documents that clients are set up by, as they were last looked at: a difference is a change that somebody notices.
///
/// `RECORD_SNAPSHOTS=1` writes them anew and fails, so that no run passes on what it has just recorded.
@Suite struct SnapshotTests {
    private static let folder = Repository.root.appending(path: "Tests/MapServicesTests/Snapshots")

    @Test(arguments: [
        ("landing.json", "/?f=json"), ("conformance.json", "/conformance?f=json"), ("api.json", "/api"),
        ("collections.json", "/collections?f=json"), ("page.json", "/page.json"),
        ("tilejson.json", "/tiles/risk.json"), ("legend.json", "/legend/risk.json"),
        ("wms.xml", "/wms?SERVICE=WMS&REQUEST=GetCapabilities&VERSION=1.3.0"),
        ("wms-111.xml", "/wms?SERVICE=WMS&REQUEST=GetCapabilities&VERSION=1.1.1"),
        ("wmts.xml", "/wmts?SERVICE=WMTS&REQUEST=GetCapabilities"),
    ])
    func documentsAreAsTheyWereLastLookedAt(name: String, target: String) async throws {
        let build = try TestBuild()
        let response = try await TestService(build.write(), offersWebP: false).get(target)
        #expect(response.status == 200)
        let text = Self.stable(String(decoding: response.bytes, as: UTF8.self))
        let file = Self.folder.appending(path: name)
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
            Issue.record("recorded \(name); look at the difference, then run without RECORD_SNAPSHOTS")
            return
        }
        let expected = try String(contentsOf: file, encoding: .utf8)
        #expect(text == expected, "\(name) has changed; RECORD_SNAPSHOTS=1 writes it anew")
    }

    /// One element or member on a line, so that a difference can be read; tags of builds depend on the time of a file.
    private static func stable(_ text: String) -> String {
        text.replacing(#/v=[0-9a-f]+/#, with: "v=TAG").replacing(#/"tag":"[0-9a-f]+"/#, with: #""tag":"TAG""#)
            .replacing("><", with: ">\n<").replacing(",\"", with: ",\n\"").replacing("},{", with: "},\n{")
    }
}
