// SPDX-License-Identifier: Apache-2.0

import CGDAL

/// GDAL's messages during one call.
///
/// GDAL keeps its last error per thread, and a task may resume on another thread: so each call and the fetch of its
/// messages stand in one synchronous function, with a handler of their own.
final class ErrorCapture {
    private(set) var failures: [String] = []
    private(set) var warnings: [String] = []

    /// GDAL's words for what went wrong: failures first, warnings where there is no failure.
    var reason: String {
        let words = failures.isEmpty ? warnings : failures
        return words.isEmpty ? "GDAL gives no reason" : words.joined(separator: "; ")
    }

    /// Runs the body with all messages of this thread going to a new capture, which the body may read at once.
    static func run<Result, Failure: Error>(
        _ body: (ErrorCapture) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        GDAL.initialize()
        let capture = ErrorCapture()
        CPLErrorReset()
        CPLPushErrorHandlerEx(record, Unmanaged.passUnretained(capture).toOpaque())
        defer { CPLPopErrorHandler() }
        return try body(capture)
    }

    private static let record: CPLErrorHandler = { level, _, message in
        guard let context = CPLGetErrorHandlerUserData(), let message else { return }
        Unmanaged<ErrorCapture>.fromOpaque(context).takeUnretainedValue().add(level, String(cString: message))
    }

    private func add(_ level: CPLErr, _ message: String) {
        let text = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            .trimmingSuffix { ".?".contains($0) }
        if level == CE_Warning {
            if warnings.last != text { warnings.append(text) }
        } else if level == CE_Failure || level == CE_Fatal {
            if failures.last != text { failures.append(text) }
        }
    }
}

extension String {
    /// The text without its trailing characters that satisfy the predicate.
    func trimmingSuffix(while predicate: (Character) -> Bool) -> String {
        guard let last = lastIndex(where: { !predicate($0) }) else { return "" }
        return String(self[...last])
    }
}
