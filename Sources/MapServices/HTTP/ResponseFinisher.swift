// SPDX-License-Identifier: Apache-2.0

import TileEncoding

/// What all responses have in common: entity tags and 304, byte ranges, gzip, HEAD, and headers for browsers.
enum ResponseFinisher {
    /// Bodies below this gain nothing from gzip.
    private static let smallestCompressed = 600

    static func finish(_ response: ServerResponse, for request: ServerRequest) -> ServerResponse {
        var result = response
        if result.status == 200 {
            result = tagged(result)
            result = isUnchanged(result, request) ? notModified(result) : ranged(compressed(result, request), request)
        } else if result.status >= 400 {
            result = result.with("Cache-Control", "no-store")
        }
        return withCommonHeaders(result)
    }

    /// Headers of every response, errors included: without them a browser hides even the reason of an error.
    private static func withCommonHeaders(_ response: ServerResponse) -> ServerResponse {
        var result = response
        result.headers += [
            ("Access-Control-Allow-Origin", "*"),
            ("Access-Control-Expose-Headers", "ETag, Content-Range, Content-Length, Link, Retry-After"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        return result
    }

    /// The answer to a browser that asks whether it may ask.
    static func preflight(allowed: String) -> ServerResponse {
        ServerResponse(
            status: 204,
            headers: [
                ("Allow", allowed), ("Access-Control-Allow-Methods", allowed),
                ("Access-Control-Allow-Headers", "Authorization, Content-Type, Range, If-None-Match"),
                ("Access-Control-Max-Age", "86400"),
            ])
    }

    private static func tagged(_ response: ServerResponse) -> ServerResponse {
        guard response.header("ETag") == nil, case .bytes(let bytes) = response.body else { return response }
        return response.with("ETag", "\"\(ContentTag.of(bytes))\"")
    }

    /// Whether the client's copy is this one. The tag of a compressed form counts as the same copy: what a client
    /// gets back is its own.
    private static func isUnchanged(_ response: ServerResponse, _ request: ServerRequest) -> Bool {
        guard let tags = request.header("if-none-match"), let own = response.header("ETag") else { return false }
        if tags == "*" { return true }
        let plain = own.dropFirst().dropLast()
        return tags.split(separator: ",").contains { candidate in
            var tag = candidate.drop { $0 == " " }
            if tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
            tag = tag.prefix { $0 != " " }
            return tag == own || tag == "\"\(plain)-gz\""
        }
    }

    private static func notModified(_ response: ServerResponse) -> ServerResponse {
        let kept = ["etag", "cache-control", "vary", "last-modified"]
        return ServerResponse(
            status: 304, headers: response.headers.filter { kept.contains($0.name.lowercased()) }, kind: response.kind)
    }

    private static func compressed(_ response: ServerResponse, _ request: ServerRequest) -> ServerResponse {
        guard case .bytes(let bytes) = response.body, bytes.count >= smallestCompressed,
            response.header("Content-Encoding") == nil, isText(response.header("Content-Type") ?? "")
        else { return response }
        let varied = response.with(
            "Vary", response.header("Vary").map { $0 + ", Accept-Encoding" } ?? "Accept-Encoding")
        guard acceptsGzip(request) else { return varied }
        var result = varied.with("Content-Encoding", "gzip")
        result.body = .bytes(Deflate.gzip(bytes))
        if let tag = response.header("ETag") { result = result.with("ETag", "\(tag.dropLast())-gz\"") }
        return result
    }

    static func acceptsGzip(_ request: ServerRequest) -> Bool {
        (request.header("accept-encoding") ?? "").lowercased().split(separator: ",").contains { entry in
            let parts = entry.split(separator: ";").map { $0.filter { $0 != " " } }
            return (parts.first == "gzip" || parts.first == "*") && !parts.dropFirst().contains { $0 == "q=0" }
        }
    }

    private static func isText(_ type: String) -> Bool {
        type.hasPrefix("text/") || type.contains("json") || type.contains("xml") || type.contains("javascript")
            || type.contains("svg")
    }

    /// The part that a single `Range` asks for; several ranges and other units get the whole, as RFC 9110 allows.
    private static func ranged(_ response: ServerResponse, _ request: ServerRequest) -> ServerResponse {
        guard case .file(let file, let offset, let length) = response.body else { return response }
        let whole = response.with("Accept-Ranges", "bytes")
        guard let header = request.header("range"), header.hasPrefix("bytes="), !header.contains(","),
            request.header("if-range").map({ $0 == response.header("ETag") }) ?? true
        else { return whole }
        guard let range = byteRange(header.dropFirst(6), size: length) else { return whole }
        guard !range.isEmpty else { return ServerError.rangeNotSatisfiable(size: length).problem }
        var result = whole.with("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(length)")
        result.status = 206
        result.body = .file(file, offset: offset + range.lowerBound, length: range.count)
        return result
    }

    /// Nil for a text that is no range; empty for one beyond the end.
    static func byteRange(_ text: some StringProtocol, size: Int) -> Range<Int>? {
        let sides = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2, sides.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } }) else { return nil }
        if sides[0].isEmpty {
            guard let count = Int(sides[1]) else { return nil }
            return max(0, size - count)..<size
        }
        guard let first = Int(sides[0]) else { return nil }
        if first >= size { return 0..<0 }
        guard !sides[1].isEmpty else { return first..<size }
        guard let last = Int(sides[1]), last >= first else { return nil }
        // The least of the two first: the client's number may be the greatest there is.
        return first..<min(size - 1, last) + 1
    }
}
