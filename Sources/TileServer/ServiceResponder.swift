// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import MapServices
import NIOCore

/// Carries requests from Hummingbird to the service and answers back.
struct ServiceResponder: HTTPResponder {
    let service: MapService
    let bodies: BodyBudget
    let logger: Logger

    init(service: MapService, bodies: BodyBudget, logger: Logger) {
        self.service = service
        self.bodies = bodies
        self.logger = logger
    }

    /// A context that knows its connection.
    struct Context: RequestContext {
        var coreContext: CoreRequestContextStorage
        let channel: any Channel

        init(source: ApplicationRequestContextSource) {
            coreContext = .init(source: source)
            channel = source.channel
        }

        var peer: String? { channel.remoteAddress?.ipAddress }
    }

    func respond(to request: Request, context: Context) async throws -> Response {
        // A client that does not take its answers waits with the next.
        try await SendClock.pass(context.channel)
        let start = ContinuousClock.now
        let response: ServerResponse
        do {
            let request = try await value(of: request, context)
            response = await answer(request)
        } catch is NIOTooManyBytesError {
            response = ServerError.bodyTooLarge(limit: MapService.largestBody).problem
        } catch let error as ServerError {
            response = error.problem
        }
        let seconds = Double((ContinuousClock.now - start) / .microseconds(1)) / 1e6
        let bytes = request.method == .head ? 0 : response.body.count
        service.metrics.countRequest(kind: response.kind, status: response.status, seconds: seconds, bytes: bytes)
        context.logger.info(
            "request",
            metadata: [
                "method": "\(request.method.rawValue)", "target": "\(request.uri.string.prefix(500))",
                "status": "\(response.status)", "bytes": "\(bytes)", "seconds": "\(seconds)",
            ])
        return self.response(response, isHead: request.method == .head, over: context.channel)
    }

    private func answer(_ request: ServerRequest) async -> ServerResponse {
        let service = service
        guard let watch = DisconnectWatch.current else { return await service.respond(to: request) }
        return await watch.whileConnected { await service.respond(to: request) }
    }

    private func value(of request: Request, _ context: Context) async throws -> ServerRequest {
        var headers = request.headers.map { ($0.name.canonicalName, $0.value) }
        if let host = request.head.authority { headers.append(("host", host)) }
        let body = service.readsBody(method: request.method.rawValue, target: request.uri.string)
        return ServerRequest(
            method: request.method.rawValue, target: request.uri.string, headers: headers,
            body: body ? try await collected(request, context) : [], peer: context.peer)
    }

    /// The whole body; what it may grow to is counted while it arrives.
    private func collected(_ request: Request, _ context: Context) async throws -> [UInt8] {
        let limit = MapService.largestBody
        let stated = request.headers[.contentLength].flatMap { Int($0) } ?? limit
        guard stated <= limit else { throw ServerError.bodyTooLarge(limit: limit) }
        return try await bodies.holding(stated, of: ClientAddress.counted(context.peer ?? "")) {
            Array(buffer: try await request.body.collect(upTo: limit))
        }
    }

    private func response(_ response: ServerResponse, isHead: Bool, over channel: any Channel) -> Response {
        var fields = HTTPFields()
        for (name, value) in response.headers {
            if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
        }
        let status = HTTPResponse.Status(code: response.status)
        if isHead {
            return Response(
                status: status, headers: fields,
                body: ResponseBody(contentLength: response.body.count) { writer in try await writer.finish(nil) })
        }
        switch response.body {
        case .bytes(let bytes) where bytes.count <= BodySender.pieceBytes:
            return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        case .bytes(let bytes):
            return Response(
                status: status, headers: fields, body: BodySender.body(bytes, response.reservation, over: channel))
        case .file, .joined:
            return Response(
                status: status, headers: fields,
                body: BodySender.body(response.body, service.queues.documents, over: channel))
        }
    }
}
