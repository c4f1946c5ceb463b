// SPDX-License-Identifier: Apache-2.0

import Geo

/// Codes of administrative units, which look alike and do not agree.
enum PlaceCode {
    /// Why a code must not be read as a place; nil for names and codes that are safe.
    ///
    /// `IQ-G08` is Dahuk in an older scheme, OCHA's `IQG08` is Baghdad; GeoNames' `SY.08` is Rif Dimashq, OCHA's
    /// `SY08` is Al-Hasakeh. Only the OCHA and ISO 3166-2 forms are read.
    /// - Parameter known: a key of the study, as an example.
    static func objection(to text: String, known: String) -> String? {
        let bytes = Array(text.uppercased().utf8)
        let isOlder = bytes.count == 6 && bytes.starts(with: "IQ-G".utf8) && bytes[4...].allSatisfy(isDigit)
        let isGeoNames =
            bytes.count == 5 && bytes[2] == UInt8(ascii: ".") && bytes[3...].allSatisfy(isDigit)
            && bytes[..<2].allSatisfy { $0 >= 0x41 && $0 <= 0x5A }
        guard isOlder || isGeoNames else { return nil }
        return "The code \(text) belongs to a scheme whose numbers differ from OCHA's; "
            + "use the keys of the study's provinces\(known.isEmpty ? "" : " (\(known))") or OCHA's p-codes."
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
