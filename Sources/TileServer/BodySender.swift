// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdCore
import MapServices
import NIOCore

/// Sends large bodies in pieces, each when the client has taken most of those before: what a slow client does not take stays
/// in one place, counted; one that takes nothing is hung up on (`SendClock`).
enum BodySender {
    static let pieceBytes = SendClock.waiting

    /// Bytes in memory; the reservation is held until the last piece is handed over.
    static func body(_ bytes: [UInt8], _ reservation: Reservation?, over channel: any Channel) -> ResponseBody {
        let whole = ByteBuffer(bytes: bytes)
        return ResponseBody(contentLength: bytes.count) { writer in
            var rest = whole
            while let piece = rest.readSlice(length: min(pieceBytes, rest.readableBytes)), piece.readableBytes > 0 {
                try await SendClock.pass(channel)
                try await writer.write(piece)
            }
            withExtendedLifetime(reservation) {}
            try await writer.finish(nil)
        }
    }

    /// A part of a file, so that a large one never stands in memory whole; a slow disk holds up the readers of files only.
    static func body(_ file: ServerResponse.Body, _ readers: RenderQueue, over channel: any Channel) -> ResponseBody {
        ResponseBody(contentLength: file.count) { writer in
            var sent = 0
            while sent < file.count {
                let start = sent
                try await SendClock.pass(channel)
                let bytes = try await readers.perform { file.bytes(from: start, count: pieceBytes) }
                guard let bytes, !bytes.isEmpty else { throw HTTPError(.internalServerError) }
                try await writer.write(ByteBuffer(bytes: bytes))
                sent += bytes.count
            }
            try await writer.finish(nil)
        }
    }
}
