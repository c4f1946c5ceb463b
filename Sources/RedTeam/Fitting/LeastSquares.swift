// SPDX-License-Identifier: Apache-2.0

/// Least squares of a few unknowns: normal equations with a touch of damping, in double precision.
struct LeastSquares {
    private var matrix: [Double]
    private var right: [Double]
    private let count: Int

    init(unknowns: Int) {
        count = unknowns
        matrix = [Double](repeating: 0, count: unknowns * unknowns)
        right = [Double](repeating: 0, count: unknowns)
    }

    /// Adds the equation `row . unknowns = value`.
    mutating func add(_ row: [Double], _ value: Double) {
        for i in 0..<count where row[i] != 0 {
            right[i] += row[i] * value
            for j in 0..<count { matrix[i * count + j] += row[i] * row[j] }
        }
    }

    /// The unknowns; nil when the equations do not determine them. `damping` is relative to the diagonal.
    func solution(damping: Double = 1e-10) -> [Double]? {
        var a = matrix, b = right
        for i in 0..<count { a[i * count + i] *= 1 + damping }
        for i in 0..<count {
            guard let pivot = pivot(a, i), abs(a[pivot * count + i]) > 0 else { return nil }
            if pivot != i { swapRows(&a, &b, pivot, i) }
            for row in i + 1..<max(i + 1, count) { eliminate(&a, &b, row: row, with: i) }
        }
        for i in (0..<count).reversed() {
            for j in i + 1..<max(i + 1, count) { b[i] -= a[i * count + j] * b[j] }
            b[i] /= a[i * count + i]
        }
        return b.allSatisfy(\.isFinite) ? b : nil
    }

    private func pivot(_ a: [Double], _ column: Int) -> Int? {
        (column..<count).max { abs(a[$0 * count + column]) < abs(a[$1 * count + column]) }
    }

    private func swapRows(_ a: inout [Double], _ b: inout [Double], _ first: Int, _ second: Int) {
        for j in 0..<count { a.swapAt(first * count + j, second * count + j) }
        b.swapAt(first, second)
    }

    private func eliminate(_ a: inout [Double], _ b: inout [Double], row: Int, with pivot: Int) {
        let factor = a[row * count + pivot] / a[pivot * count + pivot]
        guard factor != 0 else { return }
        for j in pivot..<count { a[row * count + j] -= factor * a[pivot * count + j] }
        b[row] -= factor * b[pivot]
    }
}
