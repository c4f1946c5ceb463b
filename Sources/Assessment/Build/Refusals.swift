// SPDX-License-Identifier: Apache-2.0

/// What speaks against a build of the rows that were read: thrown at once, or kept where a report has to tell it together
/// with everything else.
struct Refusals {
    /// Whether they are kept.
    let areKept: Bool
    /// The one that a build would end with.
    private(set) var first: (any Error)?

    init(areKept: Bool) { self.areKept = areKept }

    /// - Throws: what the closure throws, unless refusals are kept.
    mutating func check(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch {
            guard areKept else { throw error }
            first = first ?? error
        }
    }
}
