import RetraceCore

/// Takes drafts of lines, gives them event ids, writes them to their files and keeps count of lines.
///
/// The first failure is kept in ``failure`` and everything after it is dropped, so that stories need not care.
final class LogDesk {
    /// Lines by stream.
    private(set) var tallies = [StreamTally](repeating: StreamTally(), count: LogStream.allCases.count)
    /// Why writing failed, if it did.
    private(set) var failure: (any Error)?

    private let plan: ScenarioPlan
    private let shelf: FileShelf
    private let face: AccountFace
    private let tidy: TidyRenderer
    private let clutter: Clutter?
    private var noise = Dice(seed: 0)
    private var events: UInt64 = 0
    private var hasSmallEvents = false
    private var repeatedImpressions: [Int64] = []

    init(plan: ScenarioPlan, shelf: FileShelf, face: AccountFace) {
        self.plan = plan
        self.shelf = shelf
        self.face = face
        tidy = TidyRenderer(plan: plan, face: face)
        clutter = plan.options.untidy ? Clutter(plan: plan, face: face) : nil
    }

    /// Turns to an account, or to lines that belong to none; `seed` decides about everything that has no meaning.
    func turn(seed: UInt64) {
        noise = Dice(seed: seed)
        events = 0
        clutter?.turn(seed: seed ^ 0xC1)
        // Event ids need only differ within an account; untidy logs may count from one in each.
        hasSmallEvents = clutter != nil && noise.chance(200)
    }

    /// Writes a line that a reader accepts. In untidy logs, other lines may come with it; none changes a count.
    @inline(__always)
    func post(_ original: Draft) {
        guard failure == nil else { return }
        var draft = original
        if draft.stream == .matches || draft.stream == .impressions || draft.stream == .disclosures {
            draft.event = nextEvent()
        }
        tallies[Int(draft.stream.rawValue)].accept(draft)
        if clutter != nil { postUntidily(draft) } else { postTidily(draft) }
    }

    /// Writes a line without an event id that is the same event as no other.
    func postWithoutEvent(_ draft: Draft) {
        guard failure == nil else { return }
        tallies[Int(draft.stream.rawValue)].accept(draft)
        if clutter != nil { postUntidily(draft) } else { postTidily(draft) }
    }

    /// An id that no other event of the account has.
    @inline(__always)
    private func nextEvent() -> UInt64 {
        events += 1
        if clutter != nil {
            if noise.chance(120) { return 0 }
            if hasSmallEvents { return events }
        }
        let high = Dice.mix(face.id, events) % 90_000_000_000
        return 100_000_000_000_000 + high * 10_000 + events % 10_000
    }

    @inline(__always)
    private func postTidily(_ draft: Draft) {
        let time = draft.time ?? plan.calendar.start
        let sinceStart = time - plan.calendar.start
        do {
            let range = plan.layout.range(ofDay: Int(sinceStart / ScenarioCalendar.dayLength))
            let file = try shelf.file(draft.stream, range)
            var cursor = file.batch.begin(room: TidyRenderer.lineLengthMax)
            tidy.write(draft, noise: noise.next(), &cursor)
            file.batch.end(cursor, key: sinceStart)
            try shelf.lineWritten(file)
        } catch { failure = error }
    }

    private func postUntidily(_ draft: Draft) {
        guard let clutter else { return }
        place(draft.stream, clutter.line(draft))
        let stream = Int(draft.stream.rawValue)
        if let bad = clutter.badLine(like: draft) {
            tallies[stream].reject()
            place(draft.stream, bad)
        }
        if let blank = clutter.blankLine() { place(draft.stream, blank) }
        if let again = clutter.sameAgain(draft) {
            tallies[stream].accept(again)
            place(draft.stream, clutter.line(again))
        }
        guard let copy = clutter.duplicate(of: draft) else { return }
        place(draft.stream, clutter.line(copy))
        if draft.stream == .impressions, let time = copy.time {
            repeatedImpressions.append(time)
        } else {
            tallies[stream].repeated()
        }
    }

    private func place(_ stream: LogStream, _ line: [UInt8]) {
        do {
            let file = try shelf.file(stream, noise.below(plan.layout.dayRanges))
            var cursor = file.batch.begin(room: line.count)
            cursor.put(line)
            file.batch.end(cursor, key: 0)
            try shelf.lineWritten(file)
        } catch { failure = error }
    }

    /// Ends the account at hand. Repeated impressions are duplicates only where the account is solely matched at some
    /// instant: no other impression can change a count, and there they are accepted as they come.
    func settle(isEverSolelyMatched: Bool) {
        for time in repeatedImpressions {
            if isEverSolelyMatched {
                tallies[Int(LogStream.impressions.rawValue)].repeated()
            } else {
                tallies[Int(LogStream.impressions.rawValue)].accept(time)
            }
        }
        repeatedImpressions.removeAll(keepingCapacity: true)
    }
}
