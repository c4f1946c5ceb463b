// SPDX-License-Identifier: Apache-2.0

import Foundation
import Layers
import Testing

@testable import MapServices

@Suite struct RequestTargetTests {
    @Test func pathAndQueryAreDecodedOnce() throws {
        let target = try RequestTarget("/query/provinces/Deir%20ez-Zor%2525?Why=true&a=b+c%2Bd&empty&x=1=2#part")
        #expect(target.path == ["query", "provinces", "Deir ez-Zor%25"])
        #expect(target.value("why") == "true" && target.value("a") == "b c+d")
        #expect(target.value("empty") == "" && target.text("empty") == nil && target.value("x") == "1=2")
    }

    @Test func arabicSurvives() throws {
        #expect(try RequestTarget("/%D8%A7%D9%84%D8%A3%D9%86%D8%A8%D8%A7%D8%B1").path == ["الأنبار"])
    }

    @Test(arguments: [
        "", "tiles", "http://evil/", "/a/../b", "/a/%2e%2e/b", "/a/%2E./b", "/a%2Fb", "/a%5Cb", "/a%2F%CC%81b", "/a%00",
        "/%", "/%4",
        "/%zz", "/%ff", "/?a=%00", "/?a=%", "/.", "/?%ff=1", "*",
    ])
    func badAddressesAreRefused(text: String) {
        #expect(throws: ServerError.self) { try RequestTarget(text) }
    }

    @Test func longAddressesAreRefusedWithTheirOwnStatus() {
        let error = #expect(throws: ServerError.self) { try RequestTarget("/" + String(repeating: "a", count: 8192)) }
        #expect(error?.status == 414)
    }

    @Test(arguments: [
        "nan", "inf", "-inf", "0x10", "1e999", "", " 1", "1 ", "١", "1,2", "--1", String(repeating: "1", count: 40),
    ])
    func numbersAreDecimalAndFinite(text: String) { #expect(NumberText.finite(text) == nil) }

    @Test func numbersOfClientsAreRead() {
        #expect(NumberText.finite("-1.5e3") == -1500)
        #expect(NumberText.list("1,2, 3,4", count: 4) == [1, 2, 3, 4])
        #expect(NumberText.list("1,2,3", count: 4) == nil)
        #expect(NumberText.list("1,2,3,", count: 4) == nil)
    }
}

@Suite struct PublicAddressTests {
    private func base(
        _ address: PublicAddress?, _ headers: [(String, String)], peer: String = "10.0.0.1"
    ) throws -> String {
        try #require(address).base(for: ServerRequest(target: "/", headers: headers, peer: peer))
    }

    @Test func aGivenAddressWins() throws {
        let address = PublicAddress(publicURL: "https://maps.example.org/risk/")
        #expect(try base(address, [("Host", "MAPS.example.org:8443")]) == "https://maps.example.org/risk")
        #expect(try base(address, []) == "https://maps.example.org/risk")
    }

    @Test func aServerWithTLSIsReachedByHTTPSUnlessAProxySaysOtherwise() throws {
        let address = PublicAddress(trustedProxies: ["10.0.0.1"], isSecure: true)
        #expect(try base(address, [("Host", "maps:8443")]) == "https://maps:8443")
        #expect(try base(address, [("Host", "maps"), ("X-Forwarded-Proto", "http")]) == "http://maps")
        #expect(try base(PublicAddress(publicURL: "http://out", isSecure: true), [("Host", "out")]) == "http://out")
    }

    @Test func forwardingHeadersCountFromTrustedPeersOnly() throws {
        let headers = [
            ("Host", "inner:8080"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "outer.org, x"),
            ("X-Forwarded-Prefix", "/maps/"),
        ]
        let address = PublicAddress(trustedProxies: ["10.0.0.1"], allowedHosts: ["outer.org", "inner:8080"])
        #expect(try base(address, headers) == "https://outer.org/maps")
        #expect(try base(address, headers, peer: "10.0.0.2") == "http://inner:8080")
        #expect(try base(PublicAddress(), headers) == "http://inner:8080")
    }

    @Test func theStandardHeaderGoesBeforeTheOthers() throws {
        let headers = [
            ("Host", "inner"), ("Forwarded", "for=1.2.3.4;proto=https;host=\"a.org\""), ("X-Forwarded-Host", "b.org"),
        ]
        #expect(
            try base(PublicAddress(trustedProxies: ["10.0.0.1"], allowedHosts: ["a.org"]), headers) == "https://a.org")
    }

