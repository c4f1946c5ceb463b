// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// The folders that tests read.
package enum Repository {
    /// The repository.
    package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    /// The built-in study.
    package static let geodata = root.appending(path: "geodata")
    /// The shipped palettes.
    package static let styles = root.appending(path: "styles")
    /// Folder of palettes that only tests draw with: `risk`, five classes of 20 from 0 to 100, and its difference.
    package static let palettes = root.appending(path: "Tests/Palettes")
    /// Event tables that lie beside the repository on some machines.
    package static let events = root.deletingLastPathComponent().appending(path: "shared/events")

    /// Whether the event tables are there.
    package static var hasEvents: Bool {
        FileManager.default.fileExists(atPath: events.appending(path: "ucdp_ged_iraq_syria_to_2018.csv").path)
    }
}
