/// What a ``Manifest`` says of a stream.
public struct ManifestStream: Codable, Equatable, Sendable {
    /// The files that the stream should have, all of them; nil where the manifest does not list any.
    public var files: [ManifestFile]?
    /// How the stream was sampled before it was kept; nil where it was not.
    public var sampling: Sampling?

    /// A stream from its parts.
    public init(files: [ManifestFile]? = nil, sampling: Sampling? = nil) {
        self.files = files
        self.sampling = sampling
    }
}
