import RetraceCore
import RetraceIngest

/// Files that people write by hand: read, or refused with a sentence.
enum TextTargets {
    static func policy(_ input: UnsafeRawBufferPointer) {
        expectSentence { _ = try PolicyFile.parse(text(input), name: "fuzz") }
    }

    static func manifest(_ input: UnsafeRawBufferPointer) {
        expectSentence { _ = try ManifestReader.parse(text(input), name: "fuzz") }
    }

    static func text(_ input: UnsafeRawBufferPointer) -> String { String(decoding: input, as: UTF8.self) }

    /// Whatever is wrong is told as people are told.
    static func expectSentence(_ body: () throws -> Void) {
        do {
            try body()
        } catch {
            guard let error = error as? RetraceError else { fatalError("an error that is no sentence: \(error)") }
            precondition(!error.message.isEmpty && [.data, .usage, .noInput].contains(error.kind), "\(error)")
        }
    }
}
