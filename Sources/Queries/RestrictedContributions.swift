// SPDX-License-Identifier: Apache-2.0

package import Layers

extension RestrictedCount {
    /// What counts of one area are called in an explanation.
    package static func phrase(of counts: [RestrictedCount]) -> String {
        let events = counts.reduce(0) { $0 + $1.events }
        let noun = counts.first?.complete == nil ? "years" : "half-months"
        let first = counts.map(\.first).min() ?? "", last = counts.map(\.last).max() ?? ""
        return
            "\(events) reports of restricted sources in \(counts.first?.name ?? ""), \(noun) from \(first) to \(last)"
    }

    /// The shares of an intensity by area, half-months and years apart, in the order of the counts.
    package static func contributions(_ parts: [(count: RestrictedCount, share: Double)]) -> [Contribution] {
        var order: [String] = []
        var members: [String: [(count: RestrictedCount, share: Double)]] = [:]
        for part in parts {
            let key = part.count.area + (part.count.complete == nil ? ":years" : "")
            if members[key] == nil { order.append(key) }
            members[key, default: []].append(part)
        }
        return order.map { key in
            let parts = members[key] ?? []
            return Contribution(
                kind: .restricted, id: key, title: phrase(of: parts.map(\.count)),
                share: parts.reduce(0) { $0 + $1.share })
        }
    }
}
