import Foundation
import RetraceCore
@testable import RetraceIngest
import RetraceTestSupport
import Testing

/// Avro object container files become lines of JSON, a line for each record.
@Suite struct AvroTests {
    private static let events = """
        {"type": "record", "name": "Event", "namespace": "org.example", "fields": [
            {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
            {"name": "small", "type": "int"},
            {"name": "user", "type": {"type": "record", "name": "User", "fields": [
                {"name": "id", "type": ["null", "string", "long"], "default": null},
                {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["EMAIL", "PHONE"]}}]}},
            {"name": "digest", "type": {"type": "fixed", "name": "Digest", "size": 3}},
            {"name": "raw", "type": "bytes"},
            {"name": "kinds", "type": {"type": "array", "items": "Kind"}},
            {"name": "counts", "type": {"type": "map", "values": ["int", "org.example.User"]}},
            {"name": "share", "type": "float"}, {"name": "weight", "type": "double"},
            {"name": "seen", "type": "boolean"}, {"name": "nothing", "type": "null"}]}
        """

    private static func event(_ at: Int64, _ id: AvroValue) -> AvroValue {
        .record([
            .integer(at), .integer(Int64(Int32.min)), .record([id, .symbol(1)]), .fixed([0, 0xAB, 0xFF]),
            .bytes([1, 0x7F]),
            .sizedArray([[.symbol(0), .symbol(1)], [.symbol(1)]]),
            .map([("a \"b\"\n", .branch(0, .integer(7))), ("u", .branch(1, .record([.branch(0, .null), .symbol(0)])))]),
            .float(0.1), .double(.infinity), .boolean(true), .null,
        ])
    }

    private static func line(_ at: Int64, _ id: String) -> String {
        #"{"at":\#(at),"small":-2147483648,"user":{"id":\#(id),"kind":"PHONE"},"digest":"00abff","raw":"017f","#
            + #""kinds":["EMAIL","PHONE","PHONE"],"counts":{"a \u0022b\u0022\u000a":7,"u":{"id":null,"kind":"EMAIL"}},"#
            + #""share":0.1,"weight":null,"seen":true,"nothing":null}"#
    }

    private static func sample(_ codec: AvroFile.Codec) throws -> [UInt8] {
        var file = AvroFile(schema: events, codec: codec)
        try file.add([event(.max, .branch(1, .text("42"))), event(.min, .branch(2, .integer(1 << 60)))])
        try file.add([])
        try file.add((0..<300).map { event(Int64($0), .branch(0, .null)) })
        return file.bytes
    }

    private static let sampleLines =
        [line(.max, "\"42\""), line(.min, "1152921504606846976")] + (0..<300).map { line(Int64($0), "null") }

    @Test(arguments: AvroFile.Codec.allCases) func everyTypeAndCodec(codec: AvroFile.Codec) throws {
        let bytes = try AvroTests.sample(codec)
        for blockSize in [100, 4096, 1 << 16] {
            let text = try RecordText(bytes, as: .avro, blockSize: blockSize)
            #expect(text.damage == nil)
            #expect(text.lines == AvroTests.sampleLines)
        }
    }

    /// A file is compressed as a whole where somebody has done so.
    @Test(arguments: Container.allCases) func filesMayBeCompressedOnceMore(container: Container) throws {
        var random = SplitMix64(seed: 5)
        let text = try RecordText(container.wrap(try AvroTests.sample(.deflate), using: &random), as: .avro)
        #expect(text.damage == nil && text.lines == AvroTests.sampleLines)
    }

