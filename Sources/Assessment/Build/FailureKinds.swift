// SPDX-License-Identifier: Apache-2.0

import Cartography
import GeoIO
import Layers
public import Studies

extension FailureKind {
    /// Sorts an error of any room: the one table behind exit statuses.
    public init(of error: any Error) {
        switch error {
        case BuildFolderError.interrupted: self = .interrupted
        case is BuildFolderError: self = .output
        case GeoIOError.unwritable, CartographyError.unwritable: self = .output
        case let error as StudyError: self = error.kind
        case let error as SeriesFailure: self = FailureKind(of: error.reason)
        default: self = .input
        }
    }
}
