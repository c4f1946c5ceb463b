// SPDX-License-Identifier: Apache-2.0

import CGDAL

/// A KML of many features: its driver takes time with the square of their number, so that it writes a few at a time, whose
/// placemarks are put behind each other.
struct LongKML {
    /// Features that are written at once.
    static let part = 100

    private let layer: VectorLayer
    private let format: VectorFormat

    init(_ layer: VectorLayer, _ format: VectorFormat) {
        self.layer = layer
        self.format = format
    }

    func write(to path: String) throws(GeoIOError) {
        var document: [UInt8] = [], ending: Substring = ""
        for first in stride(from: 0, to: layer.features.count, by: Self.part) {
            let text = try text(of: layer.features[first..<min(first + Self.part, layer.features.count)], path)
            guard
                let start = Self.markup(of: text).lazy.compactMap({ $0.firstRange(of: "<Placemark ")?.lowerBound })
                    .first,
                let end = text.ranges(of: "</Placemark>").last?.upperBound
            else { throw .unwritable(path: path, reason: "the driver wrote no placemark") }
            if first == 0 {
                document += text[..<start].utf8
                ending = text[end...]
            }
            document += numbered(text[start..<end], from: first).utf8
        }
        document += ending.utf8
        try save(document, to: path)
    }

    private func save(_ document: [UInt8], to path: String) throws(GeoIOError) {
        let output = try OutputFile(path)
        var failure: GeoIOError?
        document.withUnsafeBytes { bytes in
            do throws(GeoIOError) { try output.save(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private func text(of features: ArraySlice<VectorLayer.Feature>, _ path: String) throws(GeoIOError) -> String {
        let part = VectorLayer(
            name: layer.name, summary: layer.summary, metadata: layer.metadata, fields: layer.fields,
            features: Array(features), shape: layer.shape)
        let memoryPath = MemoryFile.path(ending: "kml")
        defer { VSIUnlink(memoryPath) }
        try VectorWriter.write([part], through: memoryPath, path, format)
        guard let bytes = MemoryFile.bytes(at: memoryPath) else {
            throw .unwritable(path: path, reason: "the driver wrote nothing")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let dataStart = "<![CDATA[", dataEnd = "]]>"

    /// The parts of a text that are markup: what stands in character data may look like it.
    private static func markup(of text: String) -> [Substring] {
        pieces(of: text[...]).compactMap { $0.isMarkup ? $0.text : nil }
    }

    private static func pieces(of text: Substring) -> [(text: Substring, isMarkup: Bool)] {
        var pieces: [(text: Substring, isMarkup: Bool)] = [], rest = text
        while let start = rest.firstRange(of: dataStart) {
            let end = rest[start.upperBound...].firstRange(of: dataEnd)?.upperBound ?? rest.endIndex
            pieces.append((rest[..<start.lowerBound], true))
            pieces.append((rest[start.lowerBound..<end], false))
            rest = rest[end...]
        }
        return pieces + [(rest, true)]
    }

    /// The placemarks of a part with keys that no other part has.
    private func numbered(_ placemarks: Substring, from first: Int) -> String {
        guard first > 0 else { return String(placemarks) }
        let key = /<Placemark id="([^"]*)\.(\d+)">/
        return Self.pieces(of: placemarks).map { piece in
            guard piece.isMarkup else { return String(piece.text) }
            return String(piece.text).replacing(key) { found in
                "<Placemark id=\"\(found.output.1).\((Int(found.output.2) ?? 0) + first)\">"
            }
        }.joined()
    }
}
