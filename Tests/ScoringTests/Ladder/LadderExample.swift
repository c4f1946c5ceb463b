// SPDX-License-Identifier: Apache-2.0

import Geo
import Scoring

/// A worked example: twelve events on a grid of 30 by 24 cells of 5 km with two zones.
///
/// Its cells are numbered by column from the south-west, `column * 24 + row from the south`, as its values are.
enum LadderExample {
    static let columns = 30, rows = 24
    /// Position in kilometres from the south-western corner, and age in days.
    static let events: [(x: Double, y: Double, age: Double)] = [
        (12.3, 14.1, 400.0),
        (12.3, 14.1, 200.0),
        (13.9, 11.2, 40.0),
        (12.3, 14.1, 3.0),
        (12.4, 14.2, 3.0),
        (52.6, 61.0, 20.0),
        (54.9, 63.2, 19.0),
        (101.2, 88.8, 700.0),
        (103.7, 91.1, 65.0),
        (102.0, 86.3, 10.0),
        (137.5, 22.5, 95.0),
        (74.9, 60.1, 5.0),
    ]
    /// Weights of the events as place-weeks.
    static let placeWeeks: [Double] = [1.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.5, 1.0, 1.0, 1.0, 1.0, 1.0]
    static let towns: [(x: Double, y: Double)] = [(13.0, 13.0), (60.0, 60.0), (140.0, 100.0)]

    /// Values of one cell: its number, its share of events and of place-weeks.
    static let first: [(cell: Int, events: Double, placeWeeks: Double)] = [
        (0, 0.002141559093714639, 0.002412407446560585),
        (50, 0.35197233488188434, 0.27088009636734056),
        (252, 0.12068967345520636, 0.050454839951618195),
        (348, 0.05612904468515047, 0.0789811002697965),
        (497, 0.06413699048631777, 0.0959657318864012),
        (498, 0.030134600414957875, 0.04502064292396692),
        (652, 0.012009336087707028, 0.017883028385909015),
        (719, 0.0001741675729573227, 0.00025150321213631647),
    ]
    static let regular: [(cell: Int, events: Double, placeWeeks: Double)] = [
        (0, 0.0007583231326897098, 0.000788126687937711),
        (50, 0.39566097492543967, 0.2985081681722475),
        (252, 0.11916002562064841, 0.06569160758133319),
        (348, 0.06358949978298244, 0.09391781544409315),
        (497, 0.0647455978583262, 0.09638007798555344),
        (498, 0.031122728267073706, 0.046228362399835764),
        (652, 0.015091080221832693, 0.022275586917222284),
        (719, 7.380840058140844e-05, 0.00010166947491191966),
    ]
    /// Shares of events of cells 50, 497 and 0 behind each step, before the floor.
    static let firstTrace: [[Double]] = [
        [0.001816239316239316, 0.0009615384615384614, 0.001816239316239316],
        [0.004289888904358305, 0.0014719549775365694, 0.005427868635429239],
        [0.01591912877365441, 0.005926869647904262, 0.013246549155620317],
        [0.06369905996933165, 0.023955064196528902, 0.004602370522542733],
        [0.22602530110525929, 0.06203694124064393, 0.0033808183083516487],
        [0.23638826398005602, 0.05632583827217413, 0.0035358243826475763],
        [0.29921455245375717, 0.07329555127752682, 0.002611002635713354],
        [0.30315128204287417, 0.07092579014486237, 0.002645355280826977],
        [0.3124457458835828, 0.07201478722604335, 0.0025002053157017656],
        [0.3211837555550519, 0.06666023254220538, 0.0025701272734083066],
        [0.2972701813693666, 0.0702971093321376, 0.0023949187537135115],
        [0.2930253420546025, 0.07110733875042949, 0.002289568795159498],
        [0.30590149829472624, 0.07267207716630836, 0.0021737062237807176],
        [0.3134716905807436, 0.06725775439184309, 0.002227499272128191],
        [0.3362705174939827, 0.06476306384137313, 0.0022311444215776404],
        [0.35551358181110654, 0.06477080969437261, 0.0021491618230563133],
    ]
    /// Shares of events of cells 50, 497 and 0 behind each step, before the floor.
    static let regularTrace: [[Double]] = [
        [0.09698925941340462, 0.00038417193996864436, 0.0025036502518728985],
        [0.14778498890603162, 0.0010191662563561873, 0.004006388587404132],
        [0.22334727233222196, 0.0076174788798172265, 0.0024167490663596857],
        [0.3373440701848292, 0.028121759599027282, 0.0019949167710114186],
        [0.31027131865103796, 0.03589571925947278, 0.001834819437619447],
        [0.2594174392368004, 0.04569491215229578, 0.0015562399391019393],
        [0.26744288789253734, 0.0674624435016141, 0.0010233587072546384],
        [0.30948794375106625, 0.08053749513277621, 0.000803246094850038],
        [0.3262874254233097, 0.07129665142853246, 0.0008468475285123076],
        [0.316133104859816, 0.07097191095617439, 0.0008240550150924161],
        [0.32037292597439027, 0.0730681506333388, 0.0007723524758599262],
        [0.3287059350400929, 0.07492658614527506, 0.0007384604405550747],
        [0.33852042974883395, 0.06872691900913168, 0.0007605093764392363],
        [0.3617497800138736, 0.06597470911746751, 0.000800803973478075],
        [0.38401388733807745, 0.06514044176144397, 0.0007658845481624504],
        [0.3987011775312296, 0.06539552986687286, 0.0007412954529668109],
    ]
    /// Shares at the start of the regular form.
    static let starts: [(cell: Int, share: Double)] = [
        (0, 0.0024440634252567025), (50, 0.09468091695224157), (252, 0.007071367362598071),
        (348, 0.0031903148532971604), (497, 0.00040232901220664774), (498, 0.0004284500170862527),
        (652, 0.00010967272827602778), (719, 0.00156749143029591),
    ]
    /// Shares of events with a thirteenth one of 15 days ago, known to the ten western columns only.
    static let imprecise: [Double] = [
        0.002330109571233774, 0.32915299371400386, 0.11596876888491692, 0.056004510022245414, 0.05957884408618096,
        0.02810547935757185, 0.011414058668133486, 0.00016854571398157908,
    ]
    /// Shares of events in one zone.
    static let oneZone: [Double] = [
        0.0019552440838888044, 0.3455679027286657, 0.11572161038562345, 0.04674086625549304, 0.07141030259051188,
        0.03435843955248842, 0.014770100881559185, 0.00022907189589894638,
    ]
    /// The 30 days of events around cell 50 within 10 km, by the first form: the background and the first five events.
    static let explained = (value: 0.7461050979245838, background: 0.005177955459950729)
    static let explainedShares: [Double] = [
        0.05731276391354287, 0.06543584405337816, 0.11818819500730444, 0.250036769871703, 0.250036769871703,
    ]

