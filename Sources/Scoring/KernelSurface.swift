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
    ) throws(ScoringError) {
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
            let bins = PointBins(points, window: window, radius: bandwidth, factor: factor)
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
        // The lattice gives densities of unit mass.
        var lattice = GaussianLattice(
            columns: (window.columns, window.cellWidth), rows: (window.rows, window.cellHeight),
            frame: .plane(window), sigma: bandwidth.x, anisotropy: bandwidth.y / bandwidth.x, reading: .center,
            accuracy: accuracy, reach: 6 * bandwidth.x, scale: factor * 2 * Double.pi * bandwidth.x * bandwidth.y,
            level: level)
        lattice.spread(x: points.x, y: points.y, w: points.weights, threads: threads)
        lattice.interpolate(into: out, stride: stride, threads: threads)
    }
}

extension KernelSurface {
    /// Writes the surface of points with a Gaussian of their own each: `sigma` holds the standard deviation along x of
    /// each point, and the kernel's bandwidths give the ratio of those along y and x. Variances add, so an uncertain
    /// location is a wider kernel.
    public func write(_ points: PointMasses, sigma: [Double], into buffer: SurfaceBuffer, threads: Int = 1) {
        precondition(kernel == .gaussian && sigma.count == points.count, "each point has a Gaussian of its own")
        write(points, sigma: sigma, into: buffer.values, stride: buffer.stride, threads: threads)
    }

    /// The same as packed rows.
    public func values(_ points: PointMasses, sigma: [Double], threads: Int = 1) -> [Float] {
        precondition(kernel == .gaussian && sigma.count == points.count, "each point has a Gaussian of its own")
        return [Float](unsafeUninitializedCapacity: window.count) { buffer, initialized in
            if let out = buffer.baseAddress {
                write(points, sigma: sigma, into: out, stride: window.columns, threads: threads)
            }
            initialized = window.count
        }
    }

    private func write(
        _ points: PointMasses, sigma: [Double], into out: UnsafeMutablePointer<Float>, stride: Int, threads: Int
    ) {
        let anisotropy = bandwidth.y / bandwidth.x
        let narrowest = NarrowGaussians.limit * max(window.cellWidth, window.cellHeight / anisotropy)
        let all = (sigma.min() ?? narrowest) >= narrowest
        let wide = all ? sigma : sigma.filter { $0 >= narrowest }
        let range = (wide.min() ?? narrowest)...(wide.max() ?? narrowest)
        var pyramid = GaussianPyramid(
            columns: (window.columns, window.cellWidth), rows: (window.rows, window.cellHeight),
            frame: .plane(window), sigma: range, anisotropy: anisotropy, reading: .center, accuracy: accuracy,
            scale: scaling == .unitPeak ? 2 * Double.pi * anisotropy : 1, level: level)
        let part = all ? points : points.filtered { sigma[$0] >= narrowest }
        pyramid.spread(
            x: part.x, y: part.y, w: part.weights, sigma: wide, unitPeak: scaling == .unitPeak,
            threads: threads)
        pyramid.interpolate(into: out, stride: stride, threads: threads)
        let narrow = NarrowGaussians(window: window, kernels: level.kernels)
        for point in sigma.indices where sigma[point] < narrowest {
            let width = (x: sigma[point], y: sigma[point] * anisotropy)
            let factor = scaling.factor(.gaussian, bandwidth: width)
            let one = PointMasses(x: [points.x[point]], y: [points.y[point]], weights: [points.weights[point]])
            narrow.add(one, sigma: width, factor: factor, to: out, stride: stride)
        }
    }
}
