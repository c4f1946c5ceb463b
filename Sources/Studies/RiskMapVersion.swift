// SPDX-License-Identifier: Apache-2.0

/// The version of the software, printed in every output.
public enum RiskMapVersion {
    /// Semantic version.
    public static let text = "0.2.0"
}
