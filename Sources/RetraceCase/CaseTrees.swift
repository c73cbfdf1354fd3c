import RetraceCore

/// The b-trees of a case that have a row for accounts, events and the like, while they grow. Not thread-safe.
struct CaseTrees {
    private var texts, audiences, sources, accounts, events, spans, cells: TreeWriter
    private(set) var layout: PageLayout

    /// Trees of tables that have been made, and are empty; `root` gives the page of each by its name.
    init(after pageCount: UInt32, root: (String) throws -> UInt32) rethrows {
        layout = PageLayout(after: pageCount)
        texts = TreeWriter(.table, root: try root("text"))
        audiences = TreeWriter(.table, root: try root("audience"))
        sources = TreeWriter(.index, root: try root("source"))
        accounts = TreeWriter(.table, root: try root("account"))
        events = TreeWriter(.index, root: try root("event"))
        spans = TreeWriter(.index, root: try root("span"))
        cells = TreeWriter(.index, root: try root("cell"))
    }

    /// Puts a batch after those before it. Returns what is to be written.
    mutating func place(_ pages: BatchPages) -> [PageLayout.Write] {
        texts.place(pages.texts, &layout)
        audiences.place(pages.audiences, &layout)
        sources.place(pages.sources, &layout)
        accounts.place(pages.accounts, &layout)
        events.place(pages.events, &layout)
        spans.place(pages.spans, &layout)
        cells.place(pages.cells, &layout)
        return layout.takeWrites()
    }

    /// Writes what is at work for ``goOn(from:)``.
    func encode(into encoder: inout MessageEncoder) {
        encoder.number(UInt64(layout.pageCount))
        for tree in [texts, audiences, sources, accounts, events, spans, cells] { tree.encode(into: &encoder) }
    }

    /// Takes over what ``encode(into:)`` wrote. Throws ``RetraceCore/MalformedMessage``.
    mutating func goOn(from decoder: inout MessageDecoder) throws {
        let pageCount = try decoder.integer(UInt32.self)
        guard pageCount < .max else { throw MalformedMessage() }
        layout = PageLayout(after: pageCount)
        try texts.goOn(from: &decoder)
        try audiences.goOn(from: &decoder)
        try sources.goOn(from: &decoder)
        try accounts.goOn(from: &decoder)
        try events.goOn(from: &decoder)
        try spans.goOn(from: &decoder)
        try cells.goOn(from: &decoder)
    }

    /// Completes the trees, when all batches have been placed. Returns what is to be written.
    mutating func finish() -> [PageLayout.Write] {
        texts.finish(&layout)
        audiences.finish(&layout)
        sources.finish(&layout)
        accounts.finish(&layout)
        events.finish(&layout)
        spans.finish(&layout)
        cells.finish(&layout)
        return layout.takeWrites()
    }
}
