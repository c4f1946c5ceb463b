// SPDX-License-Identifier: Apache-2.0

/// One HTTP request, whole, as a value.
public struct ServerRequest: Sendable {
    /// `GET`, `HEAD`, `POST` and so on, in capitals.
    public var method: String
    /// Path and query as sent, percent-encoded.
    public var target: String
    /// Names in lower case; a repeated header stands as often as it was sent.
    public var headers: [(name: String, value: String)]
    /// The body; empty when there is none.
    public var body: [UInt8]
    /// Address of the peer without its port; nil when unknown.
    public var peer: String?

    /// Takes the parts; header names are lowered.
    public init(
        method: String = "GET", target: String, headers: [(String, String)] = [], body: [UInt8] = [],
        peer: String? = nil
    ) {
        self.method = method
        self.target = target
        self.headers = headers.map { ($0.0.lowercased(), $0.1) }
        self.body = body
        self.peer = peer
    }

    /// The value of a header; values of a repeated one are joined by commas, as RFC 9110 section 5.3 allows.
    public func header(_ name: String) -> String? {
        let values = headers.filter { $0.name == name }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }
}
