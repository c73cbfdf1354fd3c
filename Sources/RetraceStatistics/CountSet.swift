import RetraceCore

/// The five counts on one side of the cutoff.
public struct CountSet: Codable, Equatable, Sendable {
    /// See ``RetraceCore/CountKind/atRisk``.
    public var atRisk = Bounds()
    /// See ``RetraceCore/CountKind/matched``.
    public var matched = Bounds()
    /// See ``RetraceCore/CountKind/solelyMatched``.
    public var solelyMatched = Bounds()
    /// See ``RetraceCore/CountKind/reached``.
    public var reached = Bounds()
    /// See ``RetraceCore/CountKind/disclosed``.
    public var disclosed = Bounds()

    /// All zero.
    public init() {}

    enum CodingKeys: String, CodingKey {
        case atRisk = "at_risk"
        case matched
        case solelyMatched = "solely_matched"
        case reached
        case disclosed
    }

    /// One count by its kind.
    public subscript(kind: CountKind) -> Bounds {
        get {
            switch kind {
            case .atRisk: atRisk
            case .matched: matched
            case .solelyMatched: solelyMatched
            case .reached: reached
            case .disclosed: disclosed
            }
        }
        set {
            switch kind {
            case .atRisk: atRisk = newValue
            case .matched: matched = newValue
            case .solelyMatched: solelyMatched = newValue
            case .reached: reached = newValue
            case .disclosed: disclosed = newValue
            }
        }
    }
}
