import Testing

@testable import RetraceScenario

/// Ids and hashes never collide, and look as they should.
struct IdentityTests {
    @Test
    func accountsHaveDistinctIDs() {
        let identity = FakeIdentity(seed: 3)
        var seen: Set<UInt64> = []
        for index in 0..<100_000 as Range<UInt64> {
            seen.insert(identity.account(index, large: false))
            seen.insert(identity.account(index, large: true))
            seen.insert(identity.person(index))
        }
        #expect(seen.count == 300_000)
    }

    @Test
    func hashesAreSixtyFourHexDigits() {
        let face = AccountFace(identity: FakeIdentity(seed: 3))
        var seen: Set<[UInt8]> = []
        for index in 0..<100 as Range<UInt64> {
            face.become(index, large: false)
            for contact in 0..<Contact.countMax {
                let hash = Array(UnsafeBufferPointer(start: face.hash(contact), count: 64))
                #expect(hash.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
                seen.insert(hash)
            }
        }
        #expect(seen.count == 100 * Contact.countMax)
    }

    @Test
    func decimalsAreWrittenInFull() {
        let space = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)
        defer { space.deallocate() }
        for value in [0, 9, 10, 99, 100, 9_999_999_999_999_999_999, 10_000_000_000_000_000_000, .max] as [UInt64] {
            var cursor = ByteCursor(space)
            cursor.put(decimal: value)
            let text = String(
                decoding: UnsafeBufferPointer(start: space, count: cursor.position - space), as: UTF8.self)
            #expect(text == String(value))
        }
    }

    @Test(arguments: [
        (1, 1, 1), (2, 1, 2), (4, 2, 2), (7, 1, 7), (8, 4, 2), (10, 2, 5), (256, 16, 16), (1001, 1, 1001),
    ])
    func layoutHasAsManyFilesAsAsked(_ shards: Int, _ ranges: Int, _ partitions: Int) {
        let layout = FileLayout(shards: shards, days: 60)
        #expect(layout.dayRanges == ranges)
        #expect(layout.partitions == partitions)
        #expect(layout.range(ofDay: 0) == 0)
        #expect(layout.range(ofDay: 59) == ranges - 1)
        for range in 0..<ranges {
            let day = layout.firstDay(ofRange: range)
            #expect(layout.range(ofDay: day) == range)
            #expect(day == 0 || layout.range(ofDay: day - 1) == range - 1)
        }
    }
}