    /// Row-major position of one of its cells.
    static func index(_ cell: Int) -> Int { (rows - 1 - cell % rows) * columns + cell / rows }

    static func ground(twoZones: Bool = true, nearTowns: Bool = false) throws -> LadderGround {
        let grid = Grid(
            crs: .lambertEqualArea(latitude: 34.5, longitude: 42), originX: 0, originY: Double(rows) * 5000,
            cellSize: 5000, columns: columns, rows: rows)!
        let zones = (0..<grid.count).map { Int16(twoZones && $0 % columns >= 15 ? 1 : 0) }
        guard nearTowns else { return try LadderGround(grid: grid, zones: zones) }
        let start = (0..<grid.count).map { index in
            let x = (Double(index % columns) + 0.5) * 5, y = (Double(rows - 1 - index / columns) + 0.5) * 5
            let nearest = towns.map { (($0.x - x) * ($0.x - x) + ($0.y - y) * ($0.y - y)).squareRoot() }.min()!
            return 1 / ((2 + nearest) * (2 + nearest))
        }
        return try LadderGround(grid: grid, zones: zones, start: start)
    }

    static func evidence(
        on ground: LadderGround, _ counting: LadderEvidence.Counting, imprecise: Bool = false
    ) -> LadderEvidence {
        var all = events.map { event in
            LadderEvent(
                place: .cell(Int32(index(Int(event.x / 5) * rows + Int(event.y / 5)))), age: event.age)
        }
        let west = (0..<ground.grid.count).filter { $0 % columns < 10 }.map(Int32.init)
        if imprecise { all.append(LadderEvent(place: .area(0), age: 15)) }
        return LadderEvidence(
            all, footprints: [AreaFootprint(indices: west, fractions: west.map { _ in 1 })], on: ground,
            counting: counting)
    }
}
