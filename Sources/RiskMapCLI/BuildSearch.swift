// SPDX-License-Identifier: Apache-2.0

import Geo
import JSON
import MapServices
import Queries

extension BuildQueries {
    func search(_ text: String, limit: Int, language: Language?) throws -> [UInt8] {
        Array(try StableJSON.encode(service.search(text, limit: limit, language: language)))
    }
}
