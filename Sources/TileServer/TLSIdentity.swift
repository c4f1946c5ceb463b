// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOCore
import NIOSSL
import Synchronization

/// Why a certificate and its key cannot be used. Nothing of the key itself is ever told.
public enum TLSFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file cannot be read.
    case unreadable(path: String, reason: String)
    /// The file holds no certificate, or a damaged one.
    case noCertificate(path: String)
    /// The file holds no private key, a damaged one, or one that a passphrase protects.
    case noKey(path: String)
    /// The key is not that of the first certificate.
    case mismatch(certificate: String, key: String)
    /// The TLS library refuses the two for another reason.
    case refused(certificate: String, key: String)

    /// One sentence: what, where, what to do.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "the TLS file '\(path)' cannot be read: \(reason)"
        case .noCertificate(let path):
            "'\(path)' holds no certificate in PEM form (-----BEGIN CERTIFICATE-----), or a damaged one"
        case .noKey(let path):
            "'\(path)' holds no private key in PEM form (-----BEGIN PRIVATE KEY-----) that is usable: it must be whole "
                + "and without a passphrase"
        case .mismatch(let certificate, let key):
            "the key in '\(key)' does not belong to the first certificate in '\(certificate)'; the server's own "
                + "certificate comes first, then those that signed it"
        case .refused(let certificate, let key):
            "the certificate in '\(certificate)' and the key in '\(key)' cannot be used for TLS 1.2 or newer"
        }
    }
}

/// What a server proves its name with: a certificate chain and a private key in two PEM files.
public final class TLSIdentity: Sendable {
    private let certificatePath: String
    private let keyPath: String
    private let current: Mutex<NIOSSLContext>

    private static let largestFile = 1 << 20

    /// Reads both files.
    ///
    /// - Parameters:
    ///   - certificateFile: the server's certificate, then those that signed it.
    ///   - keyFile: the private key of the first certificate, without a passphrase.
    public init(certificateFile: String, keyFile: String) throws(TLSFault) {
        certificatePath = certificateFile
        keyPath = keyFile
        current = Mutex(try Self.context(certificateFile, keyFile))
    }

    /// Reads both files again; connections from now on use them. Those of before stay in use when it throws.
    public func reload() throws(TLSFault) {
        let context = try Self.context(certificatePath, keyPath)
        current.withLock { $0 = context }
    }

    /// The server's side of TLS for one connection.
    func makeHandler() -> NIOSSLServerHandler { NIOSSLServerHandler(context: current.withLock { $0 }) }

    /// What is spoken in TLS 1.2: keys of each connection's own, so that who gets the server's key later reads nothing of
    /// what was recorded before, and authenticated encryption. All suites of TLS 1.3 are of that kind.
    private static let suites: [NIOTLSCipher] = [
        .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        .TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, .TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    ]

    private static func context(_ certificatePath: String, _ keyPath: String) throws(TLSFault) -> NIOSSLContext {
        let chain = try certificates(certificatePath), key = try privateKey(keyPath)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.cipherSuiteValues = suites
        configuration.applicationProtocols = ["http/1.1"]
        // How long an idle client that says no farewell may hold up the end of its connection, and of the server.
        configuration.shutdownTimeout = .seconds(1)
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch NIOSSLError.failedToLoadPrivateKey {
            throw .mismatch(certificate: certificatePath, key: keyPath)
        } catch {
            throw .refused(certificate: certificatePath, key: keyPath)
        }
    }

    private static func certificates(_ path: String) throws(TLSFault) -> [NIOSSLCertificate] {
        let bytes = try contents(of: path)
        guard let chain = try? NIOSSLCertificate.fromPEMBytes(bytes), !chain.isEmpty else {
            throw .noCertificate(path: path)
        }
        return chain
    }

    private static func privateKey(_ path: String) throws(TLSFault) -> NIOSSLPrivateKey {
        let bytes = try contents(of: path)
        guard let key = try? NIOSSLPrivateKey(bytes: bytes, format: .pem) else { throw .noKey(path: path) }
        return key
    }

    private static func contents(of path: String) throws(TLSFault) -> [UInt8] {
        guard let file = fopen(path, "r") else {
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: largestFile + 1)
        let count = fread(&bytes, 1, bytes.count, file)
        guard ferror(file) == 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        guard count <= largestFile else { throw .unreadable(path: path, reason: "it is larger than 1 MB") }
        return Array(bytes[..<count])
    }
}
