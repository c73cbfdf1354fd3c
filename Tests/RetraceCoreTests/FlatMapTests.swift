import RetraceCore
import Testing

/// The map behaves as a dictionary that never forgets.
@Suite struct FlatMapTests {
    @Test func agreesWithADictionary() {
        var map = FlatMap()
        var expected: [UInt64: UInt32] = [:]
        var key: UInt64 = 1
        for number in UInt32(0)..<20_000 {
            key = key &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            // Few keys, so that most come again; zero and the largest among them.
            let small = number % 1000 == 0 ? 0 : number % 1000 == 1 ? .max : key >> 50
            let value = map.value(of: small, orInsert: number)
            #expect(value == expected[small] ?? number)
            expected[small] = value
        }
        #expect(map.count == expected.count)
        #expect(expected.allSatisfy { map[$0.key] == $0.value })
        #expect(map[1 << 60] == nil && FlatMap()[0] == nil)
    }
}
