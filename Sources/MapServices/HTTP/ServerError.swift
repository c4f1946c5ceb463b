// SPDX-License-Identifier: Apache-2.0

import JSON
import TileEncoding

/// Everything that can be wrong with a request, and the one table that gives each its status.
///
/// The sentences are shown to strangers: they hold what the client sent and what to send instead, never a path, a
/// type or a message of a library.
public enum ServerError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A parameter that cannot be understood; `name` as the client knows it.
    case parameter(name: String, reason: String)
    /// A parameter that is needed and was not sent.
    case missing(name: String)
    /// A request that is malformed as a whole.
    case malformed(String)
    /// An unknown layer, style, collection, feature, tile or page.
    case unknown(kind: String, name: String)
    /// Something that is asked about and is not covered; one sentence.
    case absent(String)
    /// A layer name that no layer has (its own OGC exception code).
    case layerNotDefined(String)
    /// A style that the layer does not have.
    case styleNotDefined(String)
    /// A coordinate reference system that is not offered.
    case unsupportedCRS(String)
    /// A media type that is not offered.
    case unsupportedFormat(String)
    /// A date for which there is no build.
    case unknownTime(String)
    /// What stands for a date and is none.
    case notATime(String)
    /// Dates whose difference is not offered; one sentence.
    case incomparable(String)
    /// None of the versions that the client speaks is spoken here; the one that is.
    case versionNegotiation(String)
    /// A tile outside its matrix.
    case tileOutOfRange
    /// A position outside the picture.
    case pointOutside
    /// A service operation that does not exist.
    case unknownOperation(String)
    /// The method is not one of those allowed here.
    case methodNotAllowed(allowed: String)
    /// The layer needs a token that was not sent, or another one.
    case unauthorized
    /// The body is larger than the limit.
    case bodyTooLarge(limit: Int)
    /// The address is longer than the limit.
    case addressTooLong(limit: Int)
    /// The header is larger than the limit, or has more fields.
    case headerTooLarge(bytes: Int, fields: Int)
    /// A body in a transfer coding other than chunked.
    case transferCoding
    /// An answer that would take more than one request may cause; one sentence.
    case tooMuchWork(String)
    /// Another copy than the one that the client asks for.
    case preconditionFailed
    /// A byte range beyond the end of the file.
    case rangeNotSatisfiable(size: Int)
    /// Too much work is waiting.
    case busy
    /// Too much work of this client is waiting.
    case tooManyOfOneClient
    /// No build is there yet.
    case notReady
    /// The files of the build were rewritten in place.
    case changedInPlace
    /// A fault of the server; what it is goes to the log, not to the client.
    case failed

    /// HTTP status.
    public var status: Int {
        switch self {
        case .parameter, .missing, .malformed, .styleNotDefined, .unsupportedCRS, .unsupportedFormat, .pointOutside,
            .unknownOperation, .incomparable, .notATime, .versionNegotiation:
            400
        case .unknown, .absent, .layerNotDefined, .tileOutOfRange, .unknownTime: 404
        case .unauthorized: 401
        case .methodNotAllowed: 405
        case .preconditionFailed: 412
        case .bodyTooLarge: 413
        case .addressTooLong: 414
        case .rangeNotSatisfiable: 416
        case .tooMuchWork: 422
        case .tooManyOfOneClient: 429
        case .headerTooLarge: 431
        case .failed: 500
        case .transferCoding: 501
        case .busy, .notReady, .changedInPlace: 503
        }
    }

    /// Exception code of WMS 1.3.0 (table E.1); empty where the standard has none.
    var wmsCode: String {
        switch self {
        case .layerNotDefined: "LayerNotDefined"
        case .styleNotDefined: "StyleNotDefined"
        case .unsupportedCRS: "InvalidCRS"
        case .unsupportedFormat: "InvalidFormat"
        case .unknownTime, .incomparable, .notATime: "InvalidDimensionValue"
        case .pointOutside: "InvalidPoint"
        case .unknownOperation: "OperationNotSupported"
        default: ""
        }
    }

    /// Exception code of OWS Common (OGC 06-121r9, table 27).
    var owsCode: String {
        switch self {
        case .missing: "MissingParameterValue"
        case .tileOutOfRange: "TileOutOfRange"
        case .unknownOperation: "OperationNotSupported"
        case .versionNegotiation: "VersionNegotiationFailed"
        case .parameter, .layerNotDefined, .styleNotDefined, .unsupportedFormat, .unsupportedCRS, .unknownTime,
            .incomparable, .unknown, .pointOutside, .notATime:
            "InvalidParameterValue"
        default: "NoApplicableCode"
        }
    }

    /// The parameter that is at fault, for OWS exceptions.
    var locator: String? {
        switch self {
        case .parameter(let name, _), .missing(let name): name
        case .layerNotDefined: "LAYER"
        case .styleNotDefined: "STYLE"
        case .unsupportedFormat: "FORMAT"
        case .unsupportedCRS: "CRS"
        case .unknownTime, .incomparable, .notATime: "TIME"
        case .unknownOperation: "REQUEST"
        default: nil
        }
    }

    /// One sentence for the client.
    public var description: String {
        switch self {
        case .parameter(let name, let reason): "Parameter '\(name)' \(reason)."
        case .missing(let name): "Parameter '\(name)' is missing."
        case .malformed(let sentence), .absent(let sentence), .incomparable(let sentence),
            .tooMuchWork(let sentence):
            sentence
        case .unknown(let kind, let name): "There is no \(kind) '\(Self.shortened(name))'."
        case .layerNotDefined(let name): "There is no layer '\(Self.shortened(name))'."
        case .styleNotDefined(let name): "There is no style '\(Self.shortened(name))' of this layer."
        case .unsupportedCRS(let name): "The coordinate reference system '\(Self.shortened(name))' is not offered."
        case .unsupportedFormat(let name): "The format '\(Self.shortened(name))' is not offered."
        case .unknownTime(let text): "There is no data for the time '\(Self.shortened(text))'."
        case .notATime(let text):
            "'\(Self.shortened(text))' is neither a date, YYYY-MM-DD, nor an interval or a list of dates."
        case .versionNegotiation(let version): "The version spoken here is \(version)."
        case .tileOutOfRange: "The tile lies outside its tile matrix."
        case .pointOutside: "The position lies outside the picture."
        case .unknownOperation(let name): "The operation '\(Self.shortened(name))' is not offered."
        case .methodNotAllowed(let allowed): "This method is not allowed here; use \(allowed)."
        case .unauthorized: "This layer needs a valid bearer token."
        case .bodyTooLarge(let limit): "The body is larger than \(limit) bytes."
        case .addressTooLong(let limit): "The address is longer than \(limit) bytes."
        case .headerTooLarge(let bytes, let fields):
            "The header is larger than \(bytes) bytes, or has more than \(fields) fields."
        case .transferCoding: "The transfer coding of the body is not understood; send it chunked, or with its length."
        case .rangeNotSatisfiable(let size): "The file has \(size) bytes; the range lies beyond."
        case .busy: "The server is busy; try again in a moment."
        case .tooManyOfOneClient: "Too many requests from your address are waiting; try again in a moment."
        case .notReady: "The layers are not ready yet; try again in a moment."
        case .preconditionFailed: "This is another copy than the one that 'If-Match' names."
        case .changedInPlace:
            "The files of this build were rewritten under the server; it has to be built again, or read anew."
        case .failed: "The server could not answer this request."
        }
    }

    /// Headers that belong to the status.
    var headers: [(name: String, value: String)] {
        switch self {
        case .methodNotAllowed(let allowed): [("Allow", allowed)]
        case .unauthorized: [("WWW-Authenticate", "Bearer realm=\"riskmap\"")]
        case .rangeNotSatisfiable(let size): [("Content-Range", "bytes */\(size)")]
        case .busy, .notReady, .changedInPlace, .tooManyOfOneClient: [("Retry-After", "1")]
        default: []
        }
    }

    /// The error as RFC 9457 problem details, the form of all but WMS and WMTS.
    public var problem: ServerResponse {
        let title = Self.titles[status] ?? "Error"
        let body: JSONValue = [
            "type": "about:blank", "title": .string(title), "status": .number(String(status)),
            "detail": .string(description),
        ]
        var response = ServerResponse(body.bytes, type: "application/problem+json", status: status, kind: "error")
        response.headers += headers
        return response
    }

    private static let titles = [
        400: "Bad Request", 401: "Unauthorized", 404: "Not Found", 405: "Method Not Allowed",
        413: "Content Too Large", 414: "URI Too Long", 416: "Range Not Satisfiable",
        422: "Unprocessable Content", 429: "Too Many Requests", 431: "Request Header Fields Too Large",
        500: "Internal Server Error", 501: "Not Implemented", 503: "Service Unavailable",
    ]

    /// What a client sent, cut to a length that fits a sentence.
    private static func shortened(_ text: String) -> String {
        let clean = text.map { $0.isASCII && ($0.asciiValue ?? 0) < 0x20 ? " " : $0 }
        return clean.count <= 60 ? String(clean) : String(clean.prefix(60)) + "..."
    }
}
