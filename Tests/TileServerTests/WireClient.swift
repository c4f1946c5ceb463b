// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A plain TCP connection to a server on loopback, which can also send what no proper client would.
final class WireClient {
    private let descriptor: Int32

    init?(port: Int, timeout: Int = 20) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var limit = timeval(tv_sec: timeout, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if status != 0 {
            close(descriptor)
            return nil
        }
    }

    deinit { close(descriptor) }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Foundation.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// What arrives until the connection is closed, the text is seen, or time runs out.
    func receive(until end: String? = nil) -> String {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count <= 0 { break }
            all += buffer[..<count]
            if let end, String(decoding: all, as: UTF8.self).contains(end) { break }
        }
        return String(decoding: all, as: UTF8.self)
    }

    /// Waits for some bytes and takes no more than these; 0 at the end.
    func take(atMost most: Int) -> Int {
        var buffer = [UInt8](repeating: 0, count: most)
        return max(0, recv(descriptor, &buffer, most, 0))
    }

    /// Whether the server ends the connection before this client's time runs out, whatever it sends first.
    func isClosedByServer() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count <= 0 { return count == 0 || errno == ECONNRESET }
        }
    }

    /// One answer: its header and as much of the body as `Content-Length` says.
    func response() -> (status: Int, header: String, bodyLength: Int) {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let gap = Array("\r\n\r\n".utf8)
        while true {
            if let end = all.firstRange(of: gap) {
                let header = String(decoding: all[..<end.lowerBound], as: UTF8.self)
                let length = Self.field("content-length", header).flatMap { Int($0) } ?? 0
                if all.count >= end.upperBound + length || Self.status(header) == 304 {
                    return (Self.status(header), header, all.count - end.upperBound)
                }
            }
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count <= 0 { return (0, String(decoding: all, as: UTF8.self), 0) }
            all += buffer[..<count]
        }
    }

    static func status(_ header: String) -> Int {
        let parts = header.split(separator: " ", maxSplits: 2)
        return parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    }

    static func field(_ name: String, _ header: String) -> String? {
        for line in header.split(separator: "\r\n") where line.lowercased().hasPrefix(name + ":") {
            return line.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces)
        }
        return nil
    }
}
