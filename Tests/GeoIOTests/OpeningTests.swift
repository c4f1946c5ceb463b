// SPDX-License-Identifier: Apache-2.0

import Geo
import GeoIO
import TestSupport
import Testing

struct OpeningTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func sentence(_ path: String, layer: String? = nil) -> String {
        let error = #expect(throws: GeoIOError.self) { try VectorSource(path: path, layer: layer).columns() }
        return error.map { "\($0)" } ?? ""
    }

    @Test func aMissingFile() {
        let path = folder.file("none.geojson")
        #expect(sentence(path) == "\(path): there is no such file. Check the path.")
        #expect(sentence("") == ": there is no such file. Check the path.")
    }

    @Test func aDirectory() {
        #expect(sentence(folder.path) == "\(folder.path): this is a directory. Give the path of a file in it.")
    }

    @Test func anEmptyFile() throws {
        let path = try folder.write("", to: "empty.geojson")
        #expect(sentence(path) == "\(path): the file is empty. Fetch or export it again.")
    }

    @Test(arguments: ["junk.geojson", "junk.gpkg", "junk.fgb"])
    func binaryJunk(_ name: String) throws {
        let path = try folder.write((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 197 &+ 13) }, to: name)
        let text = sentence(path)
        #expect(text.hasPrefix("\(path): not in the format that its name says: "))
        #expect(text.hasSuffix("Check the file, or name it by its format."))
    }

    @Test func brokenJSON() throws {
        let path = try folder.write(#"{"type":"FeatureCollection","features":[{"type":"Feature","#, to: "cut.geojson")
        #expect(sentence(path).hasPrefix("\(path): "))
    }

    @Test func anUnknownLayerIsAnsweredWithTheKnownOnes() throws {
        let path = try folder.write(#"{"type":"FeatureCollection","name":"places","features":[]}"#, to: "a.geojson")
        #expect(sentence(path, layer: "towns") == "\(path): no layer 'towns'. The layers are: places.")
        #expect(try VectorSource(path: path).layerNames() == ["places"])
    }

    @Test(arguments: [
        "PG:host=127.0.0.1 port=1 user=analyst password=secret dbname=x connect_timeout=1",
        "PG:host=127.0.0.1 port=1 user=analyst password='sec ret' dbname=x connect_timeout=1",
        "postgresql://analyst:secret@127.0.0.1:1/x?connect_timeout=1",
    ])
    func aDatabaseThatDoesNotAnswerIsSaidWithoutItsPassword(_ connection: String) {
        let text = sentence(connection)
        #expect(!text.contains("sec"))
        #expect(text.contains("***") && text.contains("analyst"))
        #expect(text.contains(": cannot be opened: "))
        #expect(text.hasSuffix("Check the address, the user and the network."))
    }
}
