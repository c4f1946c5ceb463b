// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSON
import Testing

@testable import MapServices

@Suite struct PathTemplateTests {
    @Test(arguments: [
        ("/", "/", [:]), ("/a/b", "/a/b", [:]), ("/a/{x}", "/a/7", ["x": "7"]),
        ("/a/{x}.json", "/a/b.c.json", ["x": "b.c"]), ("/a/{x...}", "/a/b/c", ["x": "b/c"]),
        ("/{x}/{y}", "/1/2", ["x": "1", "y": "2"]),
    ])
    func pathsOfTheFormGiveTheirParts(template: String, path: String, parts: [String: String]) {
        #expect(PathTemplate(template).values(in: segments(path)) == parts)
    }

    @Test(arguments: [
        ("/", "/a"), ("/a", "/"), ("/a/b", "/a"), ("/a", "/a/b"), ("/a/{x}", "/a"), ("/a/{x}.json", "/a/b.png"),
        ("/a/{x...}", "/a"), ("/a/{x}", "/b/c"),
    ])
    func otherPathsDoNot(template: String, path: String) {
        #expect(PathTemplate(template).values(in: segments(path)) == nil)
    }

    @Test func openAPIKnowsNoDots() {
        #expect(PathTemplate("/data/{file...}").text == "/data/{file}")
        #expect(PathTemplate("/data/{file...}").names == ["file"])
    }

    private func segments(_ path: String) -> [String] { path.split(separator: "/").map(String.init) }
}

@Suite struct RouteTableTests {
    private let build: TestBuild
    private let maps: TestService

    init() throws {
        build = try TestBuild()
        maps = try TestService(try build.write(gap: 1, cell: 40_000), queries: DigestQueries())
    }

    /// Values by which every address of the table answers something.
    private static let examples = [
        "z": "6", "x": "39", "y": "25", "tileMatrix": "6", "tileRow": "25", "tileCol": "39",
        "tileMatrixSetId": "WebMercatorQuad", "featureId": "1", "name": "Anbar", "lat": "33", "lon": "44",
        "time": "2026-02-15", "since": "2026-02-15", "markId": "i1", "q": "Anbar",
    ]
    private static let files = ["/data/{file}": "risk.tif", "/assets/{file}": "page.js"]

    /// The queries of services whose operations share an address.
    private static let queries = [
        "/briefing": "?name=Anbar", "/wms": "?SERVICE=WMS&REQUEST=GetCapabilities",
        "/wmts": "?SERVICE=WMTS&REQUEST=GetCapabilities", "/query/series": "?lat=33&lon=44",
    ]

    private func document() async throws -> JSONValue { try await maps.json("/api?f=json") }

    /// Addresses of the document with method and operation.
    private func operations() async throws -> [(path: String, method: String, operation: JSONValue)] {
        guard case .object(let paths)? = try await document()["paths"] else { return [] }
        return paths.flatMap { path -> [(path: String, method: String, operation: JSONValue)] in
            guard case .object(let methods) = path.value else { return [] }
            return methods.map { (path.name, $0.name.uppercased(), $0.value) }
        }
    }

    /// An address of the form, with the layer that its ending is for.
    private func address(_ path: String, _ operation: JSONValue) throws -> String {
        var result = path, query: [String] = []
        for parameter in operation["parameters"]?.elements ?? [] {
            let name = try #require(parameter["name"]?.text)
            let isPath = parameter["in"]?.text == "path"
            guard isPath || parameter["required"] == .bool(true), Self.queries[path] == nil else { continue }
            let value = try #require(Self.value(of: name, path, parameter), "\(path) has no example of \(name)")
            if isPath { result = result.replacing("{\(name)}", with: value) } else { query.append("\(name)=\(value)") }
        }
        return result + (Self.queries[path] ?? (query.isEmpty ? "" : "?" + query.joined(separator: "&")))
    }

    private static func value(of name: String, _ path: String, _ parameter: JSONValue) -> String? {
        if name == "layer" || name == "collectionId" {
            let names = parameter["schema"]?["enum"]?.elements?.compactMap(\.text) ?? []
            return path.hasSuffix(".pbf") ? "provinces" : names.first
        }
        // The same tile, counted from the south.
        if name == "y", path.hasPrefix("/tms/") { return "38" }
        return files[path] ?? examples[name]
    }

