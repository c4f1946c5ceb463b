// SPDX-License-Identifier: Apache-2.0

/// Which row stands for an event that several rows of one publisher report under the same key: the newest.
///
/// Exports overlap and are appended to one another; the publisher's key is the same in all of them. A row of an equal or
/// unknown version counts as newer where it comes later.
public struct RowVersions: Sendable {
    /// What a row is to those before it.
    public enum Meeting: Sendable, Hashable {
        /// None has its key.
        case first
        /// It takes the place of the claim at that position.
        case replaces(Int)
        /// The claim at that position is newer.
        case isOlder(than: Int)
    }

    private var keys = KeyNumbers()
    private var positions: [UInt32] = []
    private var versions: [Int64] = []

    /// No rows yet.
    public init() {}

    /// Notes a row.
    /// - Parameters:
    ///   - key: what the publisher calls the event.
    ///   - version: grows with each revision; nil where the table tells none.
    ///   - position: where its claim would stand.
    public mutating func meet(_ key: String, version: Int64?, at position: Int) -> Meeting {
        let known = keys.number(of: key), version = version ?? .min
        guard known < positions.count else {
            positions.append(UInt32(clamping: position))
            versions.append(version)
            return .first
        }
        let standing = Int(positions[known])
        guard version >= versions[known] else { return .isOlder(than: standing) }
        positions[known] = UInt32(clamping: position)
        versions[known] = version
        return .replaces(standing)
    }
}