    @Test func recordsNeedNotBeRecords() throws {
        var file = AvroFile(schema: #"["int", {"type": "record", "name": "a.Empty", "fields": []}]"#)
        try file.add([.branch(0, .integer(-1)), .branch(1, .record([]))])
        #expect(try RecordText(file.bytes, as: .avro).lines == ["-1", "{}"])
    }

    @Test func namesAreLookedUpInTheirNamespace() throws {
        let schema = """
            {"type": "record", "name": "Outer", "namespace": "a", "fields": [
                {"name": "x", "type": {"type": "fixed", "name": "b.F", "size": 1}},
                {"name": "y", "type": {"type": "record", "name": "Inner", "namespace": "b", "fields": [
                    {"name": "f", "type": "F"}, {"name": "next", "type": ["null", "Inner"]}]}},
                {"name": "z", "type": "b.Inner"}]}
            """
        var file = AvroFile(schema: schema)
        let inner = AvroValue.record([.fixed([2]), .branch(1, .record([.fixed([3]), .branch(0, .null)]))])
        try file.add([.record([.fixed([1]), inner, inner])])
        let text = #"{"f":"02","next":{"f":"03","next":null}}"#
        #expect(try RecordText(file.bytes, as: .avro).lines == [#"{"x":"01","y":\#(text),"z":\#(text)}"#])
    }

    /// Wherever a file ends, what was whole is there, and the file is damaged unless it ends between blocks.
    @Test func filesThatWereCutOffKeepTheirWholeBlocks() throws {
        var file = AvroFile(schema: #""string""#, codec: .deflate)
        var whole = [file.bytes.count]
        for block in 0..<3 {
            try file.add([.text("\(block)"), .text("x")])
            whole.append(file.bytes.count)
        }
        for end in 0..<file.bytes.count {
            let text = try RecordText(Array(file.bytes[..<end]), as: .avro)
            let blocks = max(0, whole.count { $0 <= end } - 1)
            #expect(text.lines == (0..<blocks).flatMap { ["\"\($0)\"", "\"x\""] })
            #expect((text.damage == nil) == whole.contains(end), "\(end)")
            #expect(text.damage?.hasSuffix("it was cut off") ?? true)
        }
    }

    @Test(arguments: [
        (#"{"type": "fixed", "name": "F", "size": 9223372036854775807}"#, [], "ends within a value"),
        (#""string""#, AvroValue.long(Int64.max), "ends within a value"), (#""string""#, [1], "length is negative"),
        (#""boolean""#, [2], "neither 0 nor 1"), (#""int""#, AvroValue.long(1 << 31), "more than 32 bits"),
        (#""long""#, Array(repeating: 0xFF, count: 10), "more than 64 bits"), (#"["null"]"#, [2], "a branch is none"),
        (#"{"type": "enum", "name": "E", "symbols": []}"#, [0], "a symbol is none"),
        (#"{"type": "array", "items": "null"}"#, AvroValue.long(Int64.max) + [0], "more than 8388608 values"),
        (#"{"type": "array", "items": "null"}"#, AvroValue.long(Int64.min) + [0, 0], "more than 8388608 values"),
        (#""null""#, [0], "bytes left"),
        (#"{"type": "record", "name": "N", "fields": [{"name": "n", "type": "N"}]}"#, [], "200 levels"),
    ]) func wrongRecordsEndTheFile(schema: String, bytes: [UInt8], reason: String) throws {
        var file = AvroFile(schema: schema)
        file.add(count: 1, packed: bytes)
        let text = try RecordText(file.bytes, as: .avro)
        #expect(text.lines.isEmpty || reason == "bytes left")
        #expect(text.damage?.contains(reason) == true, "\(text.damage ?? "-")")
    }

    @Test func valuesInsideOneAnotherAreLimited() throws {
        var file = AvroFile(
            schema: #"{"type": "record", "name": "N", "fields": [{"name": "n", "type": ["null", "N"]}]}"#)
        file.add(count: 1, packed: Array(repeating: 2, count: 90) + [0])
        #expect(try RecordText(file.bytes, as: .avro).lines.count == 1)
        file.add(count: 1, packed: Array(repeating: 2, count: 1_000_000) + [0])
        #expect(try RecordText(file.bytes, as: .avro).damage?.contains("200 levels") == true)
    }

    /// Types nested so that 2³⁰ values take no bytes.
    @Test func valuesWithoutBytesAreLimited() throws {
        var schema = #"{"type": "record", "name": "R0", "fields": []}"#
        for level in 1...30 {
            let fields = #"{"name": "a", "type": \#(schema)}, {"name": "b", "type": "R\#(level - 1)"}"#
            schema = #"{"type": "record", "name": "R\#(level)", "fields": [\#(fields)]}"#
        }
        var file = AvroFile(schema: schema)
        file.add(count: 1, packed: [])
        #expect(try RecordText(file.bytes, as: .avro).damage?.contains("more than 8388608 values") == true)
    }

    /// Their lines are as long as it takes for the parser to reject them.
    @Test func longRecordsAreRejectedAndNoMore() throws {
        var file = AvroFile(schema: #""bytes""#)
        try file.add([.bytes([1])])
        try file.add([.bytes(Array(repeating: 0, count: 3 << 20))])
        try file.add([.bytes([2])])
        let text = try RecordText(file.bytes, as: .avro)
        #expect(text.lines.map(\.utf8.count) == [4, Limits.lineBytes + 1, 4] && text.damage == nil)
    }

    @Test(arguments: [
        ("", "within the header"), ("{}", "is no Avro"), ("Obj", "within the header"),
        ("Obj\u{1}", "within the header"),
    ]) func otherFilesAreToldApart(text: String, reason: String) throws {
        let damage = try RecordText(Array(text.utf8), as: .avro).damage
        #expect(damage?.contains(reason) == true, "\(damage ?? "-")")
    }

    @Test(arguments: ["{", "[", "\"Unknown\"", "7", "{\"type\": \"record\", \"name\": \"R\"}", "{\"type\": 1}", ""])
    func wrongSchemasAreTold(schema: String) throws {
        let damage = try RecordText(AvroFile(schema: schema).bytes, as: .avro).damage
        #expect(damage?.hasPrefix("has a schema") == true, "\(damage ?? "-")")
    }

    @Test func checksumsAndMarkersAreVerified() throws {
        var file = AvroFile(schema: #""string""#, codec: .snappy)
        try file.add([.text("one")])
        var wrong = file.bytes
        wrong[wrong.count - 17] ^= 1
        #expect(try RecordText(wrong, as: .avro).damage?.hasSuffix("its checksum is wrong") == true)
        wrong = file.bytes
        wrong[wrong.count - 1] ^= 1
        let text = try RecordText(wrong, as: .avro)
        #expect(text.damage?.hasSuffix("not the file's marker") == true && text.lines.isEmpty)
    }

    @Test func blocksThatUnpackToTooMuchAreDamage() throws {
        var file = AvroFile(schema: #""bytes""#, codec: .deflate)
        try file.add([.bytes(Array(repeating: 0, count: 65 << 20))])
        #expect(try RecordText(file.bytes, as: .avro).damage?.hasSuffix("unpacks to more than 64 MiB") == true)
        file = AvroFile(schema: #""null""#)
        let bytes = file.bytes + AvroValue.long(1) + AvroValue.long(65 << 20)
        #expect(try RecordText(bytes, as: .avro).damage?.hasSuffix("has more than 64 MiB") == true)
    }

    /// Changed bytes give other lines or damage, never a crash or a hang.
    @Test(arguments: AvroFile.Codec.allCases) func changedFilesAreReadOrGivenUp(codec: AvroFile.Codec) throws {
        var file = AvroFile(schema: AvroTests.events, codec: codec)
        for at in 0..<4 { try file.add([AvroTests.event(Int64(at), .branch(1, .text("a")))]) }
        var random = SplitMix64(seed: 17)
        var damaged = 0
        for _ in 0..<250 {
            var bytes = file.bytes
            for _ in 0...random.number(0...2) {
                let place = random.number(0...bytes.count - 1)
                switch random.number(0...3) {
                case 0: bytes[place] = UInt8(random.number(0...255))
                case 1: bytes[place] ^= 1 << UInt8(random.number(0...7))
                case 2: bytes.removeSubrange(place..<min(bytes.count, place + random.number(1...9)))
                default: bytes.insert(UInt8(random.pick([0, 1, 0x7F, 0x80, 0xFF])), at: place)
                }
            }
            let text = try RecordText(bytes, as: .avro)
            if text.damage != nil { damaged += 1 }
            #expect(text.lines.count <= 4 * 100)
        }
        #expect(damaged > 100)
    }
}
