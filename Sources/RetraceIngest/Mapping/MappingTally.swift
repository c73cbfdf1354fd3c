import RetraceCore

/// What became of the fields of a ``FileMapping``: pointers that never matched, values that no map knows.
public struct MappingTally: Sendable {
    struct Field: Sendable {
        var found: UInt64 = 0
        var unmapped: UInt64 = 0
        /// The smallest values, as bytes, that the map did not know.
        var examples: [String] = []
    }

    static let examplesKept = 5

    /// The mapping.
    public let mapping: FileMapping
    /// By number of the mapping's field.
    var fields: [Field]
    /// Accepted lines that were read under other names.
    var lines: UInt64 = 0

    init(_ mapping: FileMapping) {
        self.mapping = mapping
        fields = Array(repeating: Field(), count: mapping.fields.count)
    }

    mutating func merge(_ other: MappingTally) {
        lines += other.lines
        for index in fields.indices {
            fields[index].found += other.fields[index].found
            fields[index].unmapped += other.fields[index].unmapped
            let all = Set(fields[index].examples + other.fields[index].examples)
            fields[index].examples = Array(
                all.sortedAsBytes().prefix(MappingTally.examplesKept))
        }
    }

    /// One for each mapping, in the order of streams and of the sources' numbers.
    public static func merged(_ tallies: [MappingTally]) -> [MappingTally] {
        var merged: [FileMapping: MappingTally] = [:]
        for tally in tallies { merged[tally.mapping, default: MappingTally(tally.mapping)].merge(tally) }
        return merged.values.sorted { left, right in
            let (one, other) = (left.mapping, right.mapping)
            guard one.stream == other.stream else { return one.stream.rawValue < other.stream.rawValue }
            return one.sourceNumbers.lexicographicallyPrecedes(other.sourceNumbers)
        }
    }

    /// A sentence for each pointer that never matched and each map that missed values.
    public static func warnings(_ tallies: [MappingTally]) -> [String] {
        var sentences: [String] = []
        for tally in merged(tallies) {
            for (source, field) in zip(tally.mapping.fields, tally.fields) {
                let name = "\(tally.mapping.stream.name).\(source.name)"
                if let pointer = source.pointer, field.found == 0 {
                    sentences.append(
                        "The mapping's \(name) (\(source.place)) found no value: '\(pointer.text)' never matched.")
                }
                if field.unmapped > 0 {
                    let examples = field.examples.map { "'\($0)'" }.joined(separator: ", ")
                    sentences.append(
                        "The mapping's \(name) (\(source.place)) has no entry for \(field.unmapped) values, such as "
                            + "\(examples).")
                }
            }
        }
        return sentences.sortedAsBytes()
    }
}
