// SPDX-License-Identifier: Apache-2.0

import Foundation
import Layers
import Testing

@Suite struct OpenedFileTests {
    private static func file(_ text: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).txt").path
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    @Test func aFileThatIsReplacedStaysAsItWas() throws {
        let path = try Self.file("old"), file = try #require(OpenedFile(path: path))
        defer { unlink(path) }
        try Data("new and longer".utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        #expect(file.isUnchanged && file.readAll() == Array("old".utf8))
    }

    @Test func aFileThatIsRewrittenInPlaceIsNoticed() throws {
        for text in ["new", "longer", ""] {
            let path = try Self.file("old"), file = try #require(OpenedFile(path: path))
            defer { unlink(path) }
            #expect(file.isUnchanged)
            // The clock of the file system may be coarse.
            usleep(20_000)
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try handle.truncate(atOffset: 0)
            try handle.write(contentsOf: Data(text.utf8))
            try handle.close()
            #expect(!file.isUnchanged)
        }
    }
}
