// SPDX-License-Identifier: Apache-2.0

import Foundation
import Layers
import Testing

@testable import MapServices

/// What a folder holds is input from outside: nothing in it may lead out of it or end the program.
@Suite struct BuildContentTests {
    let build: TestBuild
    let folder: String

    init() throws {
        build = try TestBuild()
        folder = try build.write(gap: 1, cell: 100_000)
    }

    private func edit(_ change: (inout Catalog) -> Void) throws {
        var catalog = try Catalog.read(folder: folder)
        change(&catalog)
        try JSONEncoder().encode(catalog).write(to: URL(fileURLWithPath: "\(folder)/catalog.json"))
    }

    private func expectRefused(_ comment: String = "") {
        let error = #expect(throws: (any Error).self, "\(comment)") { try TestService(folder) }
        #expect(error.map { "\($0)".count < 2000 } ?? true)
    }

    private func list(_ name: String) throws {
        try edit { $0.layers[0].files.append(CatalogFile(path: name, mediaType: "text/plain", bytes: 1)) }
    }

    @Test func linksAreNotFollowed() async throws {
        let secret = "\(build.root)/secret.txt"
        try "secret".write(toFile: secret, atomically: true, encoding: .utf8)
        try FileManager.default.createSymbolicLink(atPath: "\(folder)/x.txt", withDestinationPath: secret)
        let maps = try TestService(folder)
        #expect(await maps.get("/data/x.txt").status == 404)
        try list("x.txt")
        expectRefused()
        #expect(throws: (any Error).self) { try maps.store.reload() }
        #expect(await maps.get("/data/x.txt").status == 404)
        #expect(await maps.get("/data/risk.tif").status == 200)
        try FileManager.default.removeItem(atPath: "\(folder)/x.txt")
        try "plain".write(toFile: "\(folder)/x.txt", atomically: true, encoding: .utf8)
        try maps.store.reload()
        #expect(await maps.get("/data/x.txt").text == "plain")
    }

    @Test func aLinkInThePlaceOfAFolderOrOfTheCatalogIsNotFollowed() throws {
        try FileManager.default.createDirectory(atPath: "\(build.root)/else", withIntermediateDirectories: true)
        try "x".write(toFile: "\(build.root)/else/x.txt", atomically: true, encoding: .utf8)
        try FileManager.default.createSymbolicLink(atPath: "\(folder)/sub", withDestinationPath: "\(build.root)/else")
        try list("sub/x.txt")
        expectRefused()
        let other = try build.write("other", gap: 1, cell: 100_000)
        try FileManager.default.moveItem(atPath: "\(other)/catalog.json", toPath: "\(build.root)/c.json")
        try FileManager.default.createSymbolicLink(
            atPath: "\(other)/catalog.json", withDestinationPath: "\(build.root)/c.json")
        #expect(throws: (any Error).self) { try TestService(other) }
    }

    @Test(arguments: [
        "../secret.txt", "/etc/hostname", "a/../../x", ".hidden", "styles/.x", "", "a//b", "a/", "./risk.tif", "a/b/c",
        "a\\b", "a\nb", "..", String(repeating: "n", count: 300),
    ])
    func namesThatLeadElsewhereAreRefused(name: String) throws {
        try list(name)
        expectRefused(name)
        #expect(!OpenedFolder.isPlain(name))
    }

    @Test func foldersPipesAndDevicesAreRefusedAtOnce() throws {
        try FileManager.default.createDirectory(atPath: "\(folder)/sub", withIntermediateDirectories: true)
        #expect(mkfifo("\(folder)/pipe", 0o600) == 0)
        let opened = try OpenedFolder(path: folder)
        for name in ["sub", "pipe", "none"] {
            #expect(throws: OpenedFolderError.self) { try opened.open(name) }
        }
        #expect(OpenedFile(path: "/dev/zero") == nil && OpenedFile(path: "\(folder)/pipe") == nil)
        try list("pipe")
        expectRefused()
    }

    @Test func catalogsThatNoBuildWritesAreRefused() throws {
        let original = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/catalog.json"))
        let changes: [(String, (inout Catalog) -> Void)] = [
            ("version", { $0.formatVersion = -1 }), ("day", { $0.asOf = "2026-02-30" }), ("day", { $0.asOf = "" }),
            ("extent", { $0.extent = [1e308, -1e308, 1e308, 1e308] }), ("extent", { $0.extent = [] }),
            ("extent", { $0.extent = [Double](repeating: 0, count: 100_000) }), ("cell", { $0.cellSize = -1 }),
            ("cell", { $0.cellSize = 1e300 }), ("layer extent", { $0.layers[0].extent = [0, 0, 1e300, 1] }),
            ("layer name", { $0.layers[0].name = "a b" }), ("layer name", { $0.layers[0].name = "<x>" }),
            ("same name", { $0.layers[1].name = "risk" }), ("style", { $0.layers[0].style = "../../x" }),
            ("layers", { $0.layers = [CatalogLayer](repeating: $0.layers[1], count: 100_000) }),
            ("files", { $0.layers[0].files = [CatalogFile](repeating: $0.layers[0].files[0], count: 100_000) }),
        ]
        for (what, change) in changes {
            try original.write(to: URL(fileURLWithPath: "\(folder)/catalog.json"))
            try edit(change)
            expectRefused(what)
        }
    }

    @Test(arguments: [
        "", "{}", "[]", "null", "{\"format_version\":1e400}", "{\"format_version\":99999999999999999999}", "\u{0}",
        String(repeating: "[", count: 100_000), "{\"format_version\":1,\"layers\":[{}]}",
    ])
    func textsThatAreNoCatalogAreRefused(text: String) throws {
        try text.write(toFile: "\(folder)/catalog.json", atomically: true, encoding: .utf8)
        expectRefused(text)
    }

    @Test(arguments: ["1e300", "1e308", "-181", "1e-320", "180.5"])
    func featuresBeyondTheGlobeAreRefused(longitude: String) throws {
        let isSound = longitude == "1e-320"
        let text = """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":\
            {"type":"LineString","coordinates":[[40,30],[\(longitude),31]]}}]}
            """
        try text.write(toFile: "\(folder)/incidents.geojson", atomically: true, encoding: .utf8)
        if isSound { _ = try TestService(folder) } else { expectRefused(longitude) }
    }

    @Test func theTypeOfAFileIsThatOfItsName() async throws {
        try "x".write(toFile: "\(folder)/x.txt", atomically: true, encoding: .utf8)
        try edit {
            $0.layers[0].files.append(CatalogFile(path: "x.txt", mediaType: "text/html\r\nSet-Cookie: a=b", bytes: 1))
        }
        let file = try await TestService(folder).get("/data/x.txt")
        #expect(file.header("Content-Type") == "text/plain")
    }

    @Test func aFileChangesTheTagOfItsBuild() async throws {
        let before = try TestService(folder).store.current?.latest.tag
        try build.write(shift: 0.7, gap: 1, cell: 100_000)
        #expect(try TestService(folder).store.current?.latest.tag != before)
    }
}
