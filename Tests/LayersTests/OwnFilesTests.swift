// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSON
import TestSupport
import Testing

@testable import Layers

@Suite("What in a folder is a build's own")
struct OwnFilesTests {
    private let folder: TemporaryFolder
    private var target: String { folder.path + "/out" }

    init() throws { folder = try TemporaryFolder() }

    private func write(_ text: String, _ path: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }

    private func build(_ mark: String = "one", meanwhile: () throws -> Void = {}) throws {
        try BuildFolder.write(to: target) { staging in
            try write(mark, staging + "/catalog.json")
            try FileManager.default.createDirectory(atPath: staging + "/styles", withIntermediateDirectories: false)
            try write(mark, staging + "/styles/a.txt")
            try meanwhile()
        }
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    private func mark() throws -> String { try String(contentsOfFile: target + "/catalog.json", encoding: .utf8) }

    private func put(_ name: String) throws {
        let path = "\(target)/\(name)"
        switch name {
        case "photos": try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        case "link": try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/etc/hostname")
        case "styles/a.txt": try write("more than before", path)
        default: try write("mine", path)
        }
    }

    private static let strangers = [
        ("photos", "photos/"), ("notes.txt", "notes.txt"), (".hidden", ".hidden"), ("styles/b.txt", "styles/b.txt"),
        ("link", "link (a link or device)"), ("styles/a.txt", "styles/a.txt (changed since)"),
    ]

    @Test("Whatever was added to a build keeps it from being replaced, and is named", arguments: strangers)
    func added(name: String, found: String) throws {
        try build()
        try put(name)
        let refusal = BuildFolderError.foreignTarget(path: target, found: [found])
        #expect(throws: refusal) { try build("two") }
        #expect(throws: refusal) { try BuildFolder.check(target: target) }
        #expect(refusal.description.contains("holds what RiskMap did not write: \(found);"))
        #expect(try mark() == "one")
        #expect(FileManager.default.fileExists(atPath: "\(target)/\(name)"))
    }

    @Test("What appears while a build is made is put back", arguments: strangers)
    func meanwhile(name: String, found: String) throws {
        try build()
        #expect(throws: BuildFolderError.foreignMeanwhile(path: target, found: [found])) {
            try build("two") { try put(name) }
        }
        #expect(try mark() == "one")
        #expect(FileManager.default.fileExists(atPath: "\(target)/\(name)"))
        #expect(try names() == ["out"])
    }

    @Test("A folder, a file or a link that appears in place of a missing target is left alone")
    func appeared() throws {
        #expect(throws: BuildFolderError.self) { try build { try write("mine", target) } }
        #expect(try String(contentsOfFile: target, encoding: .utf8) == "mine")
        #expect(try names() == ["out"])
    }

    @Test(
        "A catalog alone makes no build", arguments: ["{}", #"{"layers": []}"#, "", "[1]", #"{"format_version": 1}"#])
    func foreignCatalog(text: String) throws {
        try FileManager.default.createDirectory(atPath: target + "/photos", withIntermediateDirectories: true)
        try write(text, target + "/catalog.json")
        #expect(throws: BuildFolderError.foreignTarget(path: target, found: ["catalog.json", "photos/"])) {
            try build()
        }
    }

    @Test("A build without a mark is replaced when its catalog lists it wholly", arguments: [true, false])
    func unmarked(isWhole: Bool) throws {
        try FileManager.default.createDirectory(atPath: target + "/styles", withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: target + "/study/licences", withIntermediateDirectories: true)
        let layer = CatalogLayer(
            name: "risk", kind: .raster, title: TextByLanguage(en: "Risk", ar: ""), summary: "",
            units: TextByLanguage(en: "", ar: ""), style: "risk", tier: .public,
            files: [CatalogFile(path: "risk.tif", mediaType: "image/tiff", bytes: 4)], extent: [0, 0, 1, 1],
            statistics: nil, featureCount: nil)
        let catalog = Catalog(
            title: TextByLanguage(en: "t", ar: ""), softwareVersion: "1", inputDigest: "", tier: .public,
            asOf: "2026-01-01", period: CatalogPeriod(first: "2026-01-01", last: "2026-01-01"), extent: [0, 0, 1, 1],
            computingCRS: "", cellSize: 1, method: [:], layers: [layer], mainLayer: "risk", sources: [],
            counts: CatalogCounts(
                rows: 0, claims: 0, incidents: 0, rejected: [:], unlocatedIncidents: 0, unlocatedMass: 0))
        // Of the earlier format: what it lists is RiskMap's own all the same.
        let earlier = String(decoding: try StableJSON.encode(catalog), as: UTF8.self)
            .replacing(#""format_version" : 2"#, with: #""format_version" : 1"#)
        try write(earlier, target + "/catalog.json")
        for name in [
            "contributions.json", "styles/risk.json", "styles/risk-difference.json", "study/calibration.yaml",
            "study/places.csv", "study/licences/a.txt", isWhole ? "risk.tif" : "other.tif",
        ] { try write("file", "\(target)/\(name)") }
        try write(#"{"geodata": {"places": "places.csv"}}"#, target + "/study/study.yaml")
        if isWhole {
            try build("two")
            #expect(try mark() == "two")
        } else {
            #expect(throws: BuildFolderError.foreignTarget(path: target, found: ["other.tif"])) { try build("two") }
        }
    }

    @Test("Places that are never replaced are named", arguments: ["/", ".", "", "..", "/vsis3/bucket/x", "//vsimem/x"])
    func places(path: String) {
        let failure = #expect(throws: BuildFolderError.self) { try BuildFolder.check(target: path) }
        switch failure {
        case .unusableTarget, .virtualTarget: break
        default: Issue.record("\(path): \(String(describing: failure))")
        }
        #expect(failure?.description.contains("--out") == true)
    }

    @Test("The home folder and a mount point are named")
    func homeAndMountPoint() {
        for (path, word) in [(NSHomeDirectory(), "home folder"), ("/proc", "mount point"), ("/dev", "mount point")] {
            let failure = #expect(throws: BuildFolderError.self) { try BuildFolder.check(target: path) }
            #expect(failure?.description.contains(word) == true, "\(path)")
        }
    }

    @Test("A failed build leaves no parents behind, and a check makes none")
    func parents() throws {
        struct Stop: Error {}
        try BuildFolder.check(target: folder.path + "/a/b/out")
        #expect(throws: Stop.self) { try BuildFolder.write(to: folder.path + "/a/b/out") { _ in throw Stop() } }
        #expect(try names() == [])
    }

    @Test("All files of a build have the permissions that the user's mask leaves")
    func permissions() throws {
        let secret = folder.path + "/private.txt"
        try write("x", secret)
        chmod(secret, 0o600)
        try BuildFolder.write(to: target) { staging in
            try FileManager.default.copyItem(atPath: secret, toPath: staging + "/copy.txt")
            try FileSystem.write(Data("x".utf8), to: staging + "/new.txt")
        }
        func mode(_ name: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: "\(target)/\(name)")[.posixPermissions] as? Int
        }
        #expect(try mode("copy.txt") == mode("new.txt"))
        #expect(try mode("copy.txt") != 0o600 || mode("new.txt") == 0o600)
    }
}
