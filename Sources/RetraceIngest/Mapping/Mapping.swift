import RetraceCore

/// How the logs of a root become streams of the log model. Read by ``MappingFile``.
public struct Mapping: Sendable {
    /// Where a stream's lines come from.
    enum Origin: Sendable {
        /// The stream does not exist.
        case absent
        /// One or several sources.
        case sources([StreamSource])
    }

    /// Streams that it speaks of. Others are read in the model's own form from the folder of their name.
    var streams: [LogStream: Origin] = [:]
    /// Where it came from, for people.
    public var name: String
    /// What it was read from, where that is a file or assignments.
    public internal(set) var source = MappingSource()
    /// The same for mappings that say the same in the same places.
    public internal(set) var digest = ""

    /// A stream that it finds below a log root, other than those given.
    func firstBelowRoot(without given: Set<LogStream>) -> LogStream? {
        LogStream.allCases.first { stream in
            guard case .sources = streams[stream] else { return false }
            return !given.contains(stream)
        }
    }
}

/// Files that hold lines of a stream, and how a line is read.
struct StreamSource: Sendable {
    var files: [String]
    var format: LineFormat
    var conditions: [SourceCondition] = []
    /// The arrays whose elements are gone through, given by `each`.
    var each: JSONPointer?
    /// By name of the model's field. Empty: the lines have the model's own fields.
    var fields: [FieldSource] = []
    var place: String
}

/// How the records of a file are laid out.
enum LineFormat: Hashable, Sendable {
    case jsonLines
    case jsonArray
    /// An Avro object container file.
    case avro
    /// Messages of Protocol Buffers, each after its length.
    case protobuf(MessageType)
    /// RFC 4180 with a header line; the byte between two fields.
    case table(delimiter: UInt8)

    /// What Avro object container files begin with.
    static let avroMagic: [UInt8] = [0x4F, 0x62, 0x6A, 0x01]

    var isTable: Bool { if case .table = self { true } else { false } }
}

/// What a line must say for a source to take it.
struct SourceCondition: Sendable {
    var pointer: JSONPointer
    var isNegated: Bool
    /// Any of them; none means any value but null.
    var values: [String]
    var place: String
}

/// Where a field's value comes from, and what is done with it.
struct FieldSource: Sendable {
    /// What to do with a value that the map does not know.
    enum Unmapped: String, Sendable, CaseIterable {
        case reject, keep, absent
    }

    /// Hashes of raw values.
    enum Hashing: UInt8, Sendable {
        case none, email, phone
    }

    /// The model's field.
    var name: String
    var pointer: JSONPointer?
    /// JSON texts.
    var constant: String?
    var fallback: String?
    var values: [String: String]?
    var unmapped = Unmapped.reject
    var time = TimeForm.model
    var hashing = Hashing.none
    var countryCode: String?
    var split: String?
    var emptyIsAbsent = false
    var place: String

    /// Whether the value is taken as it is.
    var isPlain: Bool {
        pointer?.steps.count == 1 && pointer?.steps[0] != nil && constant == nil && fallback == nil && values == nil
            && time == .model && hashing == .none && split == nil && !emptyIsAbsent
    }
}
