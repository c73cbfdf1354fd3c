import RetraceCore

/// When things happen: the days that the logs cover, and the cutoff among them. All times are Unix milliseconds.
struct ScenarioCalendar: Sendable {
    /// Midnight (UTC) at the start of the first day.
    let start: Int64
    /// The instant of the fix.
    let cutoff: Int64
    /// Midnight (UTC) at the end of the last day; no event of a tidy log lies at or after it.
    let end: Int64
    /// How many days the logs cover.
    let days: Int
    /// The first day, as days since 1970-01-01.
    let firstDay: Int32

    static let dayLength: Int64 = 86_400_000
    /// The earliest instant that a log can name, used by untidy logs.
    static let antiquity = Instant.earliest.milliseconds
    /// The latest instant that a log can name, used by untidy logs.
    static let posterity = Instant.latest.milliseconds

    /// Days around a cutoff: three quarters before it, rounded down, at least one after.
    init(cutoff: Instant, days: Int) {
        self.cutoff = cutoff.milliseconds
        self.days = days
        firstDay = cutoff.dayNumber - Int32(days * 3 / 4)
        start = Int64(firstDay) * Self.dayLength
        end = start + Int64(days) * Self.dayLength
    }

    /// An instant in a part of the time before the cutoff, given in thousandths of it: [from, to).
    @inline(__always)
    func before(_ from: Int, _ to: Int, _ dice: inout Dice) -> Int64 {
        instant(start, cutoff, from, to, &dice)
    }

    /// An instant in a part of the time since the cutoff, given in thousandths of it: [from, to).
    @inline(__always)
    func since(_ from: Int, _ to: Int, _ dice: inout Dice) -> Int64 {
        instant(cutoff, end, from, to, &dice)
    }

    /// An instant on any of the days.
    @inline(__always)
    func anyTime(_ dice: inout Dice) -> Int64 { start + Int64(dice.below(Int(end - start))) }

    @inline(__always)
    private func instant(_ low: Int64, _ high: Int64, _ from: Int, _ to: Int, _ dice: inout Dice) -> Int64 {
        let length = Int(high - low)
        let first = length * from / 1000
        return low + Int64(first + dice.below(length * to / 1000 - first))
    }

    /// Slots of tables by day: one for each day covered, then one for the day of ``antiquity``.
    var daySlots: Int { days + 1 }

    /// The slot of an instant of the days covered, or of ``antiquity``.
    @inline(__always)
    func daySlot(_ time: Int64) -> Int {
        time < start ? days : Int((time - start) / Self.dayLength)
    }

    /// The day that a slot stands for, as days since 1970-01-01.
    func day(ofSlot slot: Int) -> Int32 {
        slot == days ? Instant.earliest.dayNumber : firstDay + Int32(slot)
    }
}
