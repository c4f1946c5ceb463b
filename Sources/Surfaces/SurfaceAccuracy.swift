// SPDX-License-Identifier: Apache-2.0

/// How exact the Gaussian surfaces are.
public enum SurfaceAccuracy: String, Sendable, Hashable, CaseIterable {
    /// At most 1e-5 of the peak, and 1e-3 relative where the value is at least 1e-3 of the peak.
    case standard
    /// At most 1e-6 of the peak, and 1e-4 relative where the value is at least 1e-3 of the peak.
    case tight
}
