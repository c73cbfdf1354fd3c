import RetraceCore

/// The words of lines as bytes, ready to copy.
final class Glossary {
    /// Purposes by place in the vocabulary.
    let purposes: [[UInt8]]
    /// Products by place in the vocabulary.
    let products: [[UInt8]]
    let countries: [[UInt8]]
    /// Of residences.
    let regions: [[UInt8]?]
    /// `YYYY-MM-DD` of each day, one after another.
    private let days: [UInt8]
    private let start: Int64
    private let dayCount: Int

    /// Bytes of a date.
    static let dateLength = 10

    init(plan: ScenarioPlan) {
        purposes = plan.vocabulary.purposes.map { Array($0.name.utf8) }
        products = plan.vocabulary.products.map { Array($0.name.utf8) }
        countries = Residence.countries.map { Array($0.utf8) }
        regions = Residence.all.map { place in place.region.map { Array($0.utf8) } }
        start = plan.calendar.start
        dayCount = plan.calendar.days
        let firstDay = plan.calendar.firstDay
        days = (0..<plan.calendar.days).flatMap { Array(CivilDate(dayNumber: firstDay + Int32($0)).text.utf8) }
    }

    /// Writes a time stamp such as `2019-09-17T00:00:00.000Z`; the time lies on one of the days covered.
    @inline(__always)
    func put(time: Int64, _ cursor: inout ByteCursor) {
        let sinceStart = time - start
        let day = Int(sinceStart / ScenarioCalendar.dayLength)
        days.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            cursor.put(base + day * Self.dateLength, Self.dateLength)
        }
        putClock(UInt32(truncatingIfNeeded: sinceStart - Int64(day) * ScenarioCalendar.dayLength), &cursor)
    }

    @inline(__always)
    private func putClock(_ inDay: UInt32, _ cursor: inout ByteCursor) {
        cursor.put(byte: UInt8(ascii: "T"))
        cursor.put(UInt64(inDay / 3_600_000), digits: 2)
        cursor.put(byte: UInt8(ascii: ":"))
        cursor.put(UInt64(inDay / 60_000 % 60), digits: 2)
        cursor.put(byte: UInt8(ascii: ":"))
        cursor.put(UInt64(inDay / 1000 % 60), digits: 2)
        cursor.put(byte: UInt8(ascii: "."))
        cursor.put(UInt64(inDay % 1000), digits: 3)
        cursor.put(byte: UInt8(ascii: "Z"))
    }
}
