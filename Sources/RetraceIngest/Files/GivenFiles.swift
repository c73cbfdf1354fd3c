import RetraceCore
import RetraceHost

/// The files and pipes that streams come from where the log root is not asked.
struct GivenFiles {
    /// By stream, in the order given.
    private(set) var files: [LogStream: [LogFile]] = [:]
    private let inputs: LogInputs
    private let mapping: Mapping?
    /// By path.
    private var pipes: [String: InputPipe] = [:]

    /// Looks at what is given. Throws ``RetraceCore/RetraceError``: `noInput` where nothing is there, `usage` where something
    /// is given twice, `data` where the mapping can't be followed.
    init(_ inputs: LogInputs, mapping: Mapping?) throws {
        self.inputs = inputs
        self.mapping = mapping
        for input in inputs.streams {
            for stream in input.streams { try add(input, to: stream) }
        }
    }

    private mutating func add(_ input: StreamInput, to stream: LogStream) throws {
        let name = input.name(for: stream)
        guard !(files[stream] ?? []).contains(where: { $0.name == name }) else {
            throw RetraceError(.usage, "--stream gives '\(name)' twice.")
        }
        var file = LogFile(stream: stream, path: Array(input.path.utf8CString), name: name, size: 0)
        file.mapping = try mapping.flatMap { try MappedFiles.mapping($0, ofGiven: stream) }
        if let status = try status(of: input, name) {
            (file.size, file.version) = (status.size, status.version)
        } else {
            file.pipe = pipe(input)
        }
        files[stream, default: []].append(file)
    }

    /// Nil for what can be read but once.
    private func status(of input: StreamInput, _ name: String) throws -> FileStatus? {
        if input.isStandardInput { return nil }
        let status: FileStatus?
        do {
            status = try FileStatus.of(Array(input.path.utf8CString))
        } catch {
            throw RetraceError(.noInput, "'\(input.path)', which --stream names, cannot be looked at: \(error).")
        }
        guard let status else {
            throw RetraceError(
                .noInput,
                "There is no file or pipe '\(input.path)': --stream \(name) names it. Use - for standard input.")
        }
        guard !status.isFolder else {
            throw RetraceError(
                .noInput,
                "'\(input.path)' is a folder: --stream takes a file or a pipe, and the log root takes folders.")
        }
        return status.isRegularFile ? status : nil
    }

    private mutating func pipe(_ input: StreamInput) -> InputPipe {
        if let known = pipes[input.path] { return known }
        let readers = inputs.streams.filter { $0.path == input.path }.reduce(0) { $0 + $1.streams.count }
        let pipe = InputPipe(
            path: input.isStandardInput ? nil : Array(input.path.utf8CString),
            spoolFolder: readers > 1 ? inputs.spoolFolder : nil, isStopped: inputs.isStopped)
        pipes[input.path] = pipe
        return pipe
    }
}
