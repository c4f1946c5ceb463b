// SPDX-License-Identifier: Apache-2.0

/// A value of a result line.
enum JSONValue {
    case text(String)
    case integer(Int)
    case number(Double)
    case numbers([Double])

    var json: String {
        switch self {
        case .text(let text): Self.quoted(text)
        case .integer(let number): String(number)
        case .number(let number): number.isFinite ? String(number) : "null"
        case .numbers(let numbers): "[" + numbers.map { JSONValue.number($0).json }.joined(separator: ", ") + "]"
        }
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case _ where scalar.value < 0x20:
                "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
            default: String(scalar)
            }
        }
        return "\"" + escaped.joined() + "\""
    }
}

/// Prints one object on one line, its members in the given order.
func printLine(_ members: [(String, JSONValue)]) {
    print("{" + members.map { JSONValue.text($0.0).json + ": " + $0.1.json }.joined(separator: ", ") + "}")
}
