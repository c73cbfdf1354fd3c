import Foundation
import RetraceCore
@testable import RetraceIngest
import RetraceTestSupport
import Testing

/// Files of messages become lines of JSON, a line for each message.
@Suite struct ProtobufTests {
    private static let proto = """
        syntax = "proto3";
        package ads.test;
        import "google/protobuf/timestamp.proto";
        import "google/protobuf/wrappers.proto";
        enum Kind { UNKNOWN = 0; PHONE = 1; }
        message Event {
          message User { uint64 id = 1; optional string name = 2; }
          google.protobuf.Timestamp at = 1;
          User user = 2;
          bytes digest = 3;
          Kind kind = 4;
          repeated Kind kinds = 5;
          repeated string lists = 6;
          map<int32, string> labels = 7;
          sint64 signed = 8;
          fixed64 wide = 9;
          float share = 10;
          double weight = 11;
          bool seen = 12;
          google.protobuf.StringValue note = 13;
          repeated int32 numbers = 14;
          oneof which { string left = 15; int64 right = 16; }
          map<string, User> users = 17;
        }
        message Node { Node next = 1; }
        """

    private static let event = Result { try CompiledProto.type("ads.test.Event", of: proto) }

    private static func read(_ bytes: [UInt8], blockSize: Int = 1 << 16) throws -> RecordText {
        try RecordText(bytes, as: .protobuf(event.get()), blockSize: blockSize)
    }

    private static let user = WireMessage().varint(1, UInt64.max).text(2, "")
    private static let full = WireMessage()
        .message(1, WireMessage().varint(1, 1_560_211_200).varint(2, 25_000_000)).message(2, user)
        .bytes(3, [0, 0xAB, 0xFF]).varint(4, 1).bytes(5, [0, 1, 7]).text(6, "a \"b\"\n").text(6, "")
        .message(7, WireMessage().varint(1, -3).text(2, "x")).zigzag(8, .min).fixed64(9, 1 << 63)
        .fixed32(10, Float(0.1).bitPattern).fixed64(11, Double.nan.bitPattern).varint(12, 1)
        .message(13, WireMessage().text(1, "n")).bytes(14, [1] + WireMessage.varint(UInt64(bitPattern: -1)))
        .varint(16, 0).message(17, WireMessage().text(1, "k").message(2, user))

    private static let fullLine =
        #"{"at":"2019-06-11T00:00:00.025Z","user":{"id":18446744073709551615,"name":""},"digest":"00abff","#
        + #""kind":"PHONE","kinds":["UNKNOWN","PHONE",7],"lists":["a \u0022b\u0022\u000a",""],"labels":{"-3":"x"},"#
        + #""signed":-9223372036854775808,"wide":9223372036854775808,"share":0.1,"weight":null,"seen":true,"#
        + #""note":"n","numbers":[1,-1],"right":0,"users":{"k":{"id":18446744073709551615,"name":""}}}"#

    /// What a message does not say is not there.
    private static let emptyLine =
        #"{"kinds":[],"lists":[],"labels":{},"numbers":[],"users":{}}"#

    @Test func everyKindOfField() throws {
        let bytes = ProtobufTests.full.delimited + WireMessage().delimited + ProtobufTests.full.delimited
        for blockSize in [50, 4096] {
            let text = try ProtobufTests.read(bytes, blockSize: blockSize)
            #expect(text.damage == nil)
            #expect(text.lines == [ProtobufTests.fullLine, ProtobufTests.emptyLine, ProtobufTests.fullLine])
        }
    }

    @Test func manyMessagesInEveryContainer() throws {
        var random = SplitMix64(seed: 9)
        let messages = (0..<2000).map { WireMessage().message(2, WireMessage().varint(1, $0 + 1)) }
        for container in Container.allCases {
            let bytes = try container.wrap(messages.flatMap(\.delimited), using: &random)
            let text = try ProtobufTests.read(bytes)
            #expect(text.damage == nil && text.lines.count == 2000)
            #expect(text.lines.last?.contains(#""user":{"id":2000}"#) == true)
        }
    }

    /// Older files say of each field whether it was set, and may demand some.
    @Test func fieldsOfProto2() throws {
        let proto = """
            syntax = "proto2";
            message M { required string a = 1; optional int32 b = 2 [default = 7]; optional group G = 3 { optional bool c = 4; } }
            """
        let bytes = WireMessage().delimited + WireMessage().varint(2, 0).text(1, "").delimited
        let text = try RecordText(bytes, as: .protobuf(CompiledProto.type("M", of: proto)))
        #expect(text.lines == ["{}", #"{"a":"","b":0}"#])
    }

    @Test func timestampsOutOfRangeStayAsTheyAre() throws {
        let bytes = WireMessage().message(1, WireMessage().varint(1, Int64.max).varint(2, 1)).delimited
        let line = try ProtobufTests.read(bytes).lines.first
        #expect(line?.hasPrefix(#"{"at":{"seconds":9223372036854775807,"nanos":1},"#) == true)
    }

    /// A type that only has the name of a known one.
    @Test func namesOfKnownTypesMayBeTaken() throws {
        let proto = """
            syntax = "proto3";
            package google.protobuf;
            message Timestamp { string seconds = 1; repeated int32 nanos = 2; }
            message StringValue { repeated string value = 1; }
            message M { Timestamp t = 1; StringValue v = 2; }
            """
        let bytes = WireMessage().message(1, WireMessage().text(1, "x")).message(2, WireMessage().text(1, "y"))
            .delimited
        let text = try RecordText(bytes, as: .protobuf(CompiledProto.type("google.protobuf.M", of: proto)))
        #expect(text.lines == [#"{"t":{"seconds":"x","nanos":[]},"v":{"value":["y"]}}"#])
    }

