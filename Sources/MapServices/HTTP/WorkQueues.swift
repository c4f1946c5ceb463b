// SPDX-License-Identifier: Apache-2.0

/// The queues of a server, one for each kind of work: none of them waits for another.
public struct WorkQueues: Sendable {
    /// Tiles: many, small, and waited for by people who move a map.
    public let tiles: RenderQueue
    /// Pictures of up to `smallestLargePicture` samples, legends, values at a pixel.
    public let pictures: RenderQueue
    /// Larger pictures, and coverages.
    public let largePictures: RenderQueue
    /// Pages of features, files that are compressed, documents that look at every feature.
    public let documents: RenderQueue
    /// Questions about risk.
    public let queries: RenderQueue
    /// Reading builds.
    public let reloads: RenderQueue

    /// Pixels times layers from which on a picture is a large one.
    static let smallestLargePicture = 2 << 20

    /// Takes the queues as they are.
    public init(
        tiles: RenderQueue, pictures: RenderQueue, largePictures: RenderQueue, documents: RenderQueue,
        queries: RenderQueue, reloads: RenderQueue
    ) {
        self.tiles = tiles
        self.pictures = pictures
        self.largePictures = largePictures
        self.documents = documents
        self.queries = queries
        self.reloads = reloads
    }

    /// One queue for everything, for tests and programs that answer one request after another.
    public init(_ queue: RenderQueue) {
        self.init(
            tiles: queue, pictures: queue, largePictures: queue, documents: queue, queries: queue, reloads: queue)
    }

    /// Names of the kinds with their queues, for metrics.
    var named: [(name: String, queue: RenderQueue)] {
        [
            ("tiles", tiles), ("pictures", pictures), ("large_pictures", largePictures), ("documents", documents),
            ("queries", queries), ("reloads", reloads),
        ]
    }
}
