// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Whether a program is on the path.
func hasTool(_ name: String) -> Bool { toolPath(name) != nil }

/// What a program writes to its standard output.
func output(of name: String, _ arguments: [String]) throws -> String {
    guard let path = toolPath(name) else { throw CocoaError(.fileNoSuchFile) }
    let process = Process(), pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
}

private func toolPath(_ name: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
}