    /// A message that can't be read is a line that is rejected, and the next one is read.
    @Test func wrongMessagesAreLinesThatAreNoJSON() throws {
        let wrong: [[UInt8]] = [[0x0A], [0x08, 0xFF], [0x32, 1, 0xFF], [0x12, 0x7F, 0]]
        for bytes in wrong {
            let text = try ProtobufTests.read([UInt8(bytes.count)] + bytes + ProtobufTests.full.delimited)
            #expect(text.damage == nil && text.lines == ["!", ProtobufTests.fullLine], "\(bytes)")
        }
    }

    @Test func valuesInsideOneAnotherAreLimited() throws {
        func nested(_ depth: Int) -> WireMessage {
            (0..<depth).reduce(WireMessage()) { inner, _ in WireMessage().message(1, inner) }
        }
        let type = try CompiledProto.type("ads.test.Node", of: ProtobufTests.proto)
        let text = try RecordText(nested(90).delimited + nested(110).delimited, as: .protobuf(type))
        #expect(text.damage == nil && text.lines.count == 2 && text.lines[1] == "!")
    }

    @Test func longMessagesAreRejectedAndNoMore() throws {
        let long = WireMessage().bytes(3, Array(repeating: 0, count: 3 << 20)).delimited
        let longer = WireMessage().bytes(3, Array(repeating: 0, count: 5 << 20)).delimited
        let text = try ProtobufTests.read(long + longer + ProtobufTests.full.delimited)
        #expect(text.damage == nil)
        #expect(
            text.lines.map(\.utf8.count)
                == [Limits.lineBytes + 1, Limits.lineBytes + 1, ProtobufTests.fullLine.utf8.count])
    }

    @Test func filesThatWereCutOffKeepTheirWholeMessages() throws {
        let message = ProtobufTests.full.delimited
        for end in 0...message.count * 2 {
            let text = try ProtobufTests.read(Array((message + message)[..<end]))
            #expect(text.lines.count == end / message.count, "\(end)")
            #expect((text.damage == nil) == (end % message.count == 0), "\(end)")
        }
    }

    @Test(arguments: [[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F]] as [[UInt8]])
    func lengthsThatAreNoneEndTheFile(bytes: [UInt8]) throws {
        let text = try ProtobufTests.read(ProtobufTests.full.delimited + bytes)
        #expect(text.lines.count == 1 && text.damage?.contains("no length of a message after message 1") == true)
    }

    @Test func wrongDescriptorSetsAreTold() throws {
        let set = try CompiledProto.set(ProtobufTests.proto)
        for bytes in [[], [0xFF], Array(set.dropLast(5)), Array("streams:\n".utf8)] {
            #expect(throws: FrameError.self) { try DescriptorSet(path: "a.desc", bytes: bytes) }
        }
        // Each file of a set is its field 1; without the first one an import is missing.
        let first = 1 + 1 + Int(set[1] & 0x7F) + (set[1] > 0x7F ? 1 + Int(set[2]) << 7 : 0)
        #expect(throws: FrameError.self) { try DescriptorSet(path: "a.desc", bytes: Array(set.dropFirst(first))) }
    }

    /// A mapping is another one when the types that it names are others, and is read again without their file.
    @Test func mappingsHoldTheirDescriptors() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "retrace-mapping-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "mapping.yaml").path
        try Data("streams: {matches: {format: protobuf, descriptor_set: a.desc, message: M}}".utf8)
            .write(to: URL(fileURLWithPath: path))
        func read(_ field: String) throws -> Mapping? {
            let set = try CompiledProto.set("syntax = \"proto3\"; message M { string \(field) = 1; }")
            try Data(set).write(to: folder.appending(path: "a.desc"))
            return try MappingFile.read(path)
        }
        let (one, same, other) = (try read("a"), try read("a"), try read("b"))
        #expect(one?.digest == same?.digest && one?.digest != other?.digest)
        try FileManager.default.removeItem(at: folder.appending(path: "a.desc"))
        let source = try JSONDecoder().decode(MappingSource.self, from: JSONEncoder().encode(one?.source))
        #expect(try MappingFile.read(source).digest == one?.digest)
        #expect(throws: RetraceError.self) { try MappingFile.read(path) }
    }

    /// Changed bytes give other lines or damage, never a crash or a hang; so do changed descriptors.
    @Test func changedFilesAreReadOrGivenUp() throws {
        var random = SplitMix64(seed: 23)
        let set = try CompiledProto.set(ProtobufTests.proto)
        let messages = Array(repeatElement(ProtobufTests.full.delimited, count: 4).joined())
        func changed(_ bytes: [UInt8]) -> [UInt8] {
            var bytes = bytes
            for _ in 0...random.number(0...2) {
                let place = random.number(0...bytes.count - 1)
                switch random.number(0...2) {
                case 0: bytes[place] = UInt8(random.number(0...255))
                case 1: bytes.removeSubrange(place..<min(bytes.count, place + random.number(1...9)))
                default: bytes.insert(UInt8(random.pick([0, 1, 0x7F, 0x80, 0xFF])), at: place)
                }
            }
            return bytes
        }
        var damaged = 0
        for _ in 0..<600 where try ProtobufTests.read(changed(messages)).damage != nil { damaged += 1 }
        #expect(damaged > 50)
        for _ in 0..<600 {
            guard let other = try? DescriptorSet(path: "a.desc", bytes: changed(set)) else { continue }
            for name in other.names {
                _ = try RecordText(messages, as: .protobuf(MessageType(set: other, name: name)))
            }
        }
    }
}
