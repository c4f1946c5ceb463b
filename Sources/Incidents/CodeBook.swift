// SPDX-License-Identifier: Apache-2.0

import Gazetteer

/// Codes as people write them: any case, spaces or dashes for underscores, or none.
enum CodeBook {
    /// The code whose letters are those of the text; nil for others.
    static func code<Code: RawRepresentable<String> & CaseIterable>(_ text: String, _ type: Code.Type) -> Code? {
        if let code = Code(rawValue: text) { return code }
        let key = WrittenText.key(text)
        return Code.allCases.first { WrittenText.key($0.rawValue) == key || WrittenText.key($0.rawValue) + "s" == key }
    }

    /// The rejection of an unknown code, with the known ones and the nearest.
    static func unknown<Code: RawRepresentable<String> & CaseIterable>(
        _ text: String, _ type: Code.Type
    ) -> RejectionReason {
        let known = Code.allCases.map(\.rawValue)
        let list = known.joined(separator: ", ")
        return .unknownCode(known: nearest(text, in: known).map { "\(list); the nearest is \($0)" } ?? list)
    }

    /// The known text that is the fewest letters away, where a third of the letters or less differ.
    static func nearest(_ text: String, in known: some Sequence<String>) -> String? {
        let wanted = Array(WrittenText.key(text).utf8)
        guard wanted.count < 100 else { return nil }
        let found = known.compactMap { name -> (name: String, distance: Int)? in
            let key = Array(WrittenText.key(name).utf8)
            return wanted.withUnsafeBufferPointer { wanted in
                key.withUnsafeBufferPointer { EditDistance.bounded(wanted, $0, limit: max(wanted.count, 3) / 3) }
            }.map { (name, $0) }
        }
        return found.min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
    }
}
