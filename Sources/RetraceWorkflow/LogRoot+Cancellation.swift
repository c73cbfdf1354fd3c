import RetraceIngest

extension LogRoot {
    /// Finds the files as ``RetraceIngest/LogRoot`` does; waiting for a pipe ends once `cancellation` is asked for.
    init(scanning root: String?, mapping: Mapping?, inputs: LogInputs, until cancellation: Cancellation) throws {
        var inputs = inputs
        inputs.isStopped = { cancellation.isCancelled }
        try self.init(scanning: root, mapping: mapping, inputs: inputs)
    }
}
