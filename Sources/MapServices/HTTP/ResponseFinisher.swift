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
            guard isMatched(result, request) else { return withCommonHeaders(ServerError.preconditionFailed.problem) }
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

    /// Whether the client's copy is this one.
    private static func isUnchanged(_ response: ServerResponse, _ request: ServerRequest) -> Bool {
        guard let tags = request.header("if-none-match"), let own = response.header("ETag") else { return false }
        return names(own, among: tags, weakly: true)
    }

    /// Whether the client asks for this copy, where it asks for one only: by strong comparison (RFC 9110, 13.1.1).
    private static func isMatched(_ response: ServerResponse, _ request: ServerRequest) -> Bool {
        guard let tags = request.header("if-match"), let own = response.header("ETag") else { return true }
        return names(own, among: tags, weakly: false)
    }

    /// Whether a list of entity tags has one. The tag of a compressed form counts as the same copy: what a client gets back is
    /// its own.
    /// - Parameter weakly: whether weak tags count.
    private static func names(_ own: String, among tags: String, weakly: Bool) -> Bool {
        if tags == "*" { return true }
        let compressed = "\(own.dropLast())-gz\""
        return tags.split(separator: ",").contains { candidate in
            var tag = candidate.drop { $0 == " " }
            if weakly, tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
            tag = tag.prefix { $0 != " " }
            return tag == own || tag == compressed
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
        MapService.acceptsGzip(request.headers.filter { $0.name == "accept-encoding" }.map(\.value))
    }

    private static func isText(_ type: String) -> Bool {
        type.hasPrefix("text/") || type.contains("json") || type.contains("xml") || type.contains("javascript")
            || type.contains("svg")
    }

    /// The parts that `Range` asks for; other units and what is no range get the whole, as RFC 9110 allows.
    private static func ranged(_ response: ServerResponse, _ request: ServerRequest) -> ServerResponse {
        guard case .file(let file, let offset, let length) = response.body else { return response }
        let whole = response.with("Accept-Ranges", "bytes")
        // Ranges are of what GET gives; a HEAD tells of the whole.
        guard request.method != "HEAD", let header = request.header("range"), header.hasPrefix("bytes="),
            request.header("if-range").map({ $0 == response.header("ETag") }) ?? true,
            let ranges = byteRanges(header.dropFirst(6), size: length)
        else { return whole }
        guard let first = ranges.first else { return ServerError.rangeNotSatisfiable(size: length).problem }
        func part(_ range: Range<Int>) -> ServerResponse.Body {
            .file(file, offset: offset + range.lowerBound, length: range.count)
        }
        var result = whole
        result.status = 206
        if ranges.count > 1 {
            result = MultipartRanges(whole, size: length, ranges: ranges, part: part).response(result)
        } else {
            result = result.with("Content-Range", contentRange(first, size: length))
            result.body = part(first)
        }
        return result
    }

    /// `bytes 0-99/1000`.
    static func contentRange(_ range: Range<Int>, size: Int) -> String {
        "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
    }

    /// More of them are no question of a program that reads a file.
    private static let mostRanges = 64

    /// The ranges of a list that lie in the file; nil for what is none, for too many, and for ranges that together are more than
    /// the file: a client cannot have more of it than there is.
    static func byteRanges(_ text: some StringProtocol, size: Int) -> [Range<Int>]? {
        let texts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard texts.count <= mostRanges else { return nil }
        var ranges: [Range<Int>] = []
        for text in texts {
            let bare = text.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }
            guard let range = byteRange(bare, size: size) else { return nil }
            if !range.isEmpty { ranges.append(range) }
        }
        return ranges.count < 2 || ranges.reduce(0, { $0 + $1.count }) <= size ? ranges : nil
    }

    /// Nil for a text that is no range; empty for one beyond the end.
    static func byteRange(_ text: some StringProtocol, size: Int) -> Range<Int>? {
        let sides = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2 else { return nil }
        if sides[0].isEmpty { return position(sides[1]).map { max(0, size - $0)..<size } }
        guard let first = position(sides[0]) else { return nil }
        guard !sides[1].isEmpty else { return first >= size ? 0..<0 : first..<size }
        guard let last = position(sides[1]), last >= first else { return nil }
        return first >= size ? 0..<0 : first..<min(size - 1, last) + 1
    }

    /// A number of any length in plain digits; one too large for an integer lies beyond every file all the same.
    private static func position(_ digits: some StringProtocol) -> Int? {
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(digits) ?? .max
    }
}
