// SPDX-License-Identifier: Apache-2.0

/// What kind of failure an error is; each kind has an exit status of its own.
public enum FailureKind: Sendable, Equatable {
    /// An input, a name or a value cannot be used.
    case input
    /// An output cannot be written.
    case output
    /// The run was told to stop.
    case interrupted
}
