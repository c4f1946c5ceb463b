// SPDX-License-Identifier: Apache-2.0

import Layers

/// The files of a build as they are, and its catalog.
struct BuildFiles: ServedProtocol {
    /// Where texts are read and compressed.
    let documents: RenderQueue

    /// Larger texts are sent as they are, in pieces.
    private static let largestText = 32 << 20

    var routes: [Route] {
        [
            Route(
                "/data/{file...}", id: "file", "A file of the build, with byte ranges",
                [.path("file", .text, "Path inside the build"), .day], formats: .types(["application/octet-stream"]),
                answer: file),
            Route(
                "/catalog.json", id: "catalog", "Everything known of the build", [.day],
                formats: .types([MediaType.json]), answer: catalog),
        ]
    }

    private func catalog(_ context: AnswerContext) throws -> ServerResponse {
        let build = try context.build()
        guard let bytes = build.catalogBytes else { throw context.unknownPage }
        guard context.mayShow(build.tier) else { throw ServerError.unauthorized }
        return ServerResponse(bytes, type: MediaType.json)
            .with("Cache-Control", context.cacheControl(build, build.tier))
    }

    private func file(_ context: AnswerContext) async throws -> ServerResponse {
        let build = try context.build(), name = context.part("file")
        // Texts are read whole, and compressed.
        let cost = context.cost(bytes: min(build.files[name]?.file.size ?? 0, Self.largestText))
        return try await documents.run(cost) { _ in try Self.file(name, context, build) }
    }

    private static func file(
        _ name: String, _ context: AnswerContext, _ build: Build
    ) throws(ServerError) -> ServerResponse {
        guard let served = build.files[name] else { throw .unknown(kind: "file", name: name) }
        guard context.mayShow(served.tier) else { throw .unauthorized }
        guard served.file.isUnchanged else { throw .changedInPlace }
        let isPart = context.request.header("range") != nil
        let response = ServerResponse(
            headers: [
                ("Content-Type", served.mediaType), ("ETag", "\"\(build.tag)-\(served.file.size)\""),
                ("Cache-Control", context.cacheControl(build, served.tier)), ("Accept-Ranges", "bytes"),
            ], body: try body(served, isPart: isPart), kind: "file")
        // A part says on what the whole depends (RFC 9110, 15.3.7).
        return isPart && isText(served) ? response.with("Vary", "Accept-Encoding") : response
    }

    private static func isText(_ served: ServedFile) -> Bool {
        served.mediaType.contains("json") || served.mediaType.hasPrefix("text/")
    }

    private static func body(_ served: ServedFile, isPart: Bool) throws(ServerError) -> ServerResponse.Body {
        guard isText(served), served.file.size < largestText, !isPart else {
            return .file(served.file, offset: 0, length: served.file.size)
        }
        guard let bytes = served.file.readAll() else { throw .failed }
        return .bytes(bytes)
    }
}
