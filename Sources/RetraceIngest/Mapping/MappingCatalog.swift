import RetraceCore

/// The compiled pieces of a mapping, each compiled once. Used by one thread at a time.
public final class MappingCatalog {
    private struct Key: Hashable {
        var stream: LogStream
        var numbers: [Int]
    }

    private let mapping: Mapping
    private var compiled: [Key: FileMapping] = [:]

    /// A catalog of a mapping.
    public init(_ mapping: Mapping) { self.mapping = mapping }

    /// How the lines of a file become lines of a stream, by the file's name relative to the log root; nil where they are the
    /// model's own. Throws ``RetraceCore/RetraceError`` of kind `data` when the mapping can't be followed, or no pattern covers
    /// the file.
    public func mapping(of name: String, in stream: LogStream) throws -> FileMapping? {
        guard case .sources(let sources) = mapping.streams[stream] else { return nil }
        let path = name.utf8.split(separator: UInt8(ascii: "/")).map(Array.init)
        let numbers = sources.indices.filter { number in
            sources[number].files.contains { GlobPattern($0).covers(path) }
        }
        guard !numbers.isEmpty else {
            throw RetraceError(.data, "No pattern of the mapping for '\(stream.name)' covers '\(name)'.")
        }
        return try mapping(numbers, of: stream)
    }

    /// The one made of sources that are given by their numbers.
    func mapping(_ numbers: [Int], of stream: LogStream) throws -> FileMapping {
        if let known = compiled[Key(stream: stream, numbers: numbers)] { return known }
        guard case .sources(let sources) = mapping.streams[stream], numbers.allSatisfy(sources.indices.contains),
            !numbers.isEmpty
        else { throw MalformedMessage() }
        let made = try FileMapping(numbers, of: sources, stream: stream)
        compiled[Key(stream: stream, numbers: numbers)] = made
        return made
    }
}