    @Test func everyRouteIsDocumentedAndAnswers() async throws {
        let documented = try await operations()
        let ids = documented.compactMap { $0.operation["operationId"]?.text }
        #expect(Set(ids).count == ids.count, "an operation is named twice")
        for entry in maps.service.table.entries {
            let route = entry.route
            #expect(
                documented.contains { $0.path.hasPrefix(route.path.text) && $0.method == route.method.rawValue },
                "\(route.path.text) is not in the document")
            #expect(ids.contains(route.id), "\(route.id)")
            let declared = route.parameters.filter { $0.place == .path }.map(\.name)
            #expect(Set(declared) == Set(route.path.names), "\(route.path.text)")
        }
        for (path, method, operation) in documented {
            let target = try address(path, operation)
            let body: [UInt8] = operation["requestBody"] == nil ? [] : Array("{}".utf8)
            let bearer = [("Authorization", "Bearer " + TestService.token)]
            let response = await maps.get(target, bearer, method: method, body: body)
            #expect(response.status == 200, "\(method) \(target): \(response.status) \(response.text.prefix(200))")
            let type = response.header("Content-Type")?.prefix { $0 != ";" } ?? ""
            guard case .object(let types)? = operation["responses"]?["200"]?["content"] else { continue }
            #expect(
                types.contains { $0.name.prefix { $0 != ";" } == type || $0.name == "application/octet-stream" },
                "\(target) answers \(type)")
        }
    }

    @Test func whatIsNotInTheTableIsNotAnswered() async throws {
        let documented = try await operations().map { (form: $0.path.split(separator: "/"), path: $0.path) }
        var words = Set(documented.flatMap { $0.form.filter { !$0.hasPrefix("{") }.map(String.init) })
        words.formUnion(["risk", "provinces", "6", "risk.tif", "nothing"])
        let first = words.sorted()
        var targets = first.map { "/" + $0 } + first.flatMap { one in first.map { "/\(one)/\($0)" } }
        for (path, _, operation) in try await operations() {
            let address = try address(path, operation).prefix { $0 != "?" }
            targets += ["\(address)/nothing", "/nothing\(address)", "\(address)x/nothing"]
        }
        var unknown = 0
        for target in targets where !documented.contains(where: { Self.isOf($0.form, target) }) {
            let response = await maps.get(target)
            #expect([400, 404].contains(response.status), "\(target): \(response.status)")
            unknown += 1
        }
        #expect(unknown > 1000)
    }

    /// Whether an address has the form of a documented one; the end of a form may stand for several parts of a file.
    private static func isOf(_ form: [Substring], _ target: String) -> Bool {
        let path = target.split(separator: "/")
        if form.first == "data", path.first == "data", path.count > 1 { return true }
        return form.count == path.count && zip(form, path).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }

    @Test func methodsFollowFromTheTable() async throws {
        for entry in maps.service.table.entries {
            let target = entry.route.path.text.replacing("{", with: "").replacing("}", with: "")
            let isPost = entry.route.method == .post
            let allowed = isPost ? "POST, OPTIONS" : "GET, HEAD, OPTIONS"
            let refused = await maps.get(target, method: isPost ? "GET" : "POST")
            #expect(refused.status == 405 && refused.header("Allow") == allowed, "\(target)")
            #expect(await maps.get(target, method: "OPTIONS").header("Allow") == allowed, "\(target)")
        }
    }

    @Test func onlyBodiesThatAreLookedAtAreRead() {
        #expect(maps.service.readsBody(method: "POST", target: "/query/area?datetime=2026-02-15"))
        for (method, target) in [
            ("GET", "/query/area"), ("POST", "/admin/reload"), ("POST", "/"), ("POST", "/query/areas"), ("PUT", "%"),
        ] {
            #expect(!maps.service.readsBody(method: method, target: target), "\(method) \(target)")
        }
    }

    @Test func oneOperationAnswersUnderEachOfItsNames() async {
        for name in ["GetCapabilities", "capabilities", "GETCAPABILITIES"] {
            #expect(await maps.get("/wms?REQUEST=\(name)").status == 200)
        }
        #expect(await maps.get("/wmts?REQUEST=capabilities").status == 400)
    }

    @Test func whereNoQueriesAreAnsweredNoneAreDocumented() async throws {
        let plain = try TestService("\(build.root)/out")
        let paths = try await plain.json("/api")["paths"]
        #expect(paths?["/query/point"] == nil && paths?["/collections/{collectionId}/items"] != nil)
    }
}
