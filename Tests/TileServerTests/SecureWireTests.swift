// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOSSL
import Testing
import TileServer

/// Inside the suite of the plain wire, so that no two tests with time limits run at once.
extension WireTests {
    @Suite struct Secure {
        private static let health = "GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        private static let tile = "GET /tiles/risk/6/39/25.png HTTP/1.1\r\nHost: a\r\n\r\n"

        private func withSecureServer(
            limits: ConnectionLimits = ConnectionLimits(), _ body: @escaping @Sendable (Int) async throws -> Void
        ) async throws {
            try await TestCertificate.withFiles { folder in
                let identity = try TLSIdentity(certificateFile: "\(folder)/chain.pem", keyFile: "\(folder)/key.pem")
                try await withServer(limits: limits, tls: identity, body)
            }
        }

        private static func statuses(_ text: String) -> [Substring] {
            text.components(separatedBy: "HTTP/1.1 ").dropFirst().map { $0.prefix(3) }
        }

        private static func impatient() -> ConnectionLimits {
            var limits = ConnectionLimits()
            limits.headerSeconds = 1
            return limits
        }

        @Test func requestsAreAnsweredAndHTTP1IsAgreedOn() async throws {
            try await withSecureServer { port in
                let answer = try await SecureClient.exchange(Self.health, port: port)
                #expect(WireClient.status(answer.text) == 200 && answer.text.hasSuffix("ok\n"))
                #expect(answer.negotiated == "http/1.1")
            }
        }

        @Test func tilesFromTheCacheKeepTheirPlaceInTheRow() async throws {
            try await withSecureServer { port in
                let first = try await SecureClient.exchange(Self.tile + Self.health, port: port)
                #expect(Self.statuses(first.text) == ["200", "200"])
                let cached = try await SecureClient.exchange(Self.tile + Self.tile + Self.health, port: port)
                #expect(Self.statuses(cached.text) == ["200", "200", "200"] && cached.text.hasSuffix("ok\n"))
            }
        }

        @Test func addressesInDocumentsAreSecure() async throws {
            try await withSecureServer { port in
                let request = "GET /tiles/risk.json HTTP/1.1\r\nHost: maps.example\r\nConnection: close\r\n\r\n"
                let text = try await SecureClient.exchange(request, port: port).text
                #expect(text.contains("https://maps.example/tiles/risk/") && !text.contains("http://maps.example"))
            }
        }

        @Test func oldVersionsOfTLSAreRefused() async throws {
            try await withSecureServer { port in
                var old = try SecureClient.trusting()
                old.minimumTLSVersion = .tlsv1
                old.maximumTLSVersion = .tlsv11
                await #expect(throws: (any Error).self) {
                    try await SecureClient.exchange(Self.health, port: port, old)
                }
                old.minimumTLSVersion = .tlsv12
                old.maximumTLSVersion = .tlsv12
                let answer = try await SecureClient.exchange(Self.health, port: port, old)
                #expect(WireClient.status(answer.text) == 200)
            }
        }