    @Test func onlyHostsThatTheOperatorAllowedAreAnswered() throws {
        let named = PublicAddress(publicURL: "https://maps.example.org", allowedHosts: ["10.0.0.5", "inner:8080"])
        for host in ["maps.example.org", "maps.example.org:80", "10.0.0.5:8080", "INNER:8080"] {
            #expect(try base(named, [("Host", host)]) == "https://maps.example.org", "\(host)")
        }
        for host in ["evil.example", "inner:81", "inner", "localhost", "127.0.0.1", "maps.example.org.evil.example"] {
            #expect(throws: ServerError.self, "\(host)") { try base(named, [("Host", host)]) }
        }
        let local = PublicAddress(listeningOn: "127.0.0.1")
        for host in ["localhost:9000", "127.0.0.1:8080", "127.1.2.3", "[::1]:8080"] {
            #expect(try base(local, [("Host", host)]) == "http://\(host)")
        }
        for host in ["evil.example", "10.0.0.1", "127.0.0.1.evil.example", "[::2]"] {
            #expect(throws: ServerError.self, "\(host)") { try base(local, [("Host", host)]) }
        }
        #expect(try base(PublicAddress(listeningOn: "::1"), [("Host", "[::1]")]) == "http://[::1]")
        #expect(
            try base(PublicAddress(listeningOn: "0.0.0.0"), [("Host", "any.example:81")]) == "http://any.example:81")
    }

    @Test func aForwardedHostCountsOnlyWhereHostsAreNamed() throws {
        let headers = [("Host", "maps.org"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "https")]
        // Nobody said which hosts there are: what a client may have written is not taken up.
        #expect(try base(PublicAddress(trustedProxies: ["10.0.0.1"]), headers) == "https://maps.org")
        let named = PublicAddress(trustedProxies: ["10.0.0.1"], allowedHosts: ["maps.org"])
        #expect(throws: ServerError.self) { try base(named, headers) }
        #expect(try base(named, headers, peer: "10.0.0.2") == "http://maps.org")
        let fixed = PublicAddress(publicURL: "https://maps.org", trustedProxies: ["10.0.0.1"])
        #expect(throws: ServerError.self) { try base(fixed, headers) }
    }

    @Test(arguments: ["a:0", "a:65536", "a:", "a:1:2", "[::1", "::1", "[g::1]", "a..b", "-a.org", ".", "a.org.", "a:٣"])
    func textsThatAreNoHostAreRefused(host: String) {
        #expect(HostName(host) == nil)
        #expect(PublicAddress(allowedHosts: [host]) == nil)
    }

    @Test(arguments: ["a b", "a/b", "a\"onload", "<x>", "a?b", "é.org", ""])
    func hostsThatAreNoneAreRefused(host: String) {
        #expect(throws: (any Error).self) { try base(PublicAddress(), [("Host", host)]) }
    }

    @Test(arguments: ["ftp://a", "maps.org", "http://", "http://a/?b", "http://u:p@a/", "javascript:alert(1)"])
    func publicAddressesAreChecked(text: String) { #expect(PublicAddress(publicURL: text) == nil) }
}

@Suite struct ResponseFinisherTests {
    private func finish(_ response: ServerResponse, _ headers: [(String, String)] = []) -> ServerResponse {
        ResponseFinisher.finish(response, for: ServerRequest(target: "/", headers: headers))
    }

    @Test func tagsMatchAndSpareTheBody() {
        let page = ServerResponse("hello", type: "text/plain")
        let tag = finish(page).header("ETag") ?? ""
        #expect(tag.hasPrefix("\"") && tag.hasSuffix("\"") && tag.count == 18)
        for condition in [tag, "\"x\", \(tag)", "W/\(tag)", "*"] {
            let response = finish(page, [("If-None-Match", condition)])
            #expect(response.status == 304 && response.body.count == 0, "\(condition)")
            #expect(response.header("ETag") == tag)
        }
        #expect(finish(page, [("If-None-Match", "\"other\"")]).status == 200)
    }

    @Test func textIsCompressedForThoseWhoTakeIt() throws {
        let text = String(repeating: "abc ", count: 1000)
        let page = ServerResponse(text, type: "application/json")
        let zipped = finish(page, [("Accept-Encoding", "br, gzip;q=0.5")])
        #expect(zipped.header("Content-Encoding") == "gzip" && zipped.body.count < 200)
        #expect(zipped.header("Vary") == "Accept-Encoding")
        #expect(zipped.header("ETag") != finish(page).header("ETag"))
        #expect(finish(page, [("Accept-Encoding", "gzip;q=0")]).header("Content-Encoding") == nil)
        #expect(finish(page, [("Accept-Encoding", "br")]).header("Vary") == "Accept-Encoding")
        let again = finish(page, [("If-None-Match", zipped.header("ETag") ?? ""), ("Accept-Encoding", "gzip")])
        #expect(again.status == 304)
    }

