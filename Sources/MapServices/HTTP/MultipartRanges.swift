// SPDX-License-Identifier: Apache-2.0

/// Several parts of a file in one answer (`multipart/byteranges`, RFC 9110, 14.6).
struct MultipartRanges {
    private let boundary: String
    private let body: ServerResponse.Body

    /// - Parameter part: the body of a range.
    init(
        _ whole: ServerResponse, size: Int, ranges: [Range<Int>], part: (Range<Int>) -> ServerResponse.Body
    ) {
        let type = whole.header("Content-Type") ?? "application/octet-stream"
        // Of the file's digest, so that no file can hold it by chance or on purpose and every answer is the same.
        let boundary = "part-" + ContentTag.of((whole.header("ETag") ?? "").utf8) + ContentTag.of("\(ranges)".utf8)
        self.boundary = boundary
        func text(_ text: String) -> ServerResponse.Body { .bytes(Array(text.utf8)) }
        let parts = ranges.flatMap { range in
            [
                text(
                    "--\(boundary)\r\nContent-Type: \(type)\r\nContent-Range: "
                        + ResponseFinisher.contentRange(range, size: size) + "\r\n\r\n"), part(range), text("\r\n"),
            ]
        }
        body = .joined(parts + [text("--\(boundary)--\r\n")])
    }

    func response(_ response: ServerResponse) -> ServerResponse {
        var result = response.with("Content-Type", "multipart/byteranges; boundary=\(boundary)")
        result.body = body
        return result
    }
}
