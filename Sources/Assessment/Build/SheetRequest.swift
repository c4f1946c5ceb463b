// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Layers

/// What of a build is drawn on a sheet.
public enum SheetPart: Sendable, Hashable {
    /// All of the study.
    case whole
    /// A rectangle in degrees.
    case extent(Extent)
    /// A province, by its code or by any of its names.
    case province(String)
}

/// The sheets that a build draws of its layers.
public struct SheetSelection: Sendable, Hashable {
    /// Of which layers.
    public enum Layers: Sendable, Hashable {
        /// The main one.
        case main
        /// Each that has something to show.
        case all
        /// Those named, of those that the build has.
        case named([String])
    }

    /// Of which layers; nil for none.
    public var layers: Layers?
    /// Files of each sheet.
    public var formats: [SheetFormat]
    /// Their paper.
    public var paper: SheetPaper
    /// Day on which they are made, as a caller states it; nil to say none, as no clock is asked.
    public var produced: CalendarDay?

    /// The main layer as pixels and as PDF on A4.
    public init(
        layers: Layers? = .main, formats: [SheetFormat] = [.png, .pdf], paper: SheetPaper = .a4,
        produced: CalendarDay? = nil
    ) {
        (self.layers, self.formats, self.paper, self.produced) = (layers, formats, paper, produced)
    }
}

extension SheetSelection {
    /// Formats of the sheets of a layer: those named by themselves, else those that the sheets of the build have.
    /// - Parameter isMain: whether the layer is the build's main one.
    func formats(of layer: SurfaceLayer, isMain: Bool, in selection: OutputSelection) -> [SheetFormat] {
        let named = SheetFormat.allCases.filter { selection.contains("\(layer.name).map.\($0.rawValue)") }
        guard selection.names == nil else { return named }
        let isChosen =
            switch layers {
            case .main: isMain
            case .all: true
            case .named(let names): names.contains(layer.name)
            case nil: false
            }
        return isChosen ? named.filter(formats.contains) : []
    }

    /// Whether a sheet of any layer may be drawn.
    func isAny(in selection: OutputSelection) -> Bool {
        SurfaceLayer.allCases.contains { !formats(of: $0, isMain: true, in: selection).isEmpty }
    }
}