        @Test func onlySuitesWithKeysOfTheirOwnAndAuthenticationAreSpoken() async throws {
            try await withSecureServer { port in
                var client = try SecureClient.trusting()
                client.maximumTLSVersion = .tlsv12
                for suite in [
                    NIOTLSCipher.TLS_RSA_WITH_AES_128_CBC_SHA, .TLS_RSA_WITH_AES_128_GCM_SHA256,
                    .TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, .TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
                ] {
                    client.cipherSuiteValues = [suite]
                    await #expect(throws: (any Error).self, "\(suite)") {
                        try await SecureClient.exchange(Self.health, port: port, client)
                    }
                }
                client.cipherSuiteValues = [
                    .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
                ]
                let answer = try await SecureClient.exchange(Self.health, port: port, client)
                #expect(WireClient.status(answer.text) == 200)
            }
        }

        @Test func plainHTTPIsClosedAndOthersServed() async throws {
            try await withSecureServer { port in
                let plain = try #require(WireClient(port: port))
                plain.send(Self.health)
                #expect(plain.isClosedByServer())
                let answer = try await SecureClient.exchange(Self.health, port: port)
                #expect(WireClient.status(answer.text) == 200)
            }
        }

        @Test func handshakesThatDoNotEndAreClosed() async throws {
            try await withSecureServer(limits: Self.impatient()) { port in
                let silent = try #require(WireClient(port: port)), slow = try #require(WireClient(port: port))
                // The head of a record that announces 512 bytes, which then come one now and then.
                slow.send("\u{16}\u{3}\u{1}\u{2}\u{0}")
                for _ in 0..<3 {
                    try await Task.sleep(for: .milliseconds(500))
                    slow.send("\u{1}")
                }
                #expect(silent.isClosedByServer() && slow.isClosedByServer())
            }
        }

        @Test func headersThatDoNotEndAreClosedAfterTheHandshakeToo() async throws {
            try await withSecureServer(limits: Self.impatient()) { port in
                let answer = try await SecureClient.exchange("GET /health HTTP/1.1\r\nHo", port: port)
                #expect(answer.negotiated == "http/1.1" && answer.text.isEmpty)
            }
        }

        @Test func connectionsAreCountedBeforeTheHandshake() async throws {
            var limits = ConnectionLimits()
            limits.perAddress = 1
            try await withSecureServer(limits: limits) { port in
                // Either of the two may be the first; the client's time of one second is far below the server's.
                let silent = try (0..<2).map { _ in try #require(WireClient(port: port, timeout: 1)) }
                #expect(silent.filter { $0.isClosedByServer() }.count == 1)
                await #expect(throws: (any Error).self) { try await SecureClient.exchange(Self.health, port: port) }
                withExtendedLifetime(silent) {}
            }
        }
    }
}

@Suite struct TLSIdentityTests {
    /// The fault that replacing one of the two files gives.
    private func fault(_ name: String, _ contents: String?) async throws -> (fault: TLSFault?, path: String) {
        try await TestCertificate.withFiles { folder in
            let path = "\(folder)/\(name)"
            try FileManager.default.removeItem(atPath: path)
            try contents?.write(toFile: path, atomically: true, encoding: .utf8)
            let fault = #expect(throws: TLSFault.self) {
                try TLSIdentity(certificateFile: "\(folder)/chain.pem", keyFile: "\(folder)/key.pem")
            }
            return (fault, path)
        }
    }

    @Test(arguments: ["chain.pem", "key.pem"])
    func missingFilesAreNamed(name: String) async throws {
        let (fault, path) = try await fault(name, nil)
        #expect(fault == .unreadable(path: path, reason: "No such file or directory"))
    }

    @Test(arguments: ["", "nonsense", TestCertificate.key, String(TestCertificate.chain.prefix(300))])
    func damagedCertificatesAreNamed(contents: String) async throws {
        let (fault, path) = try await fault("chain.pem", contents)
        #expect(fault == .noCertificate(path: path))
    }

    @Test(arguments: [
        "", "nonsense", TestCertificate.chain, String(TestCertificate.key.prefix(100)), TestCertificate.protectedKey,
    ])
    func damagedAndProtectedKeysAreNamedAndNotShown(contents: String) async throws {
        let (fault, path) = try await fault("key.pem", contents)
        #expect(fault == .noKey(path: path))
        #expect(fault?.description.contains("MIGHAgEAMBMG") == false)
    }

    @Test func aKeyOfAnotherCertificateIsRefused() async throws {
        let (fault, path) = try await fault("key.pem", TestCertificate.otherKey)
        #expect(fault == .mismatch(certificate: path.replacing("key.pem", with: "chain.pem"), key: path))
    }

    @Test func aFolderIsNoFile() throws {
        let fault = #expect(throws: TLSFault.self) { try TLSIdentity(certificateFile: "/", keyFile: "/") }
        #expect(fault == .unreadable(path: "/", reason: "Is a directory"))
    }

    @Test func filesThatFitAreReadAgainAndOthersLeaveTheOldOnesInUse() async throws {
        try await TestCertificate.withFiles { folder in
            let identity = try TLSIdentity(certificateFile: "\(folder)/chain.pem", keyFile: "\(folder)/key.pem")
            try identity.reload()
            try TestCertificate.otherKey.write(toFile: "\(folder)/key.pem", atomically: true, encoding: .utf8)
            #expect(throws: TLSFault.self) { try identity.reload() }
            try await withServer(tls: identity) { port in
                let request = "GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                let answer = try await SecureClient.exchange(request, port: port)
                #expect(WireClient.status(answer.text) == 200)
            }
        }
    }
}
