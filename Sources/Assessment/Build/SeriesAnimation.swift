// SPDX-License-Identifier: Apache-2.0

import Cartography
import Foundation
import Geo

/// An animation of a series, made by ffmpeg where that is installed.
struct SeriesAnimation {
    let pictures: SeriesPictures
    let folder: SeriesFolder

    /// Pictures a second.
    private static let rate = 3

    /// The program, found on the path as a shell would; nil where there is none.
    static func program(path: String = ProcessInfo.processInfo.environment["PATH"] ?? "") -> String? {
        path.split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/ffmpeg" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Draws a picture of each day into a folder that goes again, and makes films of them.
    /// - Returns: names of the films, and what could not be made.
    /// - Throws: `CartographyError`, `GeoIOError` or an error of the file system.
    func write(
        _ maps: SeriesMaps, days: [CalendarDay], _ progress: (String) -> Void
    ) throws -> (files: [String], notes: [String]) {
        guard let program = Self.program() else {
            return ([], ["ffmpeg is not installed, so no animation was made; the days and the sheet are whole"])
        }
        let frames = folder.path(".frames-\(ProcessInfo.processInfo.processIdentifier)")
        try? FileManager.default.removeItem(atPath: frames)
        try FileManager.default.createDirectory(atPath: frames, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: frames) }
        for (number, day) in days.enumerated() {
            progress("drawing the animation: \(number + 1) of \(days.count)")
            let share = days.count < 2 ? 1 : Double(number) / Double(days.count - 1)
            let bytes = try SeriesFrame.png(maps, pictures.map(of: day), share: share)
            try Data(bytes).write(to: URL(fileURLWithPath: "\(frames)/\(Self.name(number))"))
        }
        return films(program, frames, progress)
    }

    private static func name(_ number: Int) -> String {
        let digits = "\(number)"
        return String(repeating: "0", count: max(0, 5 - digits.count)) + digits + ".png"
    }

    private func films(
        _ program: String, _ frames: String, _ progress: (String) -> Void
    ) -> (files: [String], notes: [String]) {
        var files: [String] = [], notes: [String] = []
        for film in Self.films {
            progress("making \(film.name)")
            let target = "\(frames)/\(film.name)"
            let input = ["-framerate", "\(Self.rate)", "-i", "\(frames)/%05d.png"]
            // What the frames do not say (the time of encoding, the machine) is left out of the file.
            let plain = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-threads", "1"]
            do {
                try Self.run(
                    program, ["-nostdin", "-y", "-loglevel", "error"] + input + film.options + plain + [target])
                _ = try? FileManager.default.removeItem(atPath: folder.path(film.name))
                try FileManager.default.moveItem(atPath: target, toPath: folder.path(film.name))
                files.append(film.name)
            } catch {
                notes.append("\(film.name) was not made: \(error)")
            }
        }
        return (files, notes)
    }

    private static let films: [(name: String, options: [String])] = [
        (
            "series.mp4",
            ["-c:v", "libx264", "-preset", "medium", "-crf", "20", "-pix_fmt", "yuv420p", "-movflags", "+faststart"]
        ),
        ("series.gif", ["-vf", "split[a][b];[a]palettegen=stats_mode=full[p];[b][p]paletteuse=dither=none"]),
    ]

    /// What ffmpeg said when it failed.
    private struct Failed: Error, CustomStringConvertible { let description: String }

    private static func run(_ program: String, _ arguments: [String]) throws {
        let process = Process(), errors = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = errors
        try process.run()
        let said = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus != 0 else { return }
        let line = String(decoding: said, as: UTF8.self).split(separator: "\n").last.map(String.init)
        throw Failed(description: line ?? "ffmpeg ended with status \(process.terminationStatus)")
    }
}
