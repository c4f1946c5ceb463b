// SPDX-License-Identifier: Apache-2.0

import Layers

/// What a picture of a rectangle is sent as.
enum PictureFormat: Sendable { case png, jpeg }

/// Draws the pictures of rectangles that several protocols answer.
struct PictureAnswers: Sendable {
    let queues: WorkQueues
    /// Most pixels along a side.
    let largestSide: Int

    /// Pixels times layers that are drawn for one request: four layers of the largest usual picture, or all sixteen in
    /// half its width and height.
    private static let mostSamples = 4 * 4096 * 4096

    /// The answer to any request for a picture of a rectangle.
    func picture(
        _ context: AnswerContext, _ builds: [Build], _ composer: MapComposer, as format: PictureFormat = .png
    ) async throws -> ServerResponse {
        let limit = max(Self.mostSamples, largestSide * largestSide)
        guard composer.samples <= limit else {
            throw ServerError.parameter(
                name: "width", reason: "times height times the number of layers may be at most \(limit) pixels")
        }
        let isLarge = composer.samples >= WorkQueues.smallestLargePicture
        let queue = isLarge ? queues.largePictures : queues.pictures
        return try await queue.body(context.cost(bytes: format == .jpeg ? composer.jpegBytes : composer.bytes)) {
            token in
            switch format {
            case .png: ServerResponse(try composer.png(token), type: MediaType.png, kind: "map")
            case .jpeg: ServerResponse(try composer.jpeg(token), type: MediaType.jpeg, kind: "map")
            }
        }.with("Cache-Control", context.cacheControl(builds, composer.layers.map(\.tier).max() ?? .public))
    }
}
