// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSON
public import Logging

/// Writes log entries to standard error, as JSON lines or as plain lines.
public struct LineLogHandler: LogHandler {
    /// Entries below are left out.
    public var logLevel: Logger.Level = .notice
    /// Members of every entry.
    public var metadata: Logger.Metadata = [:]
    private let label: String
    private let isJSON: Bool

    /// - Parameter isJSON: one JSON object per line instead of plain text.
    public init(label: String, isJSON: Bool) {
        self.label = label
        self.isJSON = isJSON
    }

    /// One member of every entry.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one entry in one piece.
    public func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let members = all.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
        let time = Date().formatted(.iso8601)
        let line =
            isJSON
            ? json([("time", time), ("level", event.level.rawValue), ("message", "\(event.message)")] + members)
            : "\(time) \(event.level.rawValue) \(event.message)" + members.map { " \($0.0)=\($0.1)" }.joined()
        try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
    }

    private func json(_ members: [(String, String)]) -> String {
        String(
            decoding: JSONValue.object(members.map { JSONValue.Member($0.0, .string($0.1)) }).bytes, as: UTF8.self)
    }
}
