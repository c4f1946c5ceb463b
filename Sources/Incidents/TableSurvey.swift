// SPDX-License-Identifier: Apache-2.0

import Geo
import Tables

/// What a whole table says of the order of its dates and of its positions. It is asked for when a row cannot tell.
struct TableSurvey {
    private(set) var days: DayOrderSurvey
    private var inside = 0
    private var insideExchanged = 0

    /// Whether longitude and latitude are the wrong way round: none lies in the study area as it is, and some would.
    var isSwapped: Bool { inside == 0 && insideExchanged > 0 }

    /// Reads the table once.
    init(of table: any RowSource, vocabulary: Vocabulary, context: ReadingContext) throws {
        let studyArea = context.studyArea
        days = DayOrderSurvey(studyYear: context.dates.studyYear)
        let judge = PositionJudge(ground: nil, studyArea: studyArea)
        var columns: (found: RecordColumns, named: RecordColumns)?
        try table.forEachRow { row in
            guard case .record(let found) = row else { return }
            if columns?.found !== found.columns { columns = (found.columns, vocabulary.columns(found.columns)) }
            let record = found.with(columns?.named ?? found.columns)
            for column in vocabulary.dateColumns {
                if let text = record[column] { days.note(text, line: record.origin.line) }
            }
            guard let point = Self.point(of: record, vocabulary) else { return }
            if studyArea?.contains(point) == true { inside += 1 }
            if judge.byExtent(point) { insideExchanged += 1 }
        }
    }

    private static func point(of record: Record, _ vocabulary: Vocabulary) -> PlanarPoint? {
        if let columns = vocabulary.positionColumns, let x = record[columns.longitude], let y = record[columns.latitude]
        {
            guard let east = WrittenDegrees(x), let north = WrittenDegrees(y) else { return nil }
            return PlanarPoint(x: east.value, y: north.value)
        }
        return record.point
    }
}
