// SPDX-License-Identifier: Apache-2.0

import Cartography
import GeoIO
import Layers

/// What kind of failure an error is: the one table behind exit statuses.
public enum FailureKind: Sendable, Equatable {
    /// An input, a name or a value cannot be used.
    case input
    /// An output cannot be written.
    case output
    /// The run was told to stop.
    case interrupted

    /// Sorts an error of any room.
    public init(of error: any Error) {
        switch error {
        case BuildFolderError.interrupted: self = .interrupted
        case is BuildFolderError: self = .output
        case GeoIOError.unwritable, CartographyError.unwritable: self = .output
        case let error as StudyError: self = error.kind
        default: self = .input
        }
    }
}
