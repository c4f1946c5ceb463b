// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
import Geo
import Layers
@testable import Studies
import TestSupport

/// A copy of the study of two square provinces in a folder of its own, which goes when the value goes.
final class SquareStudy {
    let folder: URL

    init() throws {
        let files = FileManager.default
        folder = files.temporaryDirectory.appending(path: "square-study-\(UUID().uuidString)/study")
        try files.createDirectory(at: folder.deletingLastPathComponent(), withIntermediateDirectories: true)
        try files.copyItem(at: Repository.root.appending(path: "Tests/Studies/two-provinces"), to: folder)
        try files.copyItem(
            at: Repository.root.appending(path: "styles").resolvingSymlinksInPath(),
            to: folder.appending(path: "styles"))
    }

    deinit { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }

    var file: String { path("study.yaml") }
    /// Folder of the build, which does not exist yet.
    var out: String { folder.deletingLastPathComponent().appending(path: "out").path }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

    func write(_ text: String, to name: String) throws {
        try text.write(toFile: path(name), atomically: true, encoding: .utf8)
    }

    /// Replaces a text that the file must hold.
    func edit(_ old: String, _ new: String, in name: String = "study.yaml") throws {
        let text = try text(name)
        guard text.contains(old) else { throw Missing(text: old, file: name) }
        try write(text.replacing(old, with: new), to: name)
    }

    /// Keeps the claims with these ids, in the order of the table.
    func keepClaims(_ ids: Set<String>) throws {
        let lines = try text("claims.csv").split(separator: "\n")
        let kept = lines.enumerated().filter { $0.offset == 0 || ids.contains(String($0.element.prefix { $0 != "," })) }
        try write(kept.map { $0.element + "\n" }.joined(), to: "claims.csv")
    }

    /// Takes the corridor out of the study.
    func removeRoutes() throws {
        try write(try text("routes.csv").prefix { $0 != "\n" } + "\n", to: "routes.csv")
        try write(#"{"type": "FeatureCollection", "features": []}"#, to: "routes.geojson")
    }

    func resolved(_ overrides: ResolvedStudy.Overrides = .init()) throws -> ResolvedStudy {
        try ResolvedStudy(file: file, overrides: overrides)
    }

    /// Builds into `out`; what the red team finds is reported, and refused on demand.
    func build(
        _ overrides: ResolvedStudy.Overrides = .init(), threads: Int = 1, to out: String? = nil,
        refusesLeaks: Bool = false, law: RestrictedLaw = .areas
    ) throws -> (report: BuildReport, output: BuildFiles) {
        let out = out ?? self.out
        var options = Pipeline.Options(out: out, threads: threads)
        options.refusesLeaks = refusesLeaks
        options.restrictedLaw = law
        // Sheets have tests of their own, and drawing takes longer than all else.
        options.sheets.formats = [.png]
        let report = try Pipeline(study: resolved(overrides), options: options).run()
        return (report, BuildFiles(folder: out, owner: self))
    }

    struct Missing: Error { let text, file: String }
}

/// Whole surfaces without the drawing and writing that a build adds.
extension SquareStudy {
    func surfaces(_ overrides: ResolvedStudy.Overrides = .init()) throws -> TracedRun {
        try TracedRun(study: resolved(overrides))
    }
}
