// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSON
import TileEncoding

/// For those who run the server: whether it is well, what it did, and the forced reload.
struct Operations: ServedProtocol {
    let store: BuildStore
    let metrics: ServiceMetrics
    let queues: WorkQueues
    let tiles: TileAnswers

    var routes: [Route] {
        let text = Route.Formats.types(["text/plain"])
        return [
            Route(
                "/health", id: "health", "Whether the server runs", formats: text,
                answer: .always { _ in Self.status("ok\n") }),
            Route("/ready", id: "ready", "Whether builds are loaded", formats: text, answer: .always { _ in ready }),
            Route("/metrics", id: "metrics", "Counts for Prometheus", formats: text, answer: .always(counts)),
            Route(
                "/admin/reload", id: "reload", "Reads the builds anew; needs the token",
                formats: .types([MediaType.json]), method: .post, answer: reload),
        ]
    }

    private static func status(_ text: String, _ status: Int = 200) -> ServerResponse {
        ServerResponse(text, type: "text/plain; charset=utf-8", status: status, kind: "health")
            .with("Cache-Control", "no-store")
    }

    private var ready: ServerResponse {
        guard let current = store.current else { return Self.status("loading\n", 503) }
        guard current.builds.allSatisfy(\.isIntact) else { return Self.status("changed in place\n", 503) }
        return Self.status("ready\n")
    }

    private func counts(_ context: StatusContext) -> ServerResponse {
        ServerResponse(
            metrics.text(gauges: gauges(isMember: context.isMember), isMember: context.isMember),
            type: "text/plain; version=0.0.4; charset=utf-8", kind: "metrics"
        ).with("Cache-Control", "no-store")
    }

    private func reload(_ context: AnswerContext) async throws -> ServerResponse {
        guard context.isMember else { throw ServerError.unauthorized }
        try await queues.reloads.run { _ in try store.reload() }
        return ServerResponse(JSONValue.object([.init("reloaded", true)]).bytes, type: MediaType.json)
    }

    private func gauges(isMember: Bool) -> [(name: String, help: String, value: Double)] {
        let cache = tiles.cache.counts, blocks = store.blocks.counts
        return [
            ("riskmap_tile_cache_bytes", "Bytes of encoded tiles kept.", Double(cache.bytes)),
            ("riskmap_tile_cache_entries", "Encoded tiles kept.", Double(cache.entries)),
            ("riskmap_tile_cache_hits", "Tiles found since the start.", Double(cache.hits)),
            ("riskmap_tile_cache_misses", "Tiles not found since the start.", Double(cache.misses)),
            ("riskmap_block_cache_bytes", "Bytes of decoded cells kept.", Double(blocks.bytes)),
            ("riskmap_render_queue", "Drawings that wait or run now.", Double(drawings)),
            ("riskmap_builds", "Builds served.", Double(store.current?.visible(toMember: isMember)?.builds.count ?? 0)),
            ("process_resident_memory_bytes", "Resident memory.", Double(Self.residentBytes)),
        ]
    }

    private var drawings: Int { queues.tiles.depth + queues.pictures.depth + queues.largePictures.depth }

    /// Resident pages of this process; 0 where the system does not tell.
    private static var residentBytes: Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
        let fields = text.split(separator: " ")
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(getpagesize()) : 0
    }
}
