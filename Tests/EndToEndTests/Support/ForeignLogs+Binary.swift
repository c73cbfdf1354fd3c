import Foundation
import RetraceTestSupport

extension ForeignLogs {
    /// Matches as an Avro file: nested records, microseconds, enums, and hashes as bytes.
    func container(_ codec: AvroFile.Codec) throws -> [UInt8] {
        var file = AvroFile(schema: ForeignLogs.matchSchema, codec: codec)
        let matches = lines["matches"] ?? []
        for start in stride(from: 0, to: matches.count, by: 100) {
            try file.add(matches[start..<min(start + 100, matches.count)].map(ForeignLogs.record))
        }
        return file.bytes
    }

    private static let matchSchema = """
        {"type": "record", "name": "Match", "namespace": "com.example.matching", "fields": [
            {"name": "ref", "type": ["null", "string"], "default": null},
            {"name": "occurred", "type": {"type": "long", "logicalType": "timestamp-micros"}},
            {"name": "member", "type": {"type": "record", "name": "Member", "fields": [
                {"name": "uid", "type": "string"}]}},
            {"name": "segment", "type": "string"},
            {"name": "contact", "type": {"type": "record", "name": "Contact", "fields": [
                {"name": "kind", "type": ["null", {"type": "enum", "name": "Kind", "symbols": ["EMAIL", "PHONE"]}]},
                {"name": "sha256", "type": ["null", {"type": "fixed", "name": "Digest", "size": 32}]}]}},
            {"name": "op", "type": {"type": "enum", "name": "Op", "symbols": ["JOIN", "LEAVE"]}}]}
        """

    private static func record(_ line: Fields) -> AvroValue {
        func optional(_ text: Any?, _ value: (String) -> AvroValue) -> AvroValue {
            (text as? String).map { .branch(1, value($0)) } ?? .branch(0, .null)
        }
        return .record([
            optional(line["event_id"]) { .text($0) }, .integer(Int64(milliseconds(line)) * 1000),
            .record([.text(line["account_id"] as? String ?? "")]), .text(line["audience_id"] as? String ?? ""),
            .record([
                optional(line["id_type"]) { .symbol($0 == "email" ? 0 : 1) },
                optional(line["id_hash"]) { .fixed(bytes(ofHexadecimal: $0)) },
            ]), .symbol(action(line) == "add" ? 0 : 1),
        ])
    }

    static func bytes(ofHexadecimal text: String) -> [UInt8] {
        stride(from: 0, to: text.utf8.count, by: 2).compactMap { UInt8(text.dropFirst($0).prefix(2), radix: 16) }
    }

    /// The types of `messages`.
    static let matchProto = """
        syntax = "proto3";
        package com.example.matching;
        import "google/protobuf/timestamp.proto";
        enum Kind { UNKNOWN = 0; EMAIL = 1; PHONE = 2; }
        enum Op { JOIN = 0; LEAVE = 1; }
        message Match {
          message Member { string uid = 1; }
          message Contact { Kind kind = 1; bytes sha256 = 2; }
          string ref = 1;
          google.protobuf.Timestamp occurred = 2;
          Member member = 3;
          string segment = 4;
          Contact contact = 5;
          Op op = 6;
        }

        """

    /// Matches as messages of Protocol Buffers, each after its length: the values that the wire leaves out are left out.
    func messages() -> [UInt8] {
        (lines["matches"] ?? []).flatMap { line in
            let time = ForeignLogs.milliseconds(line)
            let stamp = WireMessage().varint(1, time / 1000).varint(2, time % 1000 * 1_000_000)
            var contact = WireMessage()
            if let type = line["id_type"] as? String { contact = contact.varint(1, type == "email" ? 1 : 2) }
            if let hash = line["id_hash"] as? String {
                contact = contact.bytes(2, ForeignLogs.bytes(ofHexadecimal: hash))
            }
            var match = WireMessage().message(2, stamp)
                .message(3, WireMessage().text(1, line["account_id"] as? String ?? ""))
                .text(4, line["audience_id"] as? String ?? "").message(5, contact)
            if let event = line["event_id"] as? String { match = match.text(1, event) }
            return (ForeignLogs.action(line) == "add" ? match : match.varint(6, 1)).delimited
        }
    }
}
