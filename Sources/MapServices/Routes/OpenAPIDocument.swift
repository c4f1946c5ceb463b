// SPDX-License-Identifier: Apache-2.0

import JSON
import Layers

/// The table of routes as OpenAPI 3.0, complete in itself: no reference leaves the document.
struct OpenAPIDocument {
    let context: AnswerContext

    var json: JSONValue {
        let build = context.set.latest
        return [
            "openapi": "3.0.3",
            "info": info(build),
            "servers": [["url": .string(context.base)]],
            "paths": .object(paths),
            "components": ["schemas": ["problem": Self.problem, "document": ["type": "object"]]],
        ]
    }

    private func info(_ build: Build) -> JSONValue {
        let info: JSONValue = [
            "title": .string(build.title.main), "version": "1.0.0",
            "description": .string(build.statements.absence.main + " " + build.statements.intendedUse.main),
        ]
        guard let contact = context.contact else { return info }
        let name = [contact.person, contact.organization].filter { !$0.isEmpty }.joined(separator: ", ")
        let email: JSONValue = contact.email.isEmpty ? [:] : ["email": .string(contact.email)]
        return info.merging(["contact": JSONValue.object([.init("name", .string(name))]).merging(email)])
    }

    private static let problem: JSONValue = [
        "type": "object", "required": ["title", "status", "detail"],
        "properties": [
            "type": ["type": "string"], "title": ["type": "string"], "status": ["type": "integer"],
            "detail": ["type": "string"],
        ],
    ]

    /// Addresses with their operations by method, in the order of the table.
    private var paths: [JSONValue.Member] {
        var paths: [JSONValue.Member] = []
        for operation in context.table.entries.filter(isOffered).flatMap(operations) {
            let method = JSONValue.object([operation.method])
            guard let known = paths.firstIndex(where: { $0.name == operation.path }) else {
                paths.append(.init(operation.path, method))
                continue
            }
            paths[known] = .init(operation.path, paths[known].value.merging(method))
        }
        return paths
    }

    /// Whether what is served leaves anything to ask for.
    private func isOffered(_ entry: RouteTable.Entry) -> Bool {
        if case .queries = entry.route.need, context.set.latest.queries == nil { return false }
        return entry.route.parameters.allSatisfy { !$0.isRequired || $0.document(context) != nil }
    }

    private typealias Operation = (path: String, method: JSONValue.Member)

    /// An operation for each ending that the address may have.
    private func operations(_ entry: RouteTable.Entry) -> [Operation] {
        let route = entry.route
        guard case .endings(let endings, let mayBeLeftOut) = route.formats else {
            return [operation(entry, path: route.path.text, id: route.id, summary: route.summary, types: types(route))]
        }
        return endings.enumerated().map { index, ending in
            let isPlain = index == 0 && mayBeLeftOut, isFirst = index == 0
            return operation(
                entry, path: route.path.text + (isPlain ? "" : ".\(ending.suffix)"),
                id: isFirst ? route.id : "\(route.id)_\(ending.suffix)",
                summary: isFirst ? route.summary : "\(route.summary) as \(ending.mediaType)", types: [ending.mediaType])
        }
    }

    private func types(_ route: Route) -> [String] {
        guard case .types(let types) = route.formats else { return [] }
        return types
    }

    private func operation(
        _ entry: RouteTable.Entry, path: String, id: String, summary: String, types: [String]
    ) -> Operation {
        let route = entry.route
        let content = types.map { JSONValue.Member($0, Self.content($0, isList: route.isList)) }
        var responses: JSONValue = ["200": ["description": "The answer", "content": .object(content)]]
        if route.mayBeEmpty { responses = responses.merging(["204": ["description": "Nothing lies in this tile"]]) }
        var members: [JSONValue.Member] = [
            .init("operationId", .string(id)), .init("summary", .string(summary)),
            .init("parameters", .array(route.parameters.compactMap { $0.document(context) })),
            .init("responses", responses.merging(Self.faults(entry.faults))),
        ]
        if let body = route.body { members.append(.init("requestBody", Self.requestBody(body))) }
        return (path, .init(route.method.rawValue.lowercased(), .object(members)))
    }

    private static let document: JSONValue = ["$ref": "#/components/schemas/document"]

    private static func content(_ type: String, isList: Bool) -> JSONValue {
        guard type.contains("json") else { return [:] }
        return ["schema": isList ? ["type": "array", "items": document] : document]
    }

    private static func faults(_ form: FaultForm) -> JSONValue {
        let schema: JSONValue =
            form.mediaType.contains("json") ? ["schema": ["$ref": "#/components/schemas/problem"]] : [:]
        let content = JSONValue.object([.init(form.mediaType, schema)])
        func fault(_ text: String) -> JSONValue { ["description": .string(text), "content": content] }
        return [
            "400": fault("A parameter cannot be understood"), "401": fault("The layer needs a token"),
            "404": fault("There is no such thing"), "429": fault("Too many of the client's requests are waiting"),
            "503": fault("Too much work is waiting"),
        ]
    }

    private static func requestBody(_ body: RequestBody) -> JSONValue {
        let geometry: JSONValue = [
            "type": "object", "required": ["type", "coordinates"],
            "properties": [
                "type": ["type": "string", "enum": .array(body.geometries.map { .string($0) })],
                "coordinates": ["type": "array"],
            ],
        ]
        return ["required": true, "content": .object([.init(body.type, ["schema": geometry])])]
    }
}
