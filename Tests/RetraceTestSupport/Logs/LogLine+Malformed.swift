import RetraceCore

extension LogLine {
    /// A line that a reader must count as rejected.
    public struct Malformed: Hashable, Sendable {
        /// In whose files it stands.
        public var stream: LogStream
        /// What is wrong with it.
        public var kind: MalformedKind
        /// What stands in the file: not empty, without a line feed.
        public var bytes: [UInt8]

        /// A line from its parts.
        public init(_ stream: LogStream, _ kind: MalformedKind, bytes: [UInt8]) {
            self.stream = stream
            self.kind = kind
            self.bytes = bytes
        }
    }
}
