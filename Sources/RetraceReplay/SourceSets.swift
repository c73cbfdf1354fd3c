import RetraceCore

/// Sets of sources, each by a number, for one partition: 0 is the empty set, 1 the set of the unknown source. Operations on
/// sets are remembered, so that each costs a look-up after the first time. Not thread-safe.
struct SourceSets {
    static let empty: UInt32 = 0
    static let unknown: UInt32 = 1

    /// What is done to a set; raw values tell remembered results apart.
    private enum Operation: UInt64 {
        case adding
        case removing
        case retyping
        case union
    }

    private(set) var sets: [[SourceCell]] = [[], [.unknown]]
    private var verdicts: [Verdict] = [.unattributed, .unattributed]
    private var numbers: [[SourceCell]: UInt32] = [[]: 0, [.unknown]: 1]
    private var cells = FlatMap()
    private var results = FlatMap()
    private let policy: Policy
    private let texts: Texts
    private var classifications: [TextID: Policy.Classification] = [:]

    init(policy: Policy, texts: Texts) {
        self.policy = policy
        self.texts = texts
    }

    /// The verdict on a use whose sources are all held: not for the empty set.
    @inline(__always)
    func verdict(_ set: UInt32) -> Verdict { verdicts[Int(set)] }

    /// With the purpose held as the given type; it replaces another type of the same purpose.
    mutating func adding(_ cell: SourceCell, to set: UInt32) -> UInt32 {
        remembered(.adding, set, cellNumber(cell)) { sets in
            sets.number(of: sets.sets[Int(set)].filter { $0.purpose != cell.purpose } + [cell])
        }
    }

    /// Without the purpose.
    mutating func removing(_ purpose: TextID, from set: UInt32) -> UInt32 {
        if set == SourceSets.empty { return set }
        return remembered(.removing, set, cellNumber(SourceCell(purpose: purpose, type: .absent))) { sets in
            sets.number(of: sets.sets[Int(set)].filter { $0.purpose != purpose })
        }
    }

    /// With the purpose's type replaced, if the set has the purpose.
    mutating func retyping(_ cell: SourceCell, in set: UInt32) -> UInt32 {
        if set == SourceSets.empty { return set }
        return remembered(.retyping, set, cellNumber(cell)) { sets in
            sets.number(of: sets.sets[Int(set)].map { $0.purpose == cell.purpose ? cell : $0 })
        }
    }

    /// What is in either set.
    mutating func union(_ left: UInt32, _ right: UInt32) -> UInt32 {
        if left == right || right == SourceSets.empty { return left }
        if left == SourceSets.empty { return right }
        let (low, high) = (min(left, right), max(left, right))
        return remembered(.union, low, high) { sets in
            sets.number(of: Array(Set(sets.sets[Int(low)]).union(sets.sets[Int(high)])))
        }
    }

    /// Whether some purpose in the set is held as the type.
    func contains(_ type: IdentifierType, in set: UInt32) -> Bool {
        sets[Int(set)].contains { $0.type == type }
    }

    private mutating func cellNumber(_ cell: SourceCell) -> UInt32 {
        cells.value(of: cell.rawValue, orInsert: UInt32(cells.count))
    }

    private mutating func remembered(
        _ operation: Operation, _ set: UInt32, _ operand: UInt32, compute: (inout SourceSets) -> UInt32
    ) -> UInt32 {
        // 31 bits of either operand: far more sets and cells than memory can hold.
        let key = operation.rawValue << 62 | UInt64(set) << 31 | UInt64(operand)
        if let known = results[key] { return known }
        let result = compute(&self)
        return results.value(of: key, orInsert: result)
    }

    private mutating func number(of cells: [SourceCell]) -> UInt32 {
        let sorted = cells.sorted()
        if let known = numbers[sorted] { return known }
        let number = UInt32(sets.count)
        sets.append(sorted)
        verdicts.append(judge(sorted))
        numbers[sorted] = number
        return number
    }

    /// `permitted` when a purpose permits, `restricted` when all restrict, else `unclassified`.
    private mutating func judge(_ cells: [SourceCell]) -> Verdict {
        var isRestricted = true
        for cell in cells {
            switch classification(of: cell.purpose) {
            case .permitted: return .permitted
            case .unclassified: isRestricted = false
            case .restricted: break
            }
        }
        return isRestricted ? .restricted : .unclassified
    }

    private mutating func classification(of purpose: TextID) -> Policy.Classification {
        if let known = classifications[purpose] { return known }
        let classification = policy.classification(of: texts.bytes(purpose))
        classifications[purpose] = classification
        return classification
    }
}
