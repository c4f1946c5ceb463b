// SPDX-License-Identifier: Apache-2.0

import Dispatch
import JSON
import Layers
import MapServices
import Synchronization
import TileEncoding

extension FuzzedReader {
    /// A whole request: `METHOD TARGET`, header lines, an empty line, the body.
    static let request = FuzzedReader(
        name: "request", sources: ["Sources/MapServices/HTTP/"], prepare: { _ = try service.get() }
    ) { bytes in
        let request = RequestText.request(bytes)
        try service.get().check(request)
        _ = try service.get().maps.cachedTile(target: request.target, acceptsGzip: true)
    }

    /// What follows `/wms`.
    static let wms = FuzzedReader(
        name: "wms", sources: ["Sources/MapServices/WMS/"], prepare: { _ = try service.get() }
    ) { bytes in
        try service.get().check(ServerRequest(target: "/wms" + RequestText.line(bytes), headers: RequestText.host))
    }

    /// What follows `/wmts`.
    static let wmts = FuzzedReader(
        name: "wmts", sources: ["Sources/MapServices/WMTS/"], prepare: { _ = try service.get() }
    ) { bytes in
        try service.get().check(ServerRequest(target: "/wmts" + RequestText.line(bytes), headers: RequestText.host))
    }

    /// `catalog.json` of a build folder that is otherwise in order; a catalog that is taken must be answered from.
    static let catalog = FuzzedReader(
        name: "catalog",
        sources: [
            "Sources/MapServices/Builds/BuildLoader.swift", "Sources/MapServices/Builds/BuildStore.swift",
            "Sources/Layers/Catalog.swift", "Sources/Layers/CatalogLayer.swift", "Sources/Layers/BuildDocument.swift",
        ],
        prepare: { _ = try Workplace.spareBuildFolder("catalog") }
    ) { bytes in
        let folder = try Workplace.spareBuildFolder("catalog")
        _ = try Workplace.write(bytes, to: "\(folder)/\(Catalog.fileName)")
        _ = try? Catalog.read(folder: folder)
        let service = try FuzzedService(folder: folder)
        for target in ["/", "/page.json", "/collections", "/wms?service=WMS&request=GetCapabilities", "/catalog.json"] {
            service.check(ServerRequest(target: target, headers: RequestText.host))
        }
    }

    /// One service for all requests, made with the first.
    private static let service = Result { try FuzzedService(folder: Workplace.buildFolder()) }
}

/// A service over a build folder whose answers are looked at.
private struct FuzzedService {
    static let token = "a-token-of-sixteen-or-more"
    let maps: MapService
    private let faults: Faults

    init(folder: String) throws {
        let store = BuildStore(
            origin: .directory(folder, styles: "styles"), blocks: RasterBlockCache(limit: 16 << 20))
        try store.reload()
        guard let address = PublicAddress(trustedProxies: ["192.0.2.1"]) else { throw ServerError.failed }
        var options = ServiceOptions(address: address)
        // Small pictures: the reading of a request is looked at here, not the drawing.
        options.largestSide = 64
        options.tileCacheBytes = 1 << 20
        options.token = AccessToken(contents: Array(Self.token.utf8))
        let faults = Faults()
        self.faults = faults
        let queues = WorkQueues(RenderQueue(pool: ImmediatePool()))
        maps = MapService(store: store, queues: queues, options: options) { faults.note($0) }
    }

    /// Answers a request. No request may be answered with 500, with a header that holds a line break, with JSON that is
    /// none or with XML that no reader takes.
    func check(_ request: ServerRequest) {
        let answer = Answer()
        let maps = maps
        Task.detached {
            let response = await maps.respond(to: request)
            answer.give(response)
        }
        let response = answer.take()
        Promise.keep(response.status != 500, "\(request.target) was answered with 500: \(faults.last)")
        for (name, value) in response.headers {
            Promise.keep(
                !value.utf8.contains { $0 == 10 || $0 == 13 || $0 == 0 }, "header \(name) holds a control character")
        }
        let body = Self.body(response)
        let type = response.header("Content-Encoding") == nil ? response.header("Content-Type") ?? "" : ""
        if type.contains("json"), !body.isEmpty {
            Promise.keep((try? JSONValue.parse(body)) != nil, "\(request.target) was answered with broken JSON")
        }
        if type.contains("xml") {
            Promise.keep(
                String(validating: body, as: UTF8.self) != nil
                    && !body.contains { $0 < 32 && ![9, 10, 13].contains($0) },
                "\(request.target) was answered with XML that no reader takes")
        }
    }

    private static func body(_ response: ServerResponse) -> [UInt8] {
        switch response.body {
        case .bytes(let bytes): return bytes
        case .file(let file, let offset, let length):
            let bytes = file.read(offset: offset, length: length)
            Promise.keep(bytes?.count == length, "\(length) bytes from \(offset) on were announced and not read")
            return bytes ?? []
        case .joined:
            let bytes = response.body.bytes(from: 0, count: response.body.count)
            Promise.keep(bytes?.count == response.body.count, "fewer bytes than announced were read")
            return bytes ?? []
        }
    }

    /// The last fault that the service reported to its operator.
    private final class Faults: Sendable {
        private let sentence = Mutex("")
        var last: String { sentence.withLock { $0 } }
        func note(_ text: String) { sentence.withLock { $0 = text } }
    }

    /// Hands a response from the task that made it to the thread that waits.
    private final class Answer: Sendable {
        private let response = Mutex<ServerResponse?>(nil)
        private let isGiven = DispatchSemaphore(value: 0)

        func give(_ given: ServerResponse) {
            response.withLock { $0 = given }
            isGiven.signal()
        }

        func take() -> ServerResponse {
            isGiven.wait()
            return response.withLock { $0 } ?? ServerResponse(status: 500)
        }
    }
}

/// Requests as text, as far as the layer below lets them through: no line break and no NUL within a line.
private enum RequestText {
    static let host = [("Host", "maps.example:8080")]

    /// The first line.
    static func line(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.prefix { $0 != 10 && $0 != 13 && $0 != 0 }, as: UTF8.self)
    }

    static func request(_ bytes: [UInt8]) -> ServerRequest {
        var rest = bytes[...]
        func nextLine() -> String {
            let line = rest.prefix { $0 != 10 }
            rest = rest.dropFirst(line.count + 1)
            return Self.line(Array(line))
        }
        let first = nextLine().split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        var headers = host
        while !rest.isEmpty {
            let sides = nextLine().split(separator: ":", maxSplits: 1)
            guard sides.count == 2 else { break }
            headers.append((String(sides[0]), String(sides[1].drop { $0 == " " })))
        }
        return ServerRequest(
            method: String(first.first ?? ""), target: String(first.dropFirst().first ?? ""), headers: headers,
            body: Array(rest), peer: "192.0.2.1")
    }
}
