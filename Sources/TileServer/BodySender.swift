// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdCore
import MapServices
import NIOCore

/// Sends large bodies in pieces, each when the client has taken those before: what a slow client does not take stays in
/// one place, counted, and a client that takes nothing is hung up on.
struct BodySender: Sendable {
    static let pieceBytes = 64 << 10

    let channel: any Channel
    /// Seconds that a client has for a piece.
    let seconds: Int

    /// Bytes in memory; the reservation is held until the last piece is handed over.
    func body(_ bytes: [UInt8], _ reservation: Reservation?) -> ResponseBody {
        let whole = ByteBuffer(bytes: bytes)
        return ResponseBody(contentLength: bytes.count) { [self] writer in
            var rest = whole
            while let piece = rest.readSlice(length: min(Self.pieceBytes, rest.readableBytes)), piece.readableBytes > 0
            {
                try await inTime { try await writer.write(piece) }
            }
            withExtendedLifetime(reservation) {}
            try await writer.finish(nil)
        }
    }

    /// A part of a file, so that a large one never stands in memory whole; a slow disk holds up the readers of files only.
    func body(_ file: ServerResponse.Body, _ readers: RenderQueue) -> ResponseBody {
        ResponseBody(contentLength: file.count) { [self] writer in
            var sent = 0
            while sent < file.count {
                let start = sent
                let bytes = try await readers.perform { file.bytes(from: start, count: 4 * Self.pieceBytes) }
                guard let bytes, !bytes.isEmpty else { throw HTTPError(.internalServerError) }
                try await inTime { try await writer.write(ByteBuffer(bytes: bytes)) }
                sent += bytes.count
            }
            try await writer.finish(nil)
        }
    }

    /// Closes the connection when the work takes too long.
    private func inTime(_ work: () async throws -> Void) async throws {
        let channel = channel
        let deadline = channel.eventLoop.scheduleTask(in: .seconds(Int64(seconds))) { channel.close(promise: nil) }
        defer { deadline.cancel() }
        try await work()
    }
}
