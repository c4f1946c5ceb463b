// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import TileEncoding

/// Counts of what was answered, for `/metrics`.
public final class ServiceMetrics: Sendable {
    /// Upper bounds of the latency histogram in seconds.
    private static let bounds = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5]

    private struct Series: Hashable {
        let kind: String
        let status: Int
    }

    private struct Drawn: Hashable {
        let layer: String
        let isOpen: Bool
    }

    private struct State {
        var requests: [Series: Int] = [:]
        var buckets = [Int](repeating: 0, count: bounds.count + 1)
        var seconds = 0.0
        var bytes = 0
        var rendered: [Drawn: Int] = [:]
        var reloads = 0
        var connections = 0
    }

    private let state = Mutex(State())

    /// Counts an answer.
    public func countRequest(kind: String, status: Int, seconds: Double, bytes: Int) {
        state.withLock { state in
            state.requests[Series(kind: kind, status: status), default: 0] += 1
            state.buckets[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
            state.seconds += seconds
            state.bytes += bytes
        }
    }

    /// Counts a tile that was made rather than found; those of closed builds are told to holders of the token only.
    func countRendered(layer: String, isOpen: Bool) {
        state.withLock { $0.rendered[Drawn(layer: layer, isOpen: isOpen), default: 0] += 1 }
    }

    /// Counts a set of builds that was put in place.
    public func countReload() { state.withLock { $0.reloads += 1 } }

    /// Counts a connection that was opened (1) or closed (-1).
    public func countConnection(_ change: Int) { state.withLock { $0.connections += change } }

    /// The counts in Prometheus' text format, version 0.0.4.
    func text(gauges: [(name: String, help: String, value: Double)], isMember: Bool) -> String {
        let state = state.withLock { $0 }
        var lines = ["# HELP riskmap_requests_total Requests answered.", "# TYPE riskmap_requests_total counter"]
        for (series, count) in state.requests.sorted(by: { ($0.key.kind, $0.key.status) < ($1.key.kind, $1.key.status) }
        ) {
            lines.append("riskmap_requests_total{kind=\"\(series.kind)\",status=\"\(series.status)\"} \(count)")
        }
        lines += Self.histogram(state)
        lines += [
            "# HELP riskmap_tiles_rendered_total Tiles drawn, by layer.", "# TYPE riskmap_tiles_rendered_total counter",
        ]
        for (layer, count) in Self.drawn(state, isMember: isMember).sorted(by: { $0.key < $1.key }) {
            lines.append("riskmap_tiles_rendered_total{layer=\"\(layer)\"} \(count)")
        }
        let counters = [
            ("riskmap_response_bytes_total", "Bytes of bodies sent.", "counter", Double(state.bytes)),
            ("riskmap_reloads_total", "Builds put in place.", "counter", Double(state.reloads)),
            ("riskmap_connections", "Connections open now.", "gauge", Double(state.connections)),
        ]
        for (name, help, type, value) in counters + gauges.map({ ($0.name, $0.help, "gauge", $0.value) }) {
            lines += ["# HELP \(name) \(help)", "# TYPE \(name) \(type)", "\(name) \(Self.number(value))"]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func drawn(_ state: State, isMember: Bool) -> [String: Int] {
        let shown = state.rendered.filter { $0.key.isOpen || isMember }.map { ($0.key.layer, $0.value) }
        return Dictionary(shown, uniquingKeysWith: +)
    }

    private static func histogram(_ state: State) -> [String] {
        let name = "riskmap_request_seconds"
        var lines = ["# HELP \(name) Time to answer a request.", "# TYPE \(name) histogram"]
        var sum = 0
        for (bound, count) in zip(bounds.map { "\($0)" } + ["+Inf"], state.buckets) {
            sum += count
            lines.append("\(name)_bucket{le=\"\(bound)\"} \(sum)")
        }
        return lines + ["\(name)_sum \(state.seconds)", "\(name)_count \(sum)"]
    }

    private static func number(_ value: Double) -> String { Int(exactly: value).map { String($0) } ?? "\(value)" }
}
