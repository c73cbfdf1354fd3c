import CRecords
import RetraceCore
import RetraceHost

/// The message types of a file that `protoc --descriptor_set_out` wrote.
final class DescriptorSet: @unchecked Sendable {
    /// The path, as the mapping has it.
    let path: String
    /// What the file holds.
    let bytes: [UInt8]
    /// All types are built when it is made; what changes after that has a lock of its own.
    let types: OpaquePointer

    /// Bytes of such a file. Those of the largest public sets of types have some 10 MiB.
    static let bytesMax = 64 << 20

    /// Reads what a file holds. Throws why it is none, in words that follow its name.
    init(path: String, bytes: [UInt8]) throws(FrameError) {
        var problem = [CChar](repeating: 0, count: 1000)
        guard let types = rt_message_types_create(bytes, bytes.count, &problem, problem.count) else {
            let reason = problem.withUnsafeBytes { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            throw FrameError(reason)
        }
        self.path = path
        self.bytes = bytes
        self.types = types
    }

    deinit { rt_message_types_destroy(types) }

    /// Whether it has a message type of that full name.
    func has(_ name: String) -> Bool { rt_message_types_have(types, name) }

    /// The full names of its message types, but for those inside others.
    var names: [String] {
        var names: [String] = []
        while let name = rt_message_types_name(types, names.count) { names.append(String(cString: name)) }
        return names
    }
}
