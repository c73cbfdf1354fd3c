import RetraceCore

/// How the lines of some files become lines of one stream. Compiled once, shared by all threads.
public final class FileMapping: Hashable, Sendable {
    let stream: LogStream
    /// The sources' numbers within the mapping's of the stream.
    let sourceNumbers: [Int]
    let format: LineFormat
    /// The names that the model's fields have in the lines, where nothing but names differs; nil stands for a field that the
    /// lines don't have.
    let names: [String?]?
    /// Else the plan of the mapper; nil where the lines are the model's own.
    let plan: [UInt8]?
    /// The plan's fields, rules one after the other; with `names`, those of the one source.
    let fields: [FieldSource]
    /// Whether nothing but the format differs from the model's.
    var isPlain: Bool { names == nil && plan == nil }

    /// Compiles those of a stream's sources that take the same files. Throws ``RetraceCore/RetraceError`` of kind `data`.
    init(_ numbers: [Int], of all: [StreamSource], stream: LogStream) throws {
        let sources = numbers.map { all[$0] }
        self.stream = stream
        sourceNumbers = numbers
        format = sources[0].format
        if let other = sources.first(where: { $0.format != sources[0].format }) {
            throw RetraceError(
                .data, "The mapping is wrong at \(other.place): two sources read the same file in different formats.")
        }
        fields = sources.flatMap(\.fields)
        if sources.count == 1 && sources[0].conditions.isEmpty && sources[0].each == nil && sources[0].fields.isEmpty {
            (names, plan) = (nil, nil)
        } else {
            names = FileMapping.renaming(sources, stream: stream)
            plan = names == nil ? try MappingPlan(sources, stream: stream).encoded() : nil
        }
    }

    /// The names of the fields, where one source does nothing but rename.
    private static func renaming(_ sources: [StreamSource], stream: LogStream) -> [String?]? {
        guard sources.count == 1, sources[0].conditions.isEmpty, sources[0].each == nil, !sources[0].fields.isEmpty,
            sources[0].fields.allSatisfy(\.isPlain)
        else { return nil }
        let keys = sources[0].fields.compactMap { $0.pointer?.steps[0] }
        guard Set(keys).count == keys.count, keys.allSatisfy({ $0.utf8.count <= 200 && !$0.utf8.contains(0) }) else {
            return nil
        }
        let byField = Dictionary(uniqueKeysWithValues: zip(sources[0].fields.map(\.name), keys))
        return LineParser.fieldNames(of: stream).map { byField[$0] }
    }

    /// The same object.
    public static func == (left: FileMapping, right: FileMapping) -> Bool { left === right }

    /// Hashes the object's identity.
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
