/// Takes the evidence of a run, partition by partition.
public protocol EvidenceSink: Sendable {
    /// Takes one partition's accounts. Called by several threads, in no particular order of partitions, once for each of
    /// the `partitionCount` partitions. `texts` gives the texts that the batch names by number; the numbers of one run
    /// mean the same in all calls. May block, to hold the run back. Throws ``RetraceError`` when it can't be kept.
    func take(_ batch: EvidenceBatch, texts: Texts, partitionCount: Int) throws
}

/// A sink that another run can go on with from a checkpoint.
public protocol ResumableEvidenceSink: EvidenceSink {
    /// What it holds. Called while no other call is at work, when all partitions that were begun have been taken. Throws
    /// ``RetraceError`` when something of them is missing.
    func state() throws -> EvidenceSinkState

    /// Reads bytes of what it has written, of those that its latest state counts. Throws ``RetraceError`` of kind
    /// `inputOutput`.
    func readWritten(at offset: Int, into bytes: UnsafeMutableRawBufferPointer) throws

    /// Goes on from the state of another sink, before anything has been taken: what is taken again of partitions that it
    /// has is dropped. `texts` is how many texts the run has. Throws ``MalformedMessage``.
    func goOn(from state: EvidenceSinkState, texts: Int) throws

    /// Takes back what ``readWritten(at:into:)`` of that other sink gave: all of it is to be given before anything else is
    /// taken. Throws ``RetraceError`` of kind `inputOutput`.
    func writeAgain(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws
}