    @Test func rangesAreCutFromFiles() throws {
        let path = "/tmp/riskmap-range-\(UInt32.random(in: 0...UInt32.max))"
        try "0123456789".write(toFile: path, atomically: true, encoding: .utf8)
        let file = try #require(OpenedFile(path: path))
        try FileManager.default.removeItem(atPath: path)
        let whole = ServerResponse(headers: [("ETag", "\"t\"")], body: .file(file, offset: 0, length: 10))
        #expect(finish(whole).header("Accept-Ranges") == "bytes")
        for (range, text) in [
            ("bytes=0-3", "0123"), ("bytes=7-", "789"), ("bytes=-2", "89"), ("bytes=5-99", "56789"),
            ("bytes=0-9223372036854775807", "0123456789"), ("bytes=9-99999999999999999999", "9"),
            ("bytes=-9223372036854775807", "0123456789"), ("bytes=-99999999999999999999", "0123456789"),
        ] {
            let part = finish(whole, [("Range", range)])
            #expect(part.status == 206 && part.text == text, "\(range)")
        }
        #expect(finish(whole, [("Range", "bytes=2-3")]).header("Content-Range") == "bytes 2-3/10")
        for range in [
            "bytes=10-", "bytes=-0", "bytes=9223372036854775807-9223372036854775807", "bytes=99999999999999999999-",
        ] {
            let beyond = finish(whole, [("Range", range)])
            #expect(beyond.status == 416 && beyond.header("Content-Range") == "bytes */10", "\(range)")
        }
        for other in [
            "bytes=a-b", "bytes=3-1", "lines=1-2", "bytes=0-1,a-b", "bytes=0-9,0-1", "bytes=0-1,", "bytes=--1",
            "bytes=+1-2", "bytes=-",
            "bytes=\u{663}-",
        ] {
            #expect(finish(whole, [("Range", other)]).status == 200, "\(other)")
        }
        #expect(finish(whole, [("Range", "bytes=0-1"), ("If-Range", "\"old\"")]).status == 200)
        #expect(finish(whole, [("Range", "bytes=" + (0...64).map { _ in "1-1" }.joined(separator: ","))]).status == 200)
        #expect(finish(whole, [("Range", "bytes=0-1"), ("If-Range", "\"t\"")]).status == 206)
    }

    @Test func severalRangesComeAsPartsOfOneAnswer() throws {
        let path = "/tmp/riskmap-ranges-\(UInt32.random(in: 0...UInt32.max))"
        try "0123456789".write(toFile: path, atomically: true, encoding: .utf8)
        let file = try #require(OpenedFile(path: path))
        try FileManager.default.removeItem(atPath: path)
        let whole = ServerResponse(
            headers: [("ETag", "\"t\""), ("Content-Type", "image/tiff")], body: .file(file, offset: 0, length: 10))
        let parts = finish(whole, [("Range", "bytes=0-1, 3-4,-1,20-30")])
        let type = try #require(parts.header("Content-Type")), boundary = type.split(separator: "=")[1]
        #expect(parts.status == 206 && type.hasPrefix("multipart/byteranges; boundary="))
        #expect(parts.header("Content-Range") == nil)
        let text =
            ["0-1/10\r\n\r\n01", "3-4/10\r\n\r\n34", "9-9/10\r\n\r\n9"].map {
                "--\(boundary)\r\nContent-Type: image/tiff\r\nContent-Range: bytes \($0)\r\n"
            }.joined() + "--\(boundary)--\r\n"
        #expect(parts.text == text && parts.body.count == text.utf8.count)
        // Sent piece by piece: any piece is that of the whole.
        for start in 0..<parts.body.count {
            let piece = try #require(parts.body.bytes(from: start, count: 7))
            #expect(piece == Array(Array(text.utf8)[start...].prefix(7)))
        }
        #expect(finish(whole, [("Range", "bytes=20-30,3-4")]).header("Content-Range") == "bytes 3-4/10")
        #expect(finish(whole, [("Range", "bytes=20-30,40-")]).status == 416)
        // Of another copy nothing is given, not even a part.
        #expect(finish(whole, [("If-Match", "\"x\""), ("Range", "bytes=0-1")]).status == 412)
        #expect(finish(whole, [("If-Match", "\"x\", \"t\""), ("Range", "bytes=0-1")]).status == 206)
        let head = ServerRequest(method: "HEAD", target: "/", headers: [("Range", "bytes=0-1")], body: [], peer: nil)
        #expect(ResponseFinisher.finish(whole, for: head).status == 200)
    }

    @Test func errorsAreOpenToBrowsersAndNotKept() {
        let response = finish(ServerError.busy.problem)
        #expect(response.status == 503 && response.header("Retry-After") == "1")
        #expect(response.header("Access-Control-Allow-Origin") == "*")
        #expect(response.header("Cache-Control") == "no-store")
    }
}

@Suite struct AccessTokenTests {
    @Test func onlyTheTokenOpens() throws {
        let token = try #require(AccessToken(contents: Array("0123456789abcdef\nrest".utf8)))
        func opens(_ value: String) -> Bool {
            token.isPresented(by: ServerRequest(target: "/", headers: [("Authorization", value)]))
        }
        #expect(opens("Bearer 0123456789abcdef") && opens("bearer  0123456789abcdef"))
        for other in [
            "", "Bearer", "Bearer ", "Bearer 0123456789abcde", "Bearer 0123456789abcdefg", "Basic 0123456789abcdef",
        ] {
            #expect(!opens(other), "\(other)")
        }
        #expect(!token.isPresented(by: ServerRequest(target: "/")))
    }

    @Test func shortSecretsAreRefused() {
        #expect(AccessToken(contents: Array("short\n".utf8)) == nil)
        #expect(AccessToken(contents: []) == nil)
    }
}
