// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// How a command prints its answer.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    /// For people.
    case table
    /// For programs; the members are documented in docs/query.md and stay.
    case json
    /// For spreadsheets; the same members as columns.
    case csv
}

/// How a command prints what it found where there is a page of it.
enum PageFormat: String, ExpressibleByArgument, CaseIterable {
    /// For people at a terminal.
    case table
    /// For programs.
    case json
    /// A page for people, which needs no network.
    case html
}
