// SPDX-License-Identifier: Apache-2.0

/// One class of a style: a half-open range of values, a colour and a label.
public struct StyleClass: Sendable, Hashable {
    /// Stable key, as in `share_by_class`.
    public let id: String
    /// Least value of the class.
    public let lower: Float
    /// Values below this belong to the class; infinite for an open top class.
    public let upper: Float
    /// Colour with its opacity.
    public let rgba: RGBA
    /// What the legend says.
    public let label: TextByLanguage

    /// Takes the parts as they are.
    public init(id: String, lower: Float, upper: Float, rgba: RGBA, label: TextByLanguage) {
        self.id = id
        self.lower = lower
        self.upper = upper
        self.rgba = rgba
        self.label = label
    }

    fileprivate func labelled(_ label: TextByLanguage) -> StyleClass {
        StyleClass(id: id, lower: lower, upper: upper, rgba: rgba, label: label)
    }
}

/// How the values of a raster layer become colours: adjoining classes in ascending order and a "not assessed" class.
///
/// Each class holds `lower <= value < upper`; the top class holds its upper bound too. NaN is "not assessed". Legends,
/// pictures, tiles and the style files of other programs are all derived from this one value.
public struct Style: Sendable, Hashable {
    /// Name of the layer, also the stem of its file names.
    public let layer: String
    /// What the map is headed.
    public let title: TextByLanguage
    /// Units of the values.
    public let units: TextByLanguage
    /// At least one class; each starts where the one before ends.
    public let classes: [StyleClass]
    /// Colour and label of cells without a value.
    public let notAssessed: StyleClass

    /// Whether values between the centres of cells are blended; false where they are marks.
    public let isBlended: Bool

    /// Key of the "not assessed" class in shares and properties.
    public static let notAssessedID = "not_assessed"

    /// Checks the classes.
    ///
    /// - Throws: `StyleError` when there is no class or more than 253, a bound is not ascending, two classes do not
    ///   adjoin, or two entries look alike, so that a pixel's colour could not be traced back to its class.
    public init(
        layer: String, title: TextByLanguage, units: TextByLanguage, classes: [StyleClass], notAssessed: RGBA,
        notAssessedLabel: TextByLanguage, isBlended: Bool = true
    ) throws(StyleError) {
        self.layer = layer
        self.title = title
        self.units = units
        self.classes = classes
        self.isBlended = isBlended
        self.notAssessed = StyleClass(
            id: Self.notAssessedID, lower: .nan, upper: .nan, rgba: notAssessed, label: notAssessedLabel)
        try Self.check(classes, layer: layer)
        let colors = [notAssessed] + classes.map(\.rgba)
        guard Set(colors.map(\.color)).count == colors.count, colors.allSatisfy({ $0.alpha > 0 }) else {
            throw .ambiguousColors(layer: layer)
        }
    }

    private init(_ style: Style, title: TextByLanguage, units: TextByLanguage) {
        (layer, classes, notAssessed) = (style.layer, style.classes, style.notAssessed)
        isBlended = style.isBlended
        (self.title, self.units) = (title, units)
    }

    private init(_ style: Style, _ worded: (TextByLanguage) -> TextByLanguage) {
        (layer, isBlended) = (style.layer, style.isBlended)
        (title, units) = (worded(style.title), worded(style.units))
        classes = style.classes.map { $0.labelled(worded($0.label)) }
        notAssessed = style.notAssessed.labelled(worded(style.notAssessed.label))
    }

    /// The same classes and colours under another heading.
    public func headed(title: TextByLanguage, units: TextByLanguage) -> Style {
        Style(self, title: title, units: units)
    }

    /// The same classes and colours with each text put into other words.
    func worded(_ words: (TextByLanguage) -> TextByLanguage) -> Style { Style(self, words) }

    /// Every text of the palette.
    var texts: [TextByLanguage] { [title, units] + (classes + [notAssessed]).map(\.label) }

    /// The range of values that have a class.
    public var range: ClosedRange<Float> { classes[0].lower...classes[classes.count - 1].upper }

    /// Position of the value's class; nil for NaN, for values below the range and for infinity. What lies above a range, as a
    /// rounding step may, has the highest class: a hole would stand where it is most dangerous.
    public func classIndex(of value: Float) -> Int? {
        guard value >= classes[0].lower, value < .infinity else { return nil }
        // Few classes: a linear search beats a binary one.
        return classes.firstIndex { value < $0.upper } ?? classes.count - 1
    }

    /// Colour of the value: its class's, or the "not assessed" colour for NaN; transparent below the range.
    public func rgba(for value: Float) -> RGBA {
        if value.isNaN { return notAssessed.rgba }
        return classIndex(of: value).map { classes[$0].rgba } ?? .transparent
    }

    /// Bounds between classes, from the lowest lower to the highest upper bound.
    public var breaks: [Float] { classes.map(\.lower) + [classes[classes.count - 1].upper] }

    /// Colours for a picture with a palette: 0 transparent (outside the raster), 1 "not assessed", then the classes.
    public var palette: [RGBA] { [.transparent, notAssessed.rgba] + classes.map(\.rgba) }

    /// Position in `palette` of the value's colour.
    public func paletteIndex(for value: Float) -> UInt8 {
        if value.isNaN { return 1 }
        return classIndex(of: value).map { UInt8($0 + 2) } ?? 0
    }

    /// The class that a colour of a picture stands for: nil when it is no colour of this style.
    public func styleClass(of rgba: RGBA) -> StyleClass? {
        rgba == notAssessed.rgba ? notAssessed : classes.first { $0.rgba == rgba }
    }

    private static func check(_ classes: [StyleClass], layer: String) throws(StyleError) {
        guard (1...253).contains(classes.count) else {
            throw .classCount(layer: layer, count: classes.count)
        }
        for (index, entry) in classes.enumerated() {
            guard entry.lower.isFinite, entry.upper > entry.lower,
                entry.upper.isFinite || index == classes.count - 1,
                index == 0 || classes[index - 1].upper == entry.lower
            else { throw .bounds(layer: layer, id: entry.id) }
        }
    }
}
