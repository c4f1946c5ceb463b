// SPDX-License-Identifier: Apache-2.0

internal import CScore

/// The shape of a kernel.
public enum SurfaceKernel: String, Sendable, Hashable, CaseIterable {
    /// exp(-d^2 / 2), d in bandwidths; the bandwidth is the standard deviation.
    case gaussian
    /// 1 - d^2 within the bandwidth.
    case epanechnikov
    /// (1 - d^2)^2 within the bandwidth.
    case quartic
    /// (1 - d^2)^3 within the bandwidth.
    case triweight
    /// 1 within the bandwidth.
    case uniform
    /// 1 - d within the bandwidth.
    case triangular

    /// The number of the C loops; nil for the Gaussian.
    var code: Int32? {
        switch self {
        case .gaussian: nil
        case .uniform: Int32(CSCORE_UNIFORM)
        case .epanechnikov: Int32(CSCORE_EPANECHNIKOV)
        case .quartic: Int32(CSCORE_QUARTIC)
        case .triweight: Int32(CSCORE_TRIWEIGHT)
        case .triangular: Int32(CSCORE_TRIANGULAR)
        }
    }

    /// The kernel at a squared distance in bandwidths, 1 at 0: the scalar reference.
    func value(squaredDistance d2: Double) -> Double {
        if self != .gaussian, d2 >= 1 { return 0 }
        return switch self {
        case .gaussian: ReferenceExponential.exp(-d2 / 2)
        case .epanechnikov: 1 - d2
        case .quartic: (1 - d2) * (1 - d2)
        case .triweight: (1 - d2) * (1 - d2) * (1 - d2)
        case .uniform: 1
        case .triangular: 1 - d2.squareRoot()
        }
    }

    /// Integral over the plane of the kernel with bandwidth 1 and peak 1.
    var volume: Double {
        switch self {
        case .gaussian: 2 * Double.pi
        case .epanechnikov: Double.pi / 2
        case .quartic: Double.pi / 3
        case .triweight: Double.pi / 4
        case .uniform: Double.pi
        case .triangular: Double.pi / 3
        }
    }
}

/// What a point of weight 1 adds.
public enum KernelScaling: String, Sendable, Hashable, CaseIterable {
    /// 1 at its own place ("raw" in QGIS).
    case unitPeak
    /// A density that integrates to 1.
    case unitMass
    /// "Scaled" in QGIS, whose constant for the quartic kernel is 7.25 times that of a unit mass and whose uniform,
    /// triweight and Epanechnikov constants differ from it too; for comparison with its maps. For the Gaussian, which
    /// QGIS has not, the same as unitMass.
    case qgisScaled

    /// Factor by which a kernel of peak 1 is multiplied; the bandwidths are those along x and y.
    func factor(_ kernel: SurfaceKernel, bandwidth: (x: Double, y: Double)) -> Double {
        let area = bandwidth.x * bandwidth.y
        switch self {
        case .unitPeak: return 1
        case .unitMass: return 1 / (kernel.volume * area)
        case .qgisScaled: return Self.qgis(kernel) / area
        }
    }

    private static func qgis(_ kernel: SurfaceKernel) -> Double {
        switch kernel {
        case .gaussian: 1 / (2 * Double.pi)
        case .epanechnikov: 8 / (3 * Double.pi) * 3 / 4
        case .quartic: 116 / (5 * Double.pi) * 15 / 16
        case .triweight: 128 / (35 * Double.pi) * 35 / 32
        case .uniform: 1 / Double.pi
        case .triangular: 3 / Double.pi
        }
    }
}
