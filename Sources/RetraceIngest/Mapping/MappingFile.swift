import RetraceCore
import RetraceHost
import Yams

/// Reads mappings: YAML (so JSON too) that says how the logs of a root become streams of the model. Strict: what it does not
/// know it does not pass over.
public enum MappingFile {
    /// The name under which a mapping is found in a log root.
    public static let usualName = "retrace.yaml"

    /// Reads a file, and puts assignments such as `streams.matches.fields.account_id=/uid` over it, later ones over earlier
    /// ones. Without a file there are only the assignments; nil when there is neither.
    ///
    /// Throws ``RetraceCore/RetraceError``: `noInput` when the file can't be read, `data` when it is no mapping; the message
    /// names line and column, or the assignment.
    public static func read(_ path: String?, assignments: [String] = []) throws -> Mapping? {
        guard path != nil || !assignments.isEmpty else { return nil }
        return try read(MappingSource(name: path, text: path.map(text), assignments: assignments))
    }

    /// Reads a mapping again. Throws ``RetraceCore/RetraceError`` of kind `data` when it is none.
    public static func read(_ source: MappingSource) throws -> Mapping {
        var root = ConfigNode.empty(place: "the assignments")
        if let path = source.name, let text = source.text {
            root = try ConfigNode.parse(text, place: path, isFile: true)
            if case .null = root.content { root = .empty(place: path) }
        }
        for assignment in source.assignments { try assign(assignment, in: &root) }
        let sets = DescriptorSets(of: source)
        var mapping = try MappingReader(name: source.name ?? "assignments", descriptorSets: sets).read(root)
        mapping.source = source
        mapping.source.descriptorSets = sets.contents
        return mapping
    }

    /// Reads a mapping's text; `name` is what messages call it.
    public static func parse(_ text: String, name: String, assignments: [String] = []) throws -> Mapping {
        var root = try ConfigNode.parse(text, place: name, isFile: true)
        for assignment in assignments { try assign(assignment, in: &root) }
        return try MappingReader(name: name, descriptorSets: DescriptorSets(of: MappingSource(name: name))).read(root)
    }

    private static func text(of path: String) throws -> String {
        let bytes: [UInt8]
        do {
            bytes = try FileSystem.contents(of: path, limit: Limits.policyBytes)
        } catch {
            throw RetraceError(.noInput, "The mapping '\(path)' cannot be read (\(error)): give a YAML file.")
        }
        guard bytes.count <= Limits.policyBytes, let text = String(validating: bytes, as: UTF8.self) else {
            throw RetraceError(
                .data, "The mapping '\(path)' is not UTF-8, or longer than \(Limits.policyBytes) bytes.")
        }
        return text
    }

    private static func assign(_ assignment: String, in root: inout ConfigNode) throws {
        guard let sign = assignment.firstIndex(of: "="), sign != assignment.startIndex else {
            throw RetraceError(
                .usage, "'\(assignment)' sets nothing: write it as streams.matches.fields.account_id=/uid.")
        }
        let path = assignment[..<sign].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let text = String(assignment[assignment.index(after: sign)...])
        let value = try ConfigNode.parse(text, place: "the assignment \(assignment[..<sign])", isFile: false)
        try root.set(path[...], to: value)
    }
}
