// SPDX-License-Identifier: Apache-2.0

import JSON

/// Prints one object on one line, its members in the given order.
func printLine(_ members: [(String, JSONValue)]) {
    print(String(decoding: JSONValue.object(members.map { JSONValue.Member($0.0, $0.1) }).bytes, as: UTF8.self))
}
