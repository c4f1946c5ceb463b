// SPDX-License-Identifier: Apache-2.0

package import Geo
package import Scoring

/// The cells whose centres lie within a distance of a point, by exact distances.
package struct Surroundings {
    private let ground: LadderGround
    private let radius: Double

    /// Takes the ground and a radius.
    package init(ground: LadderGround, radius: Meters) {
        self.ground = ground
        self.radius = radius.value
    }

    /// Calls `body` for each assessed cell whose centre lies within the radius of a point.
    package func forEachCell(around point: PlanarPoint, _ body: (Int) -> Void) {
        let grid = ground.grid
        let firstColumn = (point.x - radius - grid.originX) / grid.cellSize - 0.5
        let firstRow = (grid.originY - point.y - radius) / grid.cellSize - 0.5
        let span = 2 * radius / grid.cellSize
        guard let column = Int(checked: firstColumn.rounded(.up)), let row = Int(checked: firstRow.rounded(.up)),
            let width = Int(checked: span.rounded(.up))
        else { return }
        let rows = max(0, row)..<max(0, row, min(grid.rows, row + width + 1))
        let columns = max(0, column)..<max(0, column, min(grid.columns, column + width + 1))
        for row in rows {
            for column in columns {
                let center = grid.center(column: column, row: row)
                let dx = center.x - point.x, dy = center.y - point.y
                let cell = grid.index(column: column, row: row)
                if dx * dx + dy * dy <= radius * radius, ground.isAssessed(cell) { body(cell) }
            }
        }
    }

    /// Events within the radius of each cell.
    package func counts(_ points: [PlanarPoint]) -> [Int32] {
        var counts = [Int32](repeating: 0, count: ground.grid.count)
        for point in points { forEachCell(around: point) { counts[$0] += 1 } }
        return counts
    }
}
