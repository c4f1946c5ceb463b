// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Runs a program without a shell, for a limited time, and takes a limited number of bytes of what it writes.
struct ChildProcess {
    let seconds: Int
    let mostBytes: Int

    struct Answer {
        var output: [UInt8] = []
        var errors: [UInt8] = []
        var status: Int32 = 0
        /// A sentence about why it was ended; nil where it ended by itself.
        var ended: String?
    }

    private static let mostErrors = 1 << 14

    /// - Throws: whatever starting the program throws.
    func run(_ program: String, _ arguments: [String]) throws -> Answer {
        let process = Process(), output = Pipe(), errors = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = ["PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        try? output.fileHandleForWriting.close()
        try? errors.fileHandleForWriting.close()
        var answer = read(output.fileHandleForReading.fileDescriptor, errors.fileHandleForReading.fileDescriptor)
        if answer.ended != nil { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        answer.status = process.terminationStatus
        return answer
    }

    /// Reads both pipes until both are closed.
    private func read(_ output: Int32, _ errors: Int32) -> Answer {
        var answer = Answer()
        let clock = ContinuousClock(), end = clock.now.advanced(by: .seconds(seconds))
        var open = [output, errors]
        while !open.isEmpty {
            if clock.now >= end {
                answer.ended = "took more than \(seconds) seconds"
                break
            }
            var polled = open.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&polled, nfds_t(polled.count), 200) > 0 else { continue }
            for one in polled where one.revents != 0 {
                guard let bytes = Self.part(of: one.fd) else {
                    open.removeAll { $0 == one.fd }
                    continue
                }
                if one.fd == output {
                    answer.output += bytes
                } else {
                    answer.errors += bytes.prefix(Self.mostErrors - min(Self.mostErrors, answer.errors.count))
                }
            }
            if answer.output.count > mostBytes {
                answer.ended = "gave more than \(mostBytes) bytes of text"
                break
            }
        }
        return answer
    }

    /// What can be read at once; nil at the end.
    private static func part(of file: Int32) -> [UInt8]? {
        let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            let length = Foundation.read(file, buffer.baseAddress, buffer.count)
            count = max(0, length)
        }
        return bytes.isEmpty ? nil : bytes
    }
}
