/// A line that is not a valid line of its stream: where it stands and why, never what it says.
public struct Rejection: Hashable, Sendable {
    /// Why a line was rejected; raw values are those of the line parser.
    public enum Reason: UInt8, CaseIterable, Sendable {
        /// Not JSON (RFC 8259) or not UTF-8.
        case invalidJSON
        /// JSON, but no object.
        case notAnObject
        /// A required field is absent or null.
        case missingField
        /// A field of the stream has a wrong type or form.
        case wrongField
        /// A field of the stream stands twice.
        case repeatedField
        /// Nested deeper than ``Limits/nestingDepth``.
        case tooDeep
        /// Longer than ``Limits/lineBytes``.
        case tooLong

        /// A few words for people.
        public var text: String {
            switch self {
            case .invalidJSON: "not valid JSON"
            case .notAnObject: "not a JSON object"
            case .missingField: "a required field is missing"
            case .wrongField: "a field has a wrong type or form"
            case .repeatedField: "a field is repeated"
            case .tooDeep: "nested deeper than \(Limits.nestingDepth) levels"
            case .tooLong: "longer than \(Limits.lineBytes) bytes"
            }
        }

        /// The key in results.
        public var name: String {
            switch self {
            case .invalidJSON: "invalid_json"
            case .notAnObject: "not_an_object"
            case .missingField: "missing_field"
            case .wrongField: "wrong_field"
            case .repeatedField: "repeated_field"
            case .tooDeep: "too_deep"
            case .tooLong: "too_long"
            }
        }
    }

    /// The file's path relative to the log root.
    public var file: String
    /// The line's number, from 1; lines of white space count.
    public var line: UInt64
    /// Why.
    public var reason: Reason
    /// The field that is to blame, if one is.
    public var field: String?

    /// A rejection from its parts.
    public init(file: String, line: UInt64, reason: Reason, field: String?) {
        self.file = file
        self.line = line
        self.reason = reason
        self.field = field
    }

    /// `matches/part-0.jsonl:17: a field is repeated (ts)`.
    public var description: String {
        "\(file):\(line): \(reason.text)\(field.map { " (\($0))" } ?? "")"
    }
}
