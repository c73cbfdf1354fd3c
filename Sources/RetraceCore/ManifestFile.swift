/// A file that a ``Manifest`` names. What it does not say is not compared.
public struct ManifestFile: Codable, Equatable, Sendable {
    /// Path relative to the log root, with `/` between segments; begins with the stream's name.
    public var path: String
    /// Lines that are not white space only, rejected ones included.
    public var lines: UInt64?
    /// Bytes as stored.
    public var bytes: UInt64?
    /// SHA-256 of the bytes as stored: 64 lower-case hexadecimal digits.
    public var sha256: String?

    /// A file from its parts.
    public init(path: String, lines: UInt64? = nil, bytes: UInt64? = nil, sha256: String? = nil) {
        self.path = path
        self.lines = lines
        self.bytes = bytes
        self.sha256 = sha256
    }
}
