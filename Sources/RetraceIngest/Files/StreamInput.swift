import RetraceCore

/// Lines of streams that come from somewhere else than the log root: `matches=-`, `matches=/run/matches.fifo`.
public struct StreamInput: Hashable, Sendable {
    /// Whose lines they are.
    public var streams: [LogStream]
    /// Where they are: a file, a pipe, or `-` for standard input.
    public var path: String

    /// Reads `STREAM=PATH`, or `STREAM,STREAM=PATH` where one file or pipe holds the lines of several; nil where it is none.
    public init?(parsing text: String) {
        guard let sign = text.firstIndex(of: "="), text.index(after: sign) < text.endIndex else { return nil }
        let names = text[..<sign].split(separator: ",", omittingEmptySubsequences: false)
        streams = names.compactMap { name in LogStream.allCases.first { $0.name == name } }
        guard streams.count == names.count, Set(streams).count == streams.count else { return nil }
        path = String(text[text.index(after: sign)...])
    }

    /// Whether it is standard input.
    public var isStandardInput: Bool { path == "-" }

    /// What results, cases and manifests call it, as no file of a log root can be called.
    func name(for stream: LogStream) -> String { "\(stream.name)=\(path)" }

    /// Whether `name` is what such an input of a stream would be called.
    public static func isName(_ name: String) -> Bool {
        LogStream.allCases.contains { name.hasPrefix("\($0.name)=") }
    }
}
