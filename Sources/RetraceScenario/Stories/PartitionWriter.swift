import RetraceCore
import RetraceStatistics

/// Writes everything about one partition of accounts, from the first to the last, on one thread.
final class PartitionWriter {
    /// What a partition adds to the truth.
    struct Yield {
        let ledger: Ledger
        let tallies: [StreamTally]
        /// Files and bytes by stream.
        let summaries: [StreamSummary]
    }

    private let plan: ScenarioPlan
    private let partition: Int
    private let shelf: FileShelf
    private let face: AccountFace
    private let desk: LogDesk
    private let ledger: Ledger
    private let narrator: Narrator
    private let registry: Registry

    init(plan: ScenarioPlan, root: String, partition: Int) {
        self.plan = plan
        self.partition = partition
        shelf = FileShelf(plan: plan, root: root, partition: partition)
        face = AccountFace(identity: plan.identity)
        desk = LogDesk(plan: plan, shelf: shelf, face: face)
        ledger = Ledger(plan: plan)
        narrator = Narrator(plan: plan, desk: desk, ledger: ledger)
        registry = Registry(plan: plan, desk: desk)
    }

    /// Writes the partition's files. `isCancelled` is asked now and then; a run that is cancelled throws
    /// ``RetraceCore/RetraceError`` of kind `temporary`.
    func write(isCancelled: () -> Bool) throws -> Yield {
        AudienceWriter(plan: plan, desk: desk).write(partition: partition)
        try writeAccounts(isCancelled: isCancelled)
        if let failure = desk.failure { throw failure }
        var summaries = [StreamSummary](repeating: StreamSummary(), count: LogStream.allCases.count)
        try shelf.close(into: &summaries)
        return Yield(ledger: ledger, tallies: desk.tallies, summaries: summaries)
    }

    /// Writes every so many blocks of accounts.
    private func writeAccounts(isCancelled: () -> Bool) throws {
        let size = UInt64(Household.size)
        let blocks = (plan.options.accounts + size - 1) / size
        for block in stride(from: UInt64(partition), to: blocks, by: plan.layout.partitions) {
            writeBlock(block)
            if let failure = desk.failure { throw failure }
            if isCancelled() { throw RetraceError(.temporary, "Stopped before the scenario was complete.") }
        }
    }

    private func writeBlock(_ block: UInt64) {
        var dice = Dice(seed: Dice.mix(plan.identity.seed ^ 0xB10C, block))
        let household = Household(dice: &dice)
        // Account ids above 2^63 are allowed; tidy logs have none.
        let hasLargeIDs = plan.options.untidy && dice.chance(250)
        var persons: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0, 0, 0)
        let start = block * UInt64(Household.size)
        let count = Int(min(UInt64(Household.size), plan.options.accounts - start))
        withUnsafeMutableBytes(of: &persons) { bytes in
            let masks = bytes.assumingMemoryBound(to: UInt32.self)
            for place in 0..<count {
                let owner = household.owners[place]
                face.become(start + UInt64(place), large: hasLargeIDs)
                masks[owner] |= writeAccount(
                    start + UInt64(place), person: start + UInt64(owner), isShared: household.isShared(place))
            }
            for owner in 0..<Household.size where masks[owner] != 0 { ledger.addPerson(masks[owner]) }
        }
    }

    /// Writes one account; returns the counts that it is in.
    private func writeAccount(_ index: UInt64, person: UInt64, isShared: Bool) -> UInt32 {
        let seed = Dice.mix(plan.identity.seed, index)
        desk.turn(seed: seed)
        narrator.dice = Dice(seed: seed ^ 0x57)
        let residence = registry.register(person: person, isShared: isShared, &narrator.dice)
        let place = residence < Residence.all.count ? residence : 0
        narrator.homeCountry = Residence.countryIndex[place]
        if let story = plan.casting.story(of: index) {
            narrator.tell(story)
            narrator.tellOrdinaryLife(
                isWholeStory: story == .ordinary, extraPermille: plan.casting.extraImpressionsPermille)
        } else {
            narrator.tellQuietly()
        }
        desk.settle(isEverSolelyMatched: ledger.isEverSolelyMatched)
        return ledger.settle(residence: residence)
    }
}
