// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import Surfaces
import Tables

/// Points of a measurement: longitude, latitude, weight, and a standard deviation where a column is named.
struct EventTable {
    var points = PointMasses(x: [], y: [], weights: [])
    var sigma: [Double] = []

    /// Reads `.bin` (little-endian float64 lon, lat, weight, and sigma as a fourth number when one is asked for) or a
    /// table with the columns lon, lat, w and that of the standard deviation.
    init(path: String, sigmaColumn: String?) throws {
        if path.hasSuffix(".bin") {
            try readBinary(path, numbers: sigmaColumn == nil ? 3 : 4)
        } else {
            try TableReader(path: path).forEachRecord { record in
                let names = ["lon", "lat", "w"] + (sigmaColumn.map { [$0] } ?? [])
                append(
                    try names.map { name in
                        guard let text = record[name], let number = Double(text), number.isFinite else {
                            throw EventTableError.badNumber(origin: record.origin.description, column: name)
                        }
                        return number
                    })
            }
        }
    }

    private mutating func append(_ numbers: [Double]) {
        points.x.append(numbers[0])
        points.y.append(numbers[1])
        points.weights.append(numbers[2])
        if numbers.count > 3 { sigma.append(numbers[3]) }
    }

    private mutating func readBinary(_ path: String, numbers: Int) throws {
        guard let data = FileManager.default.contents(atPath: path) else { throw EventTableError.missing(path: path) }
        let size = numbers * MemoryLayout<Double>.size
        guard data.count % size == 0 else { throw EventTableError.odd(path: path, bytes: data.count, record: size) }
        data.withUnsafeBytes { bytes in
            for record in 0..<data.count / size {
                append(
                    (0..<numbers).map { number in
                        let bits = bytes.loadUnaligned(fromByteOffset: record * size + number * 8, as: UInt64.self)
                        return Double(bitPattern: UInt64(littleEndian: bits))
                    })
            }
        }
    }
}

/// What is wrong with a file of points.
enum EventTableError: Error, CustomStringConvertible {
    case missing(path: String)
    case odd(path: String, bytes: Int, record: Int)
    case badNumber(origin: String, column: String)

    var description: String {
        switch self {
        case .missing(let path): "\(path): there is no such file"
        case .odd(let path, let bytes, let record):
            "\(path): \(bytes) bytes are no whole number of records of \(record)"
        case .badNumber(let origin, let column): "\(origin): column \(column) is missing or holds no finite number"
        }
    }
}
