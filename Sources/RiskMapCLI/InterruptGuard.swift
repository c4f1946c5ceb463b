// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import RiskMap

/// Ends the program cleanly on SIGINT and SIGTERM: what is half-written goes, the last build stays.
final class InterruptGuard {
    private let sources: [any DispatchSourceSignal]

    /// Takes over both signals until it is released.
    init() {
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                Pipeline.discardUnfinished()
                printError("\nriskmap: interrupted; nothing was replaced")
                // Not `exit`: it would tear down libraries that the other thread is working in.
                _exit(128 + number)
            }
            source.resume()
            return source
        }
    }
}
