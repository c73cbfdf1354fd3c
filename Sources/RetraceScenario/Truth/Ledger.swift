import RetraceCore

/// The truth, in numbers: stories say what happened to an account, the ledger adds it up.
///
/// It judges nothing: whether something was restricted, or the only reason for a membership, is what stories say. It
/// only sorts by side of the cutoff, remembers first instants, and counts an account once.
final class Ledger {
    let plan: ScenarioPlan
    private let cutoff: Int64

    // The account at hand.
    private var mask: UInt32 = 0
    private var first: [Int64]
    /// First instants of sole membership by reading, by the definition for "before" but at any time.
    private var soleEver: [Int64] = [.max, .max]

    // Totals.
    private(set) var accounts = [UInt64](repeating: 0, count: CountMask.bitCount)
    private(set) var persons = [UInt64](repeating: 0, count: CountMask.bitCount)
    /// Match events by `side * 5 + verdict`.
    private(set) var verdicts = [UInt64](repeating: 0, count: 10)
    /// Accounts by day slot of their first instant on a side: `slot * CountMask.bitCount + bit`.
    private(set) var firstDays: [UInt64]
    /// Accounts by day slot of their first instant at all: `slot * 10 + count * 2 + reading`.
    private(set) var timeline: [UInt64]
    let sources = CellTally(cells: SourceSet.unknownBit + 1)
    let products: CellTally
    let advertisers: CellTally
    let countries = CellTally(cells: Residence.countries.count + 1)
    let residences = CellTally(cells: Residence.all.count + 1)

    /// The cell of residence of accounts whose owner is not known.
    static let unknownResidence = Residence.all.count
    /// The cell of impressions without a country.
    static let unknownCountry = Residence.countries.count

    init(plan: ScenarioPlan) {
        self.plan = plan
        cutoff = plan.calendar.cutoff
        first = Array(repeating: .max, count: CountMask.bitCount)
        firstDays = Array(repeating: 0, count: plan.calendar.daySlots * CountMask.bitCount)
        timeline = Array(repeating: 0, count: plan.calendar.daySlots * 10)
        products = CellTally(cells: plan.vocabulary.products.count + 1)
        advertisers = CellTally(cells: plan.roster.advertisers + 1)
    }

    @inline(__always)
    func side(_ time: Int64) -> Side { time < cutoff ? .before : .since }

    func addVerdict(_ verdict: Verdict, _ side: Side) {
        verdicts[side.rawValue * 5 + Int(verdict.rawValue)] += 1
    }

    /// Puts the account at hand in a count, with the cells of what puts it there.
    @inline(__always)
    func note(
        _ kind: CountKind, _ side: Side, _ readings: Readings, at time: Int64, sources set: SourceSet,
        audience: Int? = nil, country: Int? = nil
    ) {
        guard readings.bits != 0 else { return }
        let shift = CountMask.bit(kind, side, .lower)
        let bits = readings.bits << UInt32(shift)
        mask |= bits
        if readings.bits & 1 != 0 { first[shift] = min(first[shift], time) }
        first[shift + 1] = min(first[shift + 1], time)
        var rest = set.rawValue
        while rest != 0 {
            sources.note(rest.trailingZeroBitCount, bits)
            rest &= rest &- 1
        }
        if let audience {
            products.note(plan.roster.audiences[audience].product, bits)
            advertisers.note(plan.roster.audiences[audience].advertiser, bits)
        }
        if let country { countries.note(country, bits) }
    }

    /// Remembers that the account at hand was solely matched at an instant, whatever the side.
    @inline(__always)
    func noteSoleEver(_ readings: Readings, at time: Int64) {
        if readings.bits & 1 != 0 { soleEver[0] = min(soleEver[0], time) }
        if readings.bits != 0 { soleEver[1] = min(soleEver[1], time) }
    }

    /// Whether the account at hand is solely matched at some instant, in the upper reading.
    var isEverSolelyMatched: Bool { soleEver[1] != .max }

    /// Counts the account at hand and turns to the next. Returns the counts that it is in.
    func settle(residence: Int) -> UInt32 {
        let bits = mask
        addTimeline()
        if bits != 0 {
            addAccount(bits)
            residences.note(residence, bits)
            settleTallies()
        }
        mask = 0
        return bits
    }

    private func settleTallies() {
        sources.settle()
        products.settle()
        advertisers.settle()
        countries.settle()
        residences.settle()
    }

    private func addAccount(_ bits: UInt32) {
        var rest = bits
        while rest != 0 {
            let bit = rest.trailingZeroBitCount
            accounts[bit] += 1
            firstDays[plan.calendar.daySlot(first[bit]) * CountMask.bitCount + bit] += 1
            first[bit] = .max
            rest &= rest &- 1
        }
    }

    /// Called before ``addAccount(_:)`` forgets the first instants.
    private func addTimeline() {
        if mask != 0 {
            for kind in CountKind.allCases where kind != .solelyMatched {
                for reading in Reading.allCases {
                    let before = first[CountMask.bit(kind, .before, reading)]
                    addDay(min(before, first[CountMask.bit(kind, .since, reading)]), kind, reading)
                }
            }
        }
        for reading in Reading.allCases where soleEver[reading.rawValue] != .max {
            addDay(soleEver[reading.rawValue], .solelyMatched, reading)
            soleEver[reading.rawValue] = .max
        }
    }

    private func addDay(_ time: Int64, _ kind: CountKind, _ reading: Reading) {
        guard time != .max else { return }
        timeline[plan.calendar.daySlot(time) * 10 + kind.rawValue * 2 + reading.rawValue] += 1
    }

    /// Counts a person whose accounts are, together, in these counts.
    func addPerson(_ bits: UInt32) {
        var rest = bits
        while rest != 0 {
            persons[rest.trailingZeroBitCount] += 1
            rest &= rest &- 1
        }
    }

    /// Adds the totals of another ledger of the same plan.
    func merge(_ other: Ledger) {
        for bit in accounts.indices { accounts[bit] += other.accounts[bit] }
        for bit in persons.indices { persons[bit] += other.persons[bit] }
        for place in verdicts.indices { verdicts[place] += other.verdicts[place] }
        for place in firstDays.indices { firstDays[place] += other.firstDays[place] }
        for place in timeline.indices { timeline[place] += other.timeline[place] }
        sources.merge(other.sources)
        products.merge(other.products)
        advertisers.merge(other.advertisers)
        countries.merge(other.countries)
        residences.merge(other.residences)
    }
}
