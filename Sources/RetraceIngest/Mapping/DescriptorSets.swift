import Foundation
import RetraceCore
import RetraceHost

/// The descriptor sets that a mapping names, each read once. Used by one thread.
final class DescriptorSets {
    /// What paths that are not absolute start from.
    private let folder: String
    /// What files hold that need not be there any more, by path.
    private let known: [String: [UInt8]]
    private var sets: [String: DescriptorSet] = [:]

    /// Those of a mapping that was read from `source`: paths start from the folder of its file, or where there is none from the
    /// folder at hand.
    init(of source: MappingSource) {
        folder = source.name.flatMap { name in name.lastIndex(of: "/").map { String(name[...$0]) } } ?? ""
        known = (source.descriptorSets ?? [:]).mapValues { Array($0) }
    }

    /// The set that a mapping names. Throws ``RetraceCore/RetraceError``: `noInput` when the file can't be read, `data` when it is
    /// none.
    func read(_ node: ConfigNode) throws -> DescriptorSet {
        let path = try node.word("'descriptor_set'")
        if let set = sets[path] { return set }
        let bytes = try known[path] ?? contents(path, node)
        do {
            let set = try DescriptorSet(path: path, bytes: bytes)
            sets[path] = set
            return set
        } catch {
            throw node.problem(
                "'\(path)' can't be used: \(error.reason). Make it with protoc --include_imports --descriptor_set_out")
        }
    }

    private func contents(_ path: String, _ node: ConfigNode) throws -> [UInt8] {
        let place = path.hasPrefix("/") ? path : folder + path
        let bytes: [UInt8]
        do {
            bytes = try FileSystem.contents(of: place, limit: DescriptorSet.bytesMax)
        } catch {
            throw RetraceError(
                .noInput,
                "The descriptor set '\(place)', which the mapping names at \(node.place), cannot be read (\(error)).")
        }
        guard bytes.count <= DescriptorSet.bytesMax else {
            throw node.problem(
                "'\(path)' is longer than \(DescriptorSet.bytesMax) bytes, which no descriptor set needs")
        }
        return bytes
    }

    /// What the files that were named hold, by path; nil when there are none.
    var contents: [String: Data]? { sets.isEmpty ? nil : sets.mapValues { Data($0.bytes) } }
}
