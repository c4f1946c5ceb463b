// SPDX-License-Identifier: Apache-2.0

/// A palette file that cannot be used.
public enum StyleError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file cannot be read.
    case unreadable(path: String, reason: String)
    /// The file is not the JSON that `styles/README.md` describes.
    case malformed(path: String, reason: String)
    /// No class, or more than a picture's palette holds.
    case classCount(layer: String, count: Int)
    /// A class that is empty, not finite, or does not start where the one before ends.
    case bounds(layer: String, id: String)
    /// Two entries of one colour, or an invisible one.
    case ambiguousColors(layer: String)
    /// A palette of the score of 0 to 100, which is no longer made.
    case formerScore(path: String)

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "cannot read the palette file '\(path)': \(reason)"
        case .malformed(let path, let reason):
            "palette file '\(path)' is not valid: \(reason); see styles/README.md for its members"
        case .classCount(let layer, let count):
            "style '\(layer)' has \(count) classes; give 1 to 253"
        case .bounds(let layer, let id):
            "style '\(layer)', class '\(id)': bounds must ascend, and each class must start where the one before ends"
        case .ambiguousColors(let layer):
            "style '\(layer)': each class and 'not assessed' need a visible colour of their own"
        case .formerScore(let path):
            "'\(path)' is a palette of the former score of 0 to 100, which is no longer made; delete it, and copy "
                + "relative-risk.json from the program's styles if you want colours of your own"
        }
    }
}
