// SPDX-License-Identifier: Apache-2.0

/// One operation of a service that is asked by `REQUEST=`.
struct ServiceOperation: Sendable {
    /// As capabilities write it.
    let name: String
    /// Older names in lower case.
    var otherNames: [String] = []
    let parameters: [RouteParameter]
    /// Media types of the answer.
    let types: [String]
    /// Whether the standard that the service follows does not name it.
    var isExtension = false
    let answer: @Sendable (AnswerContext) async throws -> ServerResponse

    fileprivate func isMeant(by text: String) -> Bool { text == name.lowercased() || otherNames.contains(text) }
}

/// The operations of one service, which share an address.
struct ServiceOperations: Sendable {
    /// What `SERVICE=` has to be, where it is given.
    let service: String
    let operations: [ServiceOperation]
    /// Whether every request must name the service.
    var needsService = false

    /// The address of all of them as a route.
    func route(_ path: String, id: String, _ summary: String) -> Route {
        Route(path, id: id, summary, parameters, formats: .types(types), answer: answer)
    }

    /// What any of them takes; where two take a parameter of one name, it means the same.
    private var parameters: [RouteParameter] {
        let first: [RouteParameter] = [
            .query("service", .choice([service]), "Name of the service", isRequired: needsService),
            .query("request", .choice(operations.map(\.name)), "Operation", isRequired: true),
        ]
        return operations.flatMap(\.parameters).reduce(into: first) { all, parameter in
            if !all.contains(where: { $0.name == parameter.name }) { all.append(parameter) }
        }
    }

    private var types: [String] {
        operations.flatMap(\.types).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private func answer(_ context: AnswerContext) async throws -> ServerResponse {
        let target = context.target
        if needsService { _ = try target.required("service") }
        if let asked = target.text("service"), asked.uppercased() != service {
            throw ServerError.parameter(name: "service", reason: "must be \(service)")
        }
        let request = try target.required("request").lowercased()
        guard let operation = operations.first(where: { $0.isMeant(by: request) }) else {
            throw ServerError.unknownOperation(request)
        }
        return try await operation.answer(context)
    }
}
