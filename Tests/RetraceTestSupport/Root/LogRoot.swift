import Foundation
import RetraceCore
import RetraceStatistics

/// A log root as it was written, and what a reader must find in it.
public struct LogRoot: Sendable {
    /// A file of a stream.
    public struct File: Sendable {
        /// The stream in whose folder it lies.
        public var stream: LogStream
        /// Its path relative to ``LogRoot/root``.
        public var path: String
        /// Bytes as stored.
        public var bytesCompressed: Int
        /// Bytes after decompression.
        public var bytes: Int
        /// Lines, those of white space only aside.
        public var lines: Int
    }

    /// A line that a reader must reject.
    public struct Rejected: Sendable {
        /// The path of its file relative to ``LogRoot/root``.
        public var path: String
        /// Its number in the file, from 1; lines of white space only have numbers too.
        public var line: Int
        /// What it is.
        public var content: LogLine.Malformed
    }

    /// The folder that holds one folder per stream.
    public var root: URL
    /// The policy file; not inside ``root``.
    public var policy: URL
    /// The folder made for the root and the policy; for the caller to remove.
    public var directory: URL
    /// The files, sorted by path.
    public var files: [File]
    /// The lines to be rejected, sorted by path and line.
    public var rejected: [Rejected]

    /// `result` with the numbers that depend on files filled in: `files`, `bytes` and `bytes_compressed`.
    public func filled(_ result: ReplayResult) -> ReplayResult {
        var result = result
        for file in files {
            var summary = result.streams[file.stream.name] ?? StreamSummary()
            summary.files += 1
            summary.bytes += UInt64(file.bytes)
            summary.bytesCompressed += UInt64(file.bytesCompressed)
            result.streams[file.stream.name] = summary
        }
        return result
    }
}
