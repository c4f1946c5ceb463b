// SPDX-License-Identifier: Apache-2.0

import Foundation

/// One line on standard error that says what a long run is doing; silent unless a person is watching.
final class ProgressLine {
    private let isVisible: Bool
    private let start = ContinuousClock.now

    /// Shows nothing when `quiet`, or when standard error is a pipe or a file.
    init(quiet: Bool) {
        isVisible = !quiet && isatty(2) == 1
    }

    /// Replaces the line.
    func show(_ text: String) {
        guard isVisible else { return }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        write("\r\u{1B}[K[\(seconds.formatted(.number.precision(.fractionLength(1)))) s] \(text)")
    }

    /// Removes the line, so that the result stands alone.
    func clear() {
        if isVisible { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
