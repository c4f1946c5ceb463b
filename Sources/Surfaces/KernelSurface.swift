// SPDX-License-Identifier: Apache-2.0

internal import CScore

/// One surface of one kernel: sum over points of weight times kernel, at the centres of the cells.
public struct KernelSurface: Sendable {
    /// Cells.
    public let window: SurfaceWindow
    /// Shape.
    public let kernel: SurfaceKernel
    /// Standard deviation of the Gaussian or radius of the others, along x and y in the unit of the plane.
    public let bandwidth: (x: Double, y: Double)
    /// What a point of weight 1 adds.
    public let scaling: KernelScaling
    /// Exactness of the Gaussian; the other kernels are exact to rounding.
    public let accuracy: SurfaceAccuracy
    /// Instruction level.
    public let level: InstructionLevel

    /// Takes positive, finite bandwidths. Where the plane is in degrees, `bandwidth.x` is the metric bandwidth divided
    /// by the cosine of the latitude (one latitude per window).
    public init(
        window: SurfaceWindow, kernel: SurfaceKernel, bandwidth: (x: Double, y: Double),
        scaling: KernelScaling = .unitPeak, accuracy: SurfaceAccuracy = .standard, level: InstructionLevel = .current
    ) throws(SurfaceFault) {
        for value in [bandwidth.x, bandwidth.y] where !(value > 0 && value.isFinite) {
            throw .invalidSetting(name: "bandwidth", value: value, allowed: "a positive length")
        }
        self.window = window
        self.kernel = kernel
        self.bandwidth = bandwidth
        self.scaling = scaling
        self.accuracy = accuracy
        self.level = level
    }

    /// Writes the surface of the points; points outside of the window count as far as their kernel reaches in.
    public func write(_ points: PointMasses, into buffer: SurfaceBuffer, threads: Int = 1) {
        write(points, into: buffer.values, stride: buffer.stride, threads: threads)
    }

    /// The surface as packed rows.
    public func values(_ points: PointMasses, threads: Int = 1) -> [Float] {
        [Float](unsafeUninitializedCapacity: window.count) { buffer, initialized in
            if let out = buffer.baseAddress { write(points, into: out, stride: window.columns, threads: threads) }
            initialized = window.count
        }
    }

    private func write(_ points: PointMasses, into out: UnsafeMutablePointer<Float>, stride: Int, threads: Int) {
        let factor = scaling.factor(kernel, bandwidth: bandwidth)
        if let code = kernel.code {
            let bins = PointBins(
                points, window: window, radius: bandwidth, factor: factor, threads: threads)
            let surface = CompactSurface(bins: bins, kernel: code, kernels: level.kernels)
            surface.write(into: out, stride: stride, threads: threads)
        } else {
            write(gaussian: points, factor: factor, into: out, stride: stride, threads: threads)
        }
    }

    private func write(
        gaussian points: PointMasses, factor: Double, into out: UnsafeMutablePointer<Float>, stride: Int, threads: Int
    ) {
        let widths = (x: bandwidth.x / window.cellWidth, y: bandwidth.y / window.cellHeight)
        if max(widths.x, widths.y) < NarrowGaussians.limit {
            let narrow = NarrowGaussians(window: window, kernels: level.kernels)
            narrow.clear(out, stride: stride)
            return narrow.add(points, sigma: bandwidth, factor: factor, to: out, stride: stride)
        }
        let anisotropy = bandwidth.y / bandwidth.x
        let outside = window.outside(x: points.x, y: points.y, anisotropy: anisotropy)
        // The lattice gives densities of unit mass.
        var lattice = GaussianLattice(
            over: window, sigma: bandwidth.x, anisotropy: anisotropy, accuracy: accuracy,
            reach: min(outside, 6 * bandwidth.x), scale: factor * 2 * Double.pi * bandwidth.x * bandwidth.y,
            level: level)
        lattice.spread(x: points.x, y: points.y, w: points.weights, threads: threads)
        lattice.interpolate(into: out, stride: stride, threads: threads)
    }
}
