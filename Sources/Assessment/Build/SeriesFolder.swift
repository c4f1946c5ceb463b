// SPDX-License-Identifier: Apache-2.0

import Foundation
import Geo
import JSON
import Layers
import Studies

/// The folder of a series: a folder for each day, and files beside them.
struct SeriesFolder {
    let path: String

    /// Says which series the folder belongs to.
    static let markName = ".riskmap-series"

    private struct Mark: Codable, Equatable {
        var riskmapSeries = 1
        var key: String

        private enum CodingKeys: String, CodingKey { case riskmapSeries = "riskmap_series", key }
    }

    /// Folder of a day.
    func path(of day: CalendarDay) -> String { "\(path)/\(day)" }

    /// Path of a file beside the days.
    func path(_ name: String) -> String { "\(path)/\(name)" }

    /// Takes a new or empty folder, or one in which the same series was begun.
    /// - Throws: `StudyError` for a folder that holds anything else.
    func claim(by key: String, study: ResolvedStudy) throws {
        let files = FileManager.default
        do {
            try files.createDirectory(atPath: path, withIntermediateDirectories: true)
            let names = try files.contentsOfDirectory(atPath: path)
            if let data = files.contents(atPath: path(Self.markName)) {
                guard (try? StableJSON.decode(Mark.self, from: data)) == Mark(key: key) else {
                    throw refusal("a series of another study, other inputs or other files")
                }
                return
            }
            guard names.isEmpty else {
                throw refusal("what is no series: \(names.sorted().prefix(3).joined(separator: ", "))")
            }
            try StableJSON.encode(Mark(key: key)).write(to: URL(fileURLWithPath: path(Self.markName)), options: .atomic)
        } catch let error as CocoaError {
            throw StudyError(file: path, message: "cannot be written: \(error.localizedDescription)", kind: .output)
        }
    }

    private func refusal(_ what: String) -> StudyError {
        StudyError(file: path, message: "holds \(what); name a folder of its own with --out", kind: .output)
    }

    /// Puts a file beside the days in one step.
    /// - Throws: `StudyError` when it cannot be written.
    func write(_ data: Data, to name: String) throws {
        do {
            try data.write(to: URL(fileURLWithPath: path(name)), options: .atomic)
        } catch let error as CocoaError {
            throw StudyError(
                file: path(name), message: "cannot be written: \(error.localizedDescription)", kind: .output)
        }
    }
}
