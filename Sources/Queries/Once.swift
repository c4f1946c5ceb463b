// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A value that is made at its first use and kept, its failure too; threads that need it meanwhile wait for it.
final class Once<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let make: @Sendable () throws -> Value

    init(_ make: @escaping @Sendable () throws -> Value) { self.make = make }

    /// - Throws: what the making threw.
    func get() throws -> Value {
        try result.withLock { result in
            if let result { return result }
            let made = Result(catching: make)
            result = made
            return made
        }.get()
    }
}
