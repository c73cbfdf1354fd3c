import RetraceCore

/// What one account is found to be in: counts, first instants and cells. Reused from account to account; not thread-safe.
struct AccountMarks: ~Copyable {
    /// Both readings, as bits by raw value of ``RetraceCore/Reading``.
    static let bothReadings: UInt32 = 3
    static let lowerReading: UInt32 = 1
    static let upperReading: UInt32 = 2

    private let cutoff: Instant
    private(set) var mask: UInt32 = 0
    /// First instant of all by count and reading.
    private(set) var first = CountInstants(never: .distantFuture)
    /// First instant since the cutoff by count and reading.
    private(set) var firstSince = CountInstants(never: .distantFuture)
    /// Last instant that counts since some cutoff, by count and reading; only where `keepsLast` asks for it.
    private(set) var last = CountInstants(never: .distantPast)
    private let keepsLast: Bool
    /// For which counts and readings an instant was noted, as bits by position.
    private var noted: UInt32 = 0
    private var sources = TouchedMasks()
    private var products = TouchedTexts()
    private var advertisers = TouchedTexts()
    private var countries = TouchedTexts()

    /// Last instants are for cases only.
    init(cutoff: Instant, keepsLast: Bool) {
        self.cutoff = cutoff
        self.keepsLast = keepsLast
    }

    /// Something that puts the account in a count was so from `start` until `end`: on both sides of the cutoff, if it lies
    /// between them. Returns the bits that this sets.
    @inline(__always)
    mutating func span(_ count: CountKind, _ readings: UInt32, _ start: Instant, _ end: Instant, set: UInt32) -> UInt32
    {
        var bits = before(count, readings, start)
        if end > cutoff { bits |= since(count, readings, max(start, cutoff)) }
        if bits != 0 { sources.add(bits, to: set) }
        noteLast(count, readings, end == .distantFuture ? end : Instant(milliseconds: end.milliseconds - 1))
        return bits
    }

    /// Likewise at one instant.
    @inline(__always)
    mutating func event(_ count: CountKind, _ readings: UInt32, _ instant: Instant, set: UInt32) -> UInt32 {
        let bits = before(count, readings, instant) | (instant >= cutoff ? since(count, readings, instant) : 0)
        sources.add(bits, to: set)
        noteLast(count, readings, instant)
        return bits
    }

    /// At `instant` the account is in the count for any cutoff that doesn't lie after it.
    @inline(__always)
    mutating func noteLast(_ count: CountKind, _ readings: UInt32, _ instant: Instant) {
        guard keepsLast else { return }
        let position = count.rawValue * 2
        if readings & AccountMarks.lowerReading != 0 { last[position] = max(last[position], instant) }
        if readings & AccountMarks.upperReading != 0 { last[position + 1] = max(last[position + 1], instant) }
    }

    /// Something that counts before the cutoff began at `start`. Later starts count for the timeline alone.
    @inline(__always)
    mutating func before(_ count: CountKind, _ readings: UInt32, _ start: Instant) -> UInt32 {
        noted |= readings << UInt32(count.rawValue * 2)
        AccountMarks.note(start, &first, count, readings)
        return start < cutoff ? set(count, .before, readings) : 0
    }

    /// Something that counts since the cutoff was so at `instant`, which is not before it.
    @inline(__always)
    mutating func since(_ count: CountKind, _ readings: UInt32, _ instant: Instant) -> UInt32 {
        noted |= readings << UInt32(count.rawValue * 2)
        AccountMarks.note(instant, &firstSince, count, readings)
        return set(count, .since, readings)
    }

    @inline(__always)
    private static func note(_ instant: Instant, _ firsts: inout CountInstants, _ count: CountKind, _ readings: UInt32)
    {
        let position = count.rawValue * 2
        if readings & AccountMarks.lowerReading != 0 && instant < firsts[position] { firsts[position] = instant }
        if readings & AccountMarks.upperReading != 0 && instant < firsts[position + 1] {
            firsts[position + 1] = instant
        }
    }

