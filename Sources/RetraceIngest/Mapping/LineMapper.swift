import CSimdjson
import RetraceCore

/// The C++ mapper for one ``FileMapping``. One a thread; not thread-safe.
final class LineMapper {
    private let mapper: OpaquePointer
    let mapping: FileMapping

    /// Nil when the mapping needs no mapper.
    init?(_ mapping: FileMapping) {
        guard let plan = mapping.plan else { return nil }
        let made = plan.withUnsafeBytes { bytes -> OpaquePointer? in
            guard let base = bytes.baseAddress else { return nil }
            return rt_mapper_create(base.assumingMemoryBound(to: CChar.self), bytes.count)
        }
        guard let made else { fatalError("the mapper does not take its plan") }
        mapper = made
        self.mapping = mapping
    }

    deinit { rt_mapper_destroy(mapper) }

    /// Maps a block's lines; what is returned lives until the next call. Throws ``RetraceCore/RetraceError`` when memory is
    /// short.
    func translate(_ block: LineBlock) throws -> rt_mapped_block {
        var result = rt_mapped_block()
        let bytes = block.buffer.base.assumingMemoryBound(to: UInt8.self)
        let replaced = block.buffer.seal(at: block.count)
        defer { bytes[block.count] = replaced }
        guard rt_mapper_translate(mapper, bytes, block.count, &result) else {
            throw RetraceError(.inputOutput, "Out of memory while mapping lines.")
        }
        return result
    }

    /// What became of the fields so far.
    func tally() -> MappingTally {
        var tally = MappingTally(mapping)
        for index in mapping.fields.indices {
            let counts = rt_mapper_counts(mapper, index)
            tally.fields[index].found = counts.found
            tally.fields[index].unmapped = counts.unmapped
            for k in 0..<MappingTally.examplesKept {
                guard let value = rt_mapper_unmapped_value(mapper, index, k) else { break }
                tally.fields[index].examples.append(String(cString: value))
            }
        }
        return tally
    }
}
