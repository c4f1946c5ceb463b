// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Surfaces with a bandwidth per point. For Gaussians variances add, so an uncertain location is a wider kernel.
extension KernelSurface {
    /// Writes the surface; the surface's own bandwidth plays no part.
    public func write(
        _ points: PointMasses, bandwidths: PointBandwidths, into buffer: SurfaceBuffer, threads: Int = 1
    ) {
        write(points, bandwidths, into: buffer.values, stride: buffer.stride, threads: threads)
    }

    /// The same as packed rows.
    public func values(_ points: PointMasses, bandwidths: PointBandwidths, threads: Int = 1) -> [Float] {
        [Float](unsafeUninitializedCapacity: window.count) { buffer, initialized in
            if let out = buffer.baseAddress {
                write(points, bandwidths, into: out, stride: window.columns, threads: threads)
            }
            initialized = window.count
        }
    }

    private func write(
        _ points: PointMasses, _ bandwidths: PointBandwidths, into out: UnsafeMutablePointer<Float>, stride: Int,
        threads: Int
    ) {
        precondition(bandwidths.x.count == points.count, "each point has a bandwidth")
        guard let code = kernel.code else {
            return write(gaussians: points, bandwidths, into: out, stride: stride, threads: threads)
        }
        var scaled = points
        for point in scaled.weights.indices where scaling != .unitPeak {
            scaled.weights[point] *= scaling.factor(kernel, bandwidth: (bandwidths.x[point], bandwidths.y[point]))
        }
        let surface = VariableKernelSurface(window: window, kernel: code, kernels: level.kernels)
        surface.write(scaled, bandwidths, into: out, stride: stride, threads: threads)
    }

    private func write(
        gaussians points: PointMasses, _ bandwidths: PointBandwidths, into out: UnsafeMutablePointer<Float>,
        stride: Int, threads: Int
    ) {
        let limits = BandwidthLimits(bandwidths)
        if limits.isOfOneShape, !limits.mayBeNarrow(window) {
            return write(points, bandwidths, limits, into: out, stride: stride, threads: threads)
        }
        let groups = ShapeGroup.groups(of: bandwidths, window: window)
        if groups.count == 1, groups[0].points.count == points.count {
            return write(points, bandwidths, groups[0], into: out, stride: stride, threads: threads)
        }
        let narrow = NarrowGaussians(window: window, kernels: level.kernels)
        narrow.clear(out, stride: stride)
        for group in groups where group.isNarrow {
            for point in group.points {
                let one = PointMasses(x: [points.x[point]], y: [points.y[point]], weights: [points.weights[point]])
                let sigma = (x: bandwidths.x[point], y: bandwidths.y[point])
                narrow.add(one, sigma: sigma, factor: scaling.factor(kernel, bandwidth: sigma), to: out, stride: stride)
            }
        }
        for group in groups where !group.isNarrow {
            let buffer = SurfaceBuffer(window)
            write(points, bandwidths, group, into: buffer.values, stride: buffer.stride, threads: threads)
            for row in 0..<window.rows {
                for column in 0..<window.columns {
                    out[row * stride + column] += buffer.values[row * buffer.stride + column]
                }
            }
        }
    }

    /// One pyramid over all points, which need no sorting by shape.
    private func write(
        _ points: PointMasses, _ bandwidths: PointBandwidths, _ limits: BandwidthLimits,
        into out: UnsafeMutablePointer<Float>, stride: Int, threads: Int
    ) {
        let anisotropy = limits.ratio.upperBound
        var pyramid = GaussianPyramid(
            columns: (window.columns, window.cellWidth), rows: (window.rows, window.cellHeight), frame: .plane(window),
            sigma: limits.x, anisotropy: anisotropy, reading: .center, accuracy: accuracy,
            scale: scaling == .unitPeak ? 2 * Double.pi * anisotropy : 1, level: level)
        pyramid.spread(
            x: points.x, y: points.y, w: points.weights, sigma: bandwidths.x, unitPeak: scaling == .unitPeak,
            threads: threads)
        pyramid.interpolate(into: out, stride: stride, threads: threads)
    }

