/// The rows of one batch, by table: as many tables as ``CaseTrees`` has trees.
final class BatchPages: Sendable {
    let texts = LeafPages(.table)
    let audiences = LeafPages(.table)
    let sources = LeafPages(.index)
    let accounts = LeafPages(.table)
    let events = LeafPages(.index)
    let spans = LeafPages(.index)
    let cells = LeafPages(.index)
}