    @inline(__always)
    private mutating func set(_ count: CountKind, _ side: Side, _ readings: UInt32) -> UInt32 {
        let bits = readings << UInt32(CountMask.bit(count, side, .lower))
        mask |= bits
        return bits
    }

    /// The account falls in the set's cells with these bits.
    mutating func addSource(_ bits: UInt32, set: UInt32) {
        if bits != 0 { sources.add(bits, to: set) }
    }

    /// The account falls in the cells of the audience's owner with these bits.
    mutating func addOwner(_ bits: UInt32, product: TextID, advertiser: TextID) {
        guard bits != 0 else { return }
        products.add(bits, to: product)
        advertisers.add(bits, to: advertiser)
    }

    /// The account falls in the cell of the impression's country with these bits.
    mutating func addCountry(_ bits: UInt32, country: TextID) {
        countries.add(bits, to: country == unknownText ? absentText : country)
    }

    /// Adds the account to the facts and forgets it. `sets` are those whose numbers were given.
    mutating func flush(into facts: inout PartitionFacts, _ sets: inout some SourceCells & ~Copyable) {
        guard noted != 0 else { return }
        sets.addMarks(of: sources, to: &facts.sources)
        sources.clear()
        products.flush(into: &facts.products)
        advertisers.flush(into: &facts.advertisers)
        countries.flush(into: &facts.countries)
        flushDays(into: &facts)
        noted = 0
        mask = 0
        first = CountInstants(never: .distantFuture)
        firstSince = CountInstants(never: .distantFuture)
        if keepsLast { last = CountInstants(never: .distantPast) }
    }

    /// Changes nothing: `mutating` spares a copy of all of this for the call.
    private mutating func flushDays(into facts: inout PartitionFacts) {
        var days = DayMarks()
        var sideDays = DayMarks()
        var rest = noted
        while rest != 0 {
            let position = rest.trailingZeroBitCount
            rest &= rest &- 1
            let (first, since) = (first[position], firstSince[position])
            let (beforeBit, sinceBit) = (UInt32(1) << UInt32(position), UInt32(1) << UInt32(position + 10))
            if first != .distantFuture {
                days.add(first, beforeBit, to: &facts.days)
                if first < cutoff { sideDays.add(first, beforeBit, to: &facts.sideDays) }
            }
            if since != .distantFuture { sideDays.add(since, sinceBit, to: &facts.sideDays) }
        }
        days.flush(into: &facts.days)
        sideDays.flush(into: &facts.sideDays)
    }
}

/// Marks of days. Days of one account mostly repeat at once, so that marks of the same day are put together.
private struct DayMarks {
    /// No instant that is ever added.
    private var instant = Instant.distantFuture
    private var day: Int32 = 0
    private var bits: UInt32 = 0

    @inline(__always)
    mutating func add(_ instant: Instant, _ bit: UInt32, to marks: inout [CellMark]) {
        if instant != self.instant {
            let day = instant.dayNumber
            if day != self.day { flush(into: &marks) }
            self.day = day
            self.instant = instant
        }
        bits |= bit
    }

    @inline(__always)
    mutating func flush(into marks: inout [CellMark]) {
        guard bits != 0 else { return }
        marks.append(CellMark(cell: UInt64(UInt32(bitPattern: day)), mask: CountMask(rawValue: bits)))
        bits = 0
    }
}

/// Masks by text for one account at a time; ``RetraceCore/absentText`` is as good as any.
private struct TouchedTexts: ~Copyable {
    private var masks = TouchedMasks()

    /// Numbers are shifted by one, so that the absent text is 0.
    mutating func add(_ bits: UInt32, to text: TextID) { masks.add(bits, to: text &+ 1) }

    mutating func flush(into marks: inout [CellMark]) {
        for position in masks.touched.indices {
            let number = masks.touched[position]
            marks.append(CellMark(cell: UInt64(number &- 1), mask: CountMask(rawValue: masks.mask(of: number))))
        }
        masks.clear()
    }
}