    /// One pyramid over the points of a group.
    private func write(
        _ points: PointMasses, _ bandwidths: PointBandwidths, _ group: ShapeGroup,
        into out: UnsafeMutablePointer<Float>, stride: Int, threads: Int
    ) {
        let all = group.points.count == points.count
        let part = all ? points : PointMasses(points, at: group.points)
        // The widest y for its x gives the lattice its shape; the others are stretched along x.
        let sigma = group.points.map { bandwidths.y[$0] / group.anisotropy }
        let stretch = group.isUniform ? nil : zip(group.points, sigma).map { bandwidths.x[$0] / $1 }
        var pyramid = GaussianPyramid(
            columns: (window.columns, window.cellWidth), rows: (window.rows, window.cellHeight), frame: .plane(window),
            sigma: (sigma.min() ?? 1)...(sigma.max() ?? 1), anisotropy: group.anisotropy, reading: .center,
            accuracy: accuracy, scale: scaling == .unitPeak ? 2 * Double.pi * group.anisotropy : 1, level: level)
        pyramid.spread(
            x: part.x, y: part.y, w: part.weights, sigma: sigma, stretch: stretch, unitPeak: scaling == .unitPeak,
            threads: threads)
        pyramid.interpolate(into: out, stride: stride, threads: threads)
    }
}

/// Least and largest of many bandwidths and of their ratios.
private struct BandwidthLimits {
    private(set) var x = 1.0...1.0
    private(set) var ratio = 1.0...1.0

    init(_ bandwidths: PointBandwidths) {
        var leastX = Double.infinity, mostX = 0.0, leastRatio = Double.infinity, mostRatio = 0.0
        for point in bandwidths.x.indices {
            let own = bandwidths.x[point], ratio = bandwidths.y[point] / own
            leastX = min(leastX, own)
            mostX = max(mostX, own)
            leastRatio = min(leastRatio, ratio)
            mostRatio = max(mostRatio, ratio)
        }
        guard leastX <= mostX, leastRatio <= mostRatio else { return }
        x = leastX...mostX
        ratio = leastRatio...mostRatio
    }

    var isOfOneShape: Bool { ratio.upperBound / ratio.lowerBound - 1 < 1e-12 }

    func mayBeNarrow(_ window: SurfaceWindow) -> Bool {
        x.lowerBound < NarrowGaussians.limit * max(window.cellWidth, window.cellHeight / ratio.lowerBound)
    }
}

/// Points whose Gaussians are of nearly one shape, so that one pyramid serves them, or too narrow for any.
private struct ShapeGroup {
    var points: [Int] = []
    let isNarrow: Bool
    /// Largest ratio of the bandwidths along y and x.
    var anisotropy: Double
    /// Whether all have that ratio.
    var isUniform = true

    /// How far the ratios of one pyramid may lie apart.
    private static let spread = 1.15

    /// Groups in falling order of their ratio, the narrow points first; points keep their order.
    static func groups(of bandwidths: PointBandwidths, window: SurfaceWindow) -> [ShapeGroup] {
        let ratios = zip(bandwidths.x, bandwidths.y).map { $1 / $0 }
        let limit = NarrowGaussians.limit
        let isNarrow = zip(bandwidths.x, bandwidths.y).map {
            $0 < limit * window.cellWidth && $1 < limit * window.cellHeight
        }
        let wide = ratios.indices.filter { !isNarrow[$0] }
        guard let largest = wide.map({ ratios[$0] }).max() else {
            return [ShapeGroup(points: Array(ratios.indices), isNarrow: true, anisotropy: 1)]
        }
        var groups: [Int: ShapeGroup] = [:]
        for point in ratios.indices {
            let step = isNarrow[point] ? -1 : Int(log(largest / ratios[point]) / log(spread))
            let anisotropy = largest / pow(spread, Double(max(0, step)))
            groups[step, default: ShapeGroup(isNarrow: step < 0, anisotropy: anisotropy)].points.append(point)
        }
        return groups.sorted { $0.key < $1.key }.map { $0.value.tightened(ratios) }
    }

    private func tightened(_ ratios: [Double]) -> ShapeGroup {
        var result = self
        let own = points.map { ratios[$0] }
        result.anisotropy = own.max() ?? 1
        result.isUniform = own.allSatisfy { ($0 / result.anisotropy - 1).magnitude < 1e-12 }
        return result
    }
}

extension PointMasses {
    /// The points at some positions.
    fileprivate init(_ points: PointMasses, at positions: [Int]) {
        self.init(
            x: positions.map { points.x[$0] }, y: positions.map { points.y[$0] },
            weights: positions.map { points.weights[$0] })
    }
}
