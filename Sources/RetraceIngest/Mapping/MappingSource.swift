import Foundation

/// What a mapping was read from: all that another process needs to read the same one.
public struct MappingSource: Codable, Equatable, Sendable {
    /// What messages call it: the file's path.
    public var name: String?
    /// The file's text; nil where there are assignments only.
    public var text: String?
    /// What was put over it, in order.
    public var assignments: [String]
    /// What the descriptor sets that it names hold, by path; nil where it names none.
    public var descriptorSets: [String: Data]?

    /// A source from its parts.
    public init(name: String? = nil, text: String? = nil, assignments: [String] = []) {
        self.name = name
        self.text = text
        self.assignments = assignments
    }
}
