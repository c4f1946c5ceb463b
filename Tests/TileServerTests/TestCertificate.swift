// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A certificate for `localhost`, signed by itself and valid until 2120, made for these tests and used nowhere else.
enum TestCertificate {
    static let chain = """
        -----BEGIN CERTIFICATE-----
        MIIBZjCCAQ2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
        c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
        CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABIjOUaWCKlljQrD/
        2+J1Y27uxx2B8UXdgLnutw8wxLi8RB+YPLmu+gmBO6/TBWowttJQKSm3WEiOCuV3
        JzrUpjijTjBMMA8GA1UdEwEB/wQFMAMBAf8wGgYDVR0RBBMwEYIJbG9jYWxob3N0
        hwR/AAABMB0GA1UdDgQWBBRmyL/Q3YsAihm3lOUdaPfICuJBzDAKBggqhkjOPQQD
        AgNHADBEAiA4dVIeSwMJWOiuAsbwxc4sRgi46F6Y9n8O/0U8W/Vd4wIgSnt2YEm+
        zVpqVKihCYXxxOVPpIS5Wjz5ARRKeZyTMMM=
        -----END CERTIFICATE-----
        """

    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg7W5Qggu+gmnJ4raa
        Pr6IqTBLo8QhepX0Bwe63hv9AxehRANCAASIzlGlgipZY0Kw/9vidWNu7scdgfFF
        3YC57rcPMMS4vEQfmDy5rvoJgTuv0wVqMLbSUCkpt1hIjgrldyc61KY4
        -----END PRIVATE KEY-----
        """

    /// A sound key of no certificate here.
    static let otherKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgZOTuQ8rQCyUFS7q2
        Jfx1O27+qWXR/Xk4ve2flWazCHahRANCAAS3tQeaT/lhrA2rtkRZHMP4OrKIIDEy
        gpkvALNuf3BJgHTf4WwGcoxuirGxisifN/X2T2yj2YrFpGESRJL8nX06
        -----END PRIVATE KEY-----
        """

    /// The key, protected by a passphrase.
    static let protectedKey = """
        -----BEGIN EC PRIVATE KEY-----
        Proc-Type: 4,ENCRYPTED
        DEK-Info: AES-128-CBC,2E390D6C1B5992D8B96E073D67FAE5F2

        K8liBKxPMbAOAKDEHrY/Y2jX6EAgP+sXr0vjxOst0xDFJNEeC+4lboj+Dknd0zPQ
        W0GqJYX1ASm3FOe0B8i/lj35ePmQFhsSuKEPqeWmYRG2CG/V/oDvC46SKdBv4ePm
        G7Gh2kvCxyVsIu4gUfZOOwrZ//b1w86MmmLTLNq2Z3I=
        -----END EC PRIVATE KEY-----
        """

    /// Runs the body with a folder that holds `chain.pem` and `key.pem`.
    static func withFiles<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try chain.write(toFile: "\(folder)/chain.pem", atomically: true, encoding: .utf8)
        try key.write(toFile: "\(folder)/key.pem", atomically: true, encoding: .utf8)
        return try await body(folder)
    }
}
