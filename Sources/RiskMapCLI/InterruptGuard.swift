// SPDX-License-Identifier: Apache-2.0

import Assessment
import Dispatch
import Foundation

/// Ends the program cleanly on SIGINT, SIGTERM and SIGHUP: what is half-written goes, what was there stays.
final class InterruptGuard {
    private let sources: [any DispatchSourceSignal]

    /// Takes over the signals until it is released.
    /// - Parameters:
    ///   - discard: removes what is half-written.
    ///   - sentence: what is said then.
    init(
        discard: @escaping @Sendable () -> Void = Pipeline.discardUnfinished,
        sentence: String = "interrupted; nothing was replaced"
    ) {
        sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                discard()
                printError("\nriskmap: \(sentence)")
                // Not `exit`: it would tear down libraries that the other thread is working in.
                _exit(128 + number)
            }
            source.resume()
            return source
        }
    }
}
