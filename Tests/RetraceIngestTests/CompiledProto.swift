import Foundation
@testable import RetraceIngest

/// Descriptors as `protoc` makes them.
enum CompiledProto {
    /// The descriptor set of a `.proto` file with this text.
    static func set(_ text: String) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "retrace-proto-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(text.utf8).write(to: folder.appending(path: "a.proto"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/protoc")
        process.arguments = ["--include_imports", "--descriptor_set_out=a.desc", "a.proto"]
        process.currentDirectoryURL = folder
        try process.run()
        process.waitUntilExit()
        return Array(try Data(contentsOf: folder.appending(path: "a.desc")))
    }

    /// A type of that file.
    static func type(_ name: String, of text: String) throws -> MessageType {
        MessageType(set: try DescriptorSet(path: "a.desc", bytes: set(text)), name: name)
    }
}
