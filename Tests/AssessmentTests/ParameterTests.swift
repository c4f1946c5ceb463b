// SPDX-License-Identifier: Apache-2.0

@testable import Assessment
import Foundation
import Geo
import Layers
import Scoring
@testable import Studies
import TestSupport
import Testing

@Suite("Parameters of a study")
struct ParameterTests {
    private static let model = try? ResolvedStudy(file: Repository.geodata.appending(path: "study.yaml").path).study
        .model

    @Test("Each stands in the documentation as it is declared", arguments: ModelParameter.all.map(\.tableRow))
    func documentation(row: String) throws {
        #expect(try text(of: Repository.root.appending(path: "docs/study.md").path).contains("\n\(row)\n"))
    }

    @Test("The documentation names none beside them")
    func nothingElse() throws {
        let page = try text(of: Repository.root.appending(path: "docs/study.md").path)
        let table = try #require(page.range(of: "## `model`").map { page[$0.upperBound...] })
        let keys = table.prefix(while: { $0 != "#" }).split(separator: "\n").compactMap { line in
            line.split(separator: "`").dropFirst().first.map(String.init)
        }
        let declared = Set(ModelParameter.all.map(\.key))
        let named = Set(keys.filter { $0.contains(".") })
        let groups = ["severity.*", "reliability.*", "location.imprecise"]
        let surfaces = ["intensity.version", "intensity.stack", "intensity.uniform"]
        #expect(named.subtracting(declared) == Set(groups + surfaces))
    }

    @Test("The built-in study has the standard values", arguments: ModelParameter.all)
    func standard(parameter: ModelParameter) throws {
        let value = parameter.value(in: try #require(Self.model))
        let expected = Meters(parsing: parameter.standard)?.value ?? Double(parameter.standard)
        #expect(value == expected)
        #expect(parameter.range.contains(value))
    }

    @Test("A study's keys below model are all declared, and all that are declared are keys")
    func everyKeyIsDeclared() throws {
        let model = try #require(Self.model)
        let encoded = try JSONSerialization.jsonObject(with: JSONEncoder().encode(model)) as? [String: [String: Any]]
        var keys: Set<String> = []
        for (group, members) in try #require(encoded) where !["severity", "reliability", "intensity"].contains(group) {
            for key in members.keys { keys.insert("\(group).\(key)") }
        }
        #expect(keys.subtracting(["location.imprecise"]) == Set(ModelParameter.all.map(\.key)))
    }

    @Test("The stack of a study is that of its section, whoever asks")
    func stack() throws {
        let study = try SquareStudy().resolved()
        #expect(study.stack.components == study.intensity.stack)
        #expect(study.stack.uniform == study.intensity.uniform)
        let surfaces = try study.surfaceStack()
        #expect(surfaces.components.map(\.bandwidth) == study.stack.components.map(\.sigma))
        #expect(surfaces.components.map(\.share) == study.stack.components.map(\.weight))
        #expect(study.narrowestBandwidth == surfaces.components.map(\.bandwidth).min())
        #expect(study.methodParameters["uniform_share"]?.value == surfaces.uniformShare)
    }

    @Test(
        "Each file that the geodata section names is read by a check and by a build",
        arguments: ["district_seats", "regions", "places", "airports", "crossings", "borders", "rivers", "roads"])
    func everyFileIsRead(key: String) throws {
        let study = try SquareStudy()
        try study.edit("  aliases: aliases.csv", "  aliases: aliases.csv\n  \(key): missing.geojson")
        let pipeline = Pipeline(study: try study.resolved(), options: .init(out: study.out))
        #expect(throws: (any Error).self) { try pipeline.check() }
        #expect(throws: (any Error).self) { try pipeline.run() }
    }
}
