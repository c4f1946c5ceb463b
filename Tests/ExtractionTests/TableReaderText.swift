// SPDX-License-Identifier: Apache-2.0

import Tables

/// A table in memory.
enum TableReaderText {
    static func make(_ text: String) -> TableReader { TableReader(name: "words.csv", text: text) }
}
