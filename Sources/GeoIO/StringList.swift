// SPDX-License-Identifier: Apache-2.0

import CGDAL

/// Runs the body with a null-terminated list of C strings, as GDAL takes its options; an empty list is nil.
func withStringList<Result, Failure: Error>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) throws(Failure) -> Result
) throws(Failure) -> Result {
    var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    for string in strings { list = CSLAddString(list, string) }
    defer { CSLDestroy(list) }
    return try body(list)
}

/// The texts of a list that GDAL owns.
func strings(of list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> [String] {
    (0..<Int(CSLCount(list))).compactMap { list?[$0].map { String(cString: $0) } }
}
