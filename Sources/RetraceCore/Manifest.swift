/// Which files a log root should hold, and how its streams were sampled.
public struct Manifest: Equatable, Sendable {
    /// What is said of a stream. Of a stream without a key nothing is said.
    public var streams: [LogStream: ManifestStream]

    /// A manifest from its streams.
    public init(streams: [LogStream: ManifestStream] = [:]) { self.streams = streams }
}
