import RetraceCore
import RetraceStatistics

/// The facts of every count, side and reading, and sums over them.
struct ReferenceFacts {
    private var facts: [CountMask: [Fact]] = [:]

    /// The facts of a model.
    init(_ model: ReferenceModel) {
        for (count, side, reading) in ReferenceFacts.all {
            facts[CountMask(count, side, reading)] = model.facts(count, reading, Window(side))
        }
    }

    /// Every combination there is.
    static var all: [(CountKind, Side, Reading)] {
        CountKind.allCases.flatMap { count in
            Side.allCases.flatMap { side in Reading.allCases.map { (count, side, $0) } }
        }
    }

    /// How many different keys the facts of each count have.
    func distinct(_ key: ([Fact]) -> Set<LogText>) -> Sided<CountSet> {
        var totals = Sided(before: CountSet(), since: CountSet())
        for (count, side, reading) in ReferenceFacts.all {
            totals[side][count][reading] = UInt64(key(facts[CountMask(count, side, reading)] ?? []).count)
        }
        return totals
    }

    /// The accounts in a count.
    func accounts(_ mask: CountMask) -> Set<LogText> { Set((facts[mask] ?? []).map(\.account)) }

    /// For each cell the number of different accounts in it. `cells` gets the facts of one account in one count.
    func table<Cell: Hashable>(_ cells: (CountKind, [Fact]) -> Set<Cell>) -> [Cell: Sided<CountSet>] {
        var table: [Cell: Sided<CountSet>] = [:]
        for (count, side, reading) in ReferenceFacts.all {
            let own = facts[CountMask(count, side, reading)] ?? []
            for account in Set(own.map(\.account)) {
                for cell in cells(count, own.filter { $0.account == account }) {
                    table[cell, default: Sided(before: CountSet(), since: CountSet())][side][count][reading] += 1
                }
            }
        }
        return table
    }
}

extension Bounds {
    subscript(reading: Reading) -> UInt64 {
        get { reading == .lower ? lower : upper }
        set { if reading == .lower { lower = newValue } else { upper = newValue } }
    }
}
