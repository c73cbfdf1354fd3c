/// Takes the evidence of a run, partition by partition.
public protocol EvidenceSink: Sendable {
    /// Takes one partition's accounts. Called by several threads, in no particular order of partitions, once for each of
    /// the `partitionCount` partitions. `texts` gives the texts that the batch names by number; the numbers of one run
    /// mean the same in all calls. May block, to hold the run back. Throws ``RetraceError`` when it can't be kept.
    func take(_ batch: EvidenceBatch, texts: Texts, partitionCount: Int) throws
}
