import Foundation
import RetraceCore

/// Whether chance may have taken certain files of a grid, if it takes each as often as it seems to take the others.
///
/// Gaps in names have causes: a service rests on Sundays, a part was added later. Losses that come by chance make the same gaps
/// now and then, the more often the more files are lost. A cause is believed only where chance would hardly make such a gap
/// anywhere in the grid.
struct ChanceOfHoles {
    /// Below so many gaps of a kind in a whole grid, chance does not explain one.
    private static let expectedMin = 0.01

    /// The share of files that are not there between the first and the last day of theirs; gaps that seem to have a cause are left
    /// out.
    private(set) var rate = 0.0
    /// The parts of a day that most days have, as far as chance let them.
    private(set) var slots = 0

    /// The losses among the slots of a grid that has files on `days`, where files may be expected on the days of `expected`. Linear
    /// in slots times days.
    init(_ slots: some Collection<Set<Int32>>, days: [Int32], expected: [Int32], isDaily: Bool) {
        // Which gaps chance explains depends on the rate, and the rate on which gaps it explains: three steps settle that.
        for _ in 0..<3 {
            let usual = slots.filter { isUsual($0, of: days.count) }
            let found = usual.map { inner(expected, of: $0, isDaily: isDaily) }
            let places = found.reduce(0) { $0 + $1.places }
            let holes = found.reduce(0) { $0 + $1.holes }
            rate = places > 0 ? Double(holes) / Double(places) : 0
            self.slots = usual.count
        }
    }

    private func inner(_ expected: [Int32], of found: Set<Int32>, isDaily: Bool) -> (places: Int, holes: Int) {
        guard let first = found.min(), let last = found.max() else { return (0, 0) }
        let habits = isDaily ? habits(expected, found: found) : []
        // The first and the last day are there by choice of them.
        let places = expected.filter { first < $0 && $0 < last && !habits.contains($0 % 7) }
        return (places.count, places.count { !found.contains($0) })
    }

    /// Whether a slot with files on the days `found` has them on more than half of `days` days, or would have if not for chance.
    func isUsual(_ found: Set<Int32>, of days: Int) -> Bool {
        found.count * 2 > days || explains(missing: days - found.count, of: days)
    }

    /// Weekdays on which a slot has no file, and chance does not explain it.
    func habits(_ expected: [Int32], found: Set<Int32>) -> Set<Int32> {
        let silent = Self.silentWeekdays(expected, found: found)
        return Set(silent.filter { !explains(files: $0.value, places: 7 * slots) }.keys)
    }

    /// Weekdays on which none of two or more expected days has a file, and how many of these days there are.
    static func silentWeekdays(_ expected: [Int32], found: Set<Int32>) -> [Int32: Int] {
        var silent: [Int32: Int] = [:]
        for day in expected { silent[day % 7, default: 0] += 1 }
        for day in found { silent[day % 7] = nil }
        return silent.filter { $0.value > 1 }
    }

    /// Whether chance may have taken all of certain `files` files, of which there are `places` like them.
    func explains(files: Int, places: Int) -> Bool { Double(places) * pow(rate, Double(files)) >= Self.expectedMin }

    /// Whether chance may have taken `missing` or more of the `all` files of a slot.
    private func explains(missing: Int, of all: Int) -> Bool {
        guard rate > 0, missing > 0, missing < all else { return false }
        let logs = LogFactorials(upTo: all)
        let tail = (missing...all).reduce(0.0) { sum, k in
            sum + exp(logs.choose(all, k) + Double(k) * log(rate) + Double(all - k) * log1p(-rate))
        }
        return Double(slots) * tail >= Self.expectedMin
    }
}
