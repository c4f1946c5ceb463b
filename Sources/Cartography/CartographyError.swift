// SPDX-License-Identifier: Apache-2.0

/// Why a picture could not be drawn.
public enum CartographyError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Width or height is outside what a picture may have.
    case size(width: Int, height: Int)
    /// The drawing library refused; its own words.
    case drawing(reason: String)
    /// The pinned font is not installed: another one would place every label differently.
    case missingFont(name: String)
    /// A file cannot be written.
    case unwritable(path: String, reason: String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .size(let width, let height):
            "a picture of \(width) x \(height) pixels cannot be drawn; give 16 to 16384 on each side"
        case .drawing(let reason):
            "the picture could not be drawn: \(reason)"
        case .missingFont(let name):
            "the font '\(name)' is not installed; install the Debian package fonts-dejavu-core"
        case .unwritable(let path, let reason):
            "cannot write the picture '\(path)': \(reason); check the folder's permissions and the free space"
        }
    }
}
