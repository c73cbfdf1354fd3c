import CRecords

/// The type of the messages in a file: one of a ``DescriptorSet``.
struct MessageType: Hashable, Sendable {
    let set: DescriptorSet
    /// Its full name, such as `ads.matching.Match`.
    let name: String

    /// A reader of messages of this type, which must not outlive the set; nil when memory is short.
    func makeReader() -> OpaquePointer? { rt_messages_create(set.types, name) }

    /// Whether they are the same type of the same file.
    static func == (left: MessageType, right: MessageType) -> Bool {
        left.set.path == right.set.path && left.name == right.name
    }

    /// Hashes the names.
    func hash(into hasher: inout Hasher) {
        hasher.combine(set.path)
        hasher.combine(name)
    }
}
