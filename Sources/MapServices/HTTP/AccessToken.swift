// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The secret that opens layers of the partner and internal tiers.
public struct AccessToken: Sendable {
    private let bytes: [UInt8]

    /// Takes the first line of a file; nil when it is shorter than 16 characters: such a secret could be guessed.
    public init?(contents: [UInt8]) {
        let line = contents.prefix { $0 != 0x0A && $0 != 0x0D }
        guard line.count >= 16 else { return nil }
        bytes = Array(line)
    }

    /// Whether the request carries the token. Takes the same time whatever the first difference.
    func isPresented(by request: ServerRequest) -> Bool {
        guard let header = request.header("authorization"), header.lowercased().hasPrefix("bearer ") else {
            return false
        }
        let presented = Array(header.dropFirst(7).trimmingCharacters(in: .whitespaces).utf8)
        var difference = UInt64(presented.count ^ bytes.count)
        for (index, byte) in bytes.enumerated() {
            difference |= UInt64(byte ^ (index < presented.count ? presented[index] : 0))
        }
        return difference == 0
    }
}
