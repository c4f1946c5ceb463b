// SPDX-License-Identifier: Apache-2.0

import GeoIO
import Testing

@Suite(.enabled(if: WebPWriter.isAvailable, "this GDAL was built without WebP"))
struct WebPWriterTests {
    private let pixels: [UInt8] = [255, 0, 0, 255, 0, 255, 0, 128, 0, 0, 255, 0, 9, 8, 7, 6]

    @Test func aPictureIsWebPWithoutLoss() throws {
        let bytes = try WebPWriter.encode(rgba: pixels, width: 2, height: 2)
        #expect(bytes.starts(with: Array("RIFF".utf8)))
        // VP8L is the chunk of the lossless form; VP8 would be the lossy one.
        #expect(bytes[8..<16].elementsEqual("WEBPVP8L".utf8))
        #expect(try WebPWriter.encode(rgba: pixels, width: 2, height: 2) == bytes)
    }

    @Test(arguments: [(1, 1), (4, 2), (0, 0), (-2, -2), (16_384, 1)])
    func wrongSizesAreRefused(width: Int, height: Int) {
        #expect(throws: GeoIOError.self) { try WebPWriter.encode(rgba: pixels, width: width, height: height) }
    }

    @Test func manyTasksAtOnceDoNotMixTheirPictures() async throws {
        let alone = try (0..<16).map { try WebPWriter.encode(rgba: picture(of: $0), width: 16, height: 16) }
        let together = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
            for number in 0..<16 {
                group.addTask { (number, try WebPWriter.encode(rgba: picture(of: number), width: 16, height: 16)) }
            }
            return try await group.reduce(into: [Int: [UInt8]]()) { $0[$1.0] = $1.1 }
        }
        #expect((0..<16).allSatisfy { together[$0] == alone[$0] } && Set(alone).count == 16)
    }

    private func picture(of number: Int) -> [UInt8] { (0..<1024).map { UInt8(($0 * (number + 3)) % 251) } }
}
