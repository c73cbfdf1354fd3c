import Foundation
import Glibc
import RetraceCore
import RetraceHost

/// A folder of our own that is removed when done with.
struct TemporaryFolder {
    /// Where it is.
    let path: String

    /// Makes a folder in `parent`, or in TMPDIR or `/tmp`; only its owner may enter it. Throws ``RetraceCore/RetraceError`` of
    /// kind `inputOutput`.
    init(in parent: String?) throws {
        let parent = parent ?? FileSystem.temporaryFolder
        var template = Array("\(parent)/retrace-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw RetraceError(
                .inputOutput, "No temporary folder can be made in '\(parent)': \(String(cString: strerror(errno))).")
        }
        path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    /// Removes it with all that is in it. That it can't be removed is no error.
    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
