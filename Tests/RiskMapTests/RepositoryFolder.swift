// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The folders that tests read.
enum Repository {
    /// The repository.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    /// The built-in study.
    static let geodata = root.appending(path: "geodata")
    /// Event tables that lie beside the repository on some machines.
    static let events = root.deletingLastPathComponent().appending(path: "shared/events")

    /// Whether the event tables are there.
    static var hasEvents: Bool {
        FileManager.default.fileExists(atPath: events.appending(path: "ucdp_ged_iraq_syria_to_2018.csv").path)
    }
}
