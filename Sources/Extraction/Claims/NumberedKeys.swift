// SPDX-License-Identifier: Apache-2.0

/// Keys each once: one that comes again gets a number.
public struct NumberedKeys: Sendable {
    private var uses: [String: Int] = [:]

    /// Starts without a key.
    public init() {}

    /// The key itself the first time, then `key-2`, `key-3`.
    public mutating func take(_ key: String) -> String {
        let number = (uses[key] ?? 0) + 1
        uses[key] = number
        return number == 1 ? key : "\(key)-\(number)"
    }
}
