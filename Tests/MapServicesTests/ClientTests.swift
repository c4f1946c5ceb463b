// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MapServices

@Suite struct ClientAddressTests {
    private func client(_ peer: String?, _ headers: [(String, String)] = []) -> String? {
        ClientAddress.of(
            ServerRequest(target: "/", headers: headers, peer: peer), trustedProxies: ["127.0.0.1", "10.0.0.2"])
    }

    @Test func addressesAreCountedByWhatAHouseholdHas() {
        #expect(ClientAddress.counted("192.0.2.7") == "192.0.2.7")
        #expect(ClientAddress.counted("::ffff:192.0.2.7") == "192.0.2.7")
        #expect(ClientAddress.counted("2001:db8:1:2::1") == ClientAddress.counted("2001:db8:1:2:ffff::9"))
        #expect(ClientAddress.counted("2001:db8:1:2::1") != ClientAddress.counted("2001:db8:1:3::1"))
        #expect(ClientAddress.counted("no:address") == "no:address")
    }

    @Test func onlyTrustedProxiesSpeakForOthers() {
        #expect(client("192.0.2.1", [("X-Forwarded-For", "192.0.2.9")]) == "192.0.2.1")
        #expect(client("127.0.0.1", [("X-Forwarded-For", "192.0.2.9")]) == "192.0.2.9")
        #expect(client(nil) == nil)
        #expect(client("127.0.0.1") == "127.0.0.1")
    }

    @Test func whatAClientWroteItselfDoesNotCount() {
        // The nearest proxy adds whom it saw at the end.
        #expect(client("127.0.0.1", [("X-Forwarded-For", "1.1.1.1, 192.0.2.9, 10.0.0.2")]) == "192.0.2.9")
        #expect(client("127.0.0.1", [("X-Forwarded-For", "unknown, :::, \u{663}")]) == "127.0.0.1")
        #expect(
            client("127.0.0.1", [("Forwarded", "for=1.1.1.1, proto=https;for=\"[2001:db8::1]:4711\"")])
                == ClientAddress.counted("2001:db8::1"))
        #expect(client("127.0.0.1", [("Forwarded", "for=192.0.2.9:80;host=a")]) == "192.0.2.9")
    }
}

@Suite struct QualityListTests {
    @Test(arguments: [
        ("gzip", true), ("GZip", true), ("x-gzip", true), ("br, gzip;q=0.5", true), ("*", true), ("*;q=0.1", true),
        ("gzip;q=0", false), ("gzip; q=0.000", false), ("gzip;Q=0", false), ("gzip ; q = 0", false), ("", false),
        ("*;q=0", false), ("gzip;q=0, *", false), ("gzip, *;q=0", true), ("*, gzip;q=0", false), ("br", false),
        ("gzip;q=nan", false), ("gzip;q=1e99", false), ("gzip;q=-1", false), ("gzipped", false), (";q=1", false),
    ])
    func gzipIsSentToThoseWhoTakeIt(header: String, isTaken: Bool) {
        #expect(MapService.acceptsGzip([header]) == isTaken)
        #expect(MapService.acceptsGzip(["br", header]) == isTaken)
        #expect(
            ResponseFinisher.acceptsGzip(ServerRequest(target: "/", headers: [("Accept-Encoding", header)])) == isTaken)
    }

    @Test func noHeaderMeansNoGzip() { #expect(!MapService.acceptsGzip([])) }

    @Test(arguments: [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true), ("application/json", false),
        ("*/*", false), ("", false), ("text/html;q=0, */*", false), ("application/json, text/html", false),
        ("text/html;q=0.2, application/geo+json;q=0.9", false), ("application/json;q=0.2, text/html;q=0.9", true),
        ("text/html, application/json", true), ("text/html;charset=utf-8", true),
    ])
    func browsersAreToldFromPrograms(accept: String, isHTML: Bool) throws {
        let form = try DocumentForm.of(
            try RequestTarget("/"), ServerRequest(target: "/", headers: [("Accept", accept)]))
        #expect((form == .html) == isHTML)
    }
}
