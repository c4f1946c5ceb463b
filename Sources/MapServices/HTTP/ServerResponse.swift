// SPDX-License-Identifier: Apache-2.0

public import Layers

/// One HTTP response as a value.
public struct ServerResponse: Sendable {
    /// What is sent after the headers.
    public enum Body: Sendable {
        /// Bytes in memory.
        case bytes([UInt8])
        /// A part of an open file.
        case file(OpenedFile, offset: Int, length: Int)
        /// Several after each other.
        case joined([Body])

        /// Number of bytes.
        public var count: Int {
            switch self {
            case .bytes(let bytes): bytes.count
            case .file(_, _, let length): length
            case .joined(let parts): parts.reduce(0) { $0 + $1.count }
            }
        }

        /// Some of the bytes; fewer where the body ends earlier, nil when the disk fails.
        public func bytes(from start: Int, count: Int) -> [UInt8]? {
            let start = min(max(0, start), self.count), length = min(max(0, count), self.count - start)
            switch self {
            case .bytes(let bytes): return Array(bytes[start..<start + length])
            case .file(let file, let offset, _): return file.read(offset: offset + start, length: length)
            case .joined(let parts): return Self.bytes(of: parts, from: start, count: length)
            }
        }

        private static func bytes(of parts: [Body], from start: Int, count: Int) -> [UInt8]? {
            var bytes: [UInt8] = [], skipped = start
            for part in parts where bytes.count < count {
                if skipped < part.count {
                    guard let piece = part.bytes(from: skipped, count: count - bytes.count) else { return nil }
                    bytes += piece
                }
                skipped = max(0, skipped - part.count)
            }
            return bytes
        }
    }

    /// Status code.
    public var status: Int
    /// Names as they are sent.
    public var headers: [(name: String, value: String)]
    /// What follows.
    public var body: Body
    /// Who made it, a label of the metrics: `tile`, `wms`, `document` and so on.
    public var kind: String
    /// What holds the body's bytes counted as in use until they are sent; nil for small bodies.
    public var reservation: Reservation?

    /// Takes the parts as they are.
    public init(
        status: Int = 200, headers: [(name: String, value: String)] = [], body: Body = .bytes([]),
        kind: String = "document"
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.kind = kind
    }

    /// A document of a media type.
    public init(_ bytes: [UInt8], type: String, status: Int = 200, kind: String = "document") {
        self.init(status: status, headers: [("Content-Type", type)], body: .bytes(bytes), kind: kind)
    }

    /// A text of a media type.
    public init(_ text: String, type: String, status: Int = 200, kind: String = "document") {
        self.init(Array(text.utf8), type: type, status: status, kind: kind)
    }

    /// What is counted in place of an answer that nobody waits for any more.
    static let abandoned = ServerResponse(status: 499, kind: "abandoned")

    /// The value of a header, its name in any case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The response with a header set, in place of one of the same name.
    public func with(_ name: String, _ value: String) -> ServerResponse {
        var copy = self
        copy.headers.removeAll { $0.name.lowercased() == name.lowercased() }
        copy.headers.append((name, value))
        return copy
    }
}
