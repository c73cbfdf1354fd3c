import Foundation

/// An incident as other platforms would have logged it: lines of the model turned into lines of other forms.
struct ForeignLogs {
    /// A line of the model.
    typealias Fields = [String: Any]

    let lines: [String: [Fields]]

    /// Reads an incident that `retrace generate` wrote.
    init(_ workspace: Workspace, logs: String) throws {
        var lines: [String: [Fields]] = [:]
        for stream in try FileManager.default.contentsOfDirectory(atPath: workspace.path(logs)).sorted() {
            let text = try Program.shell(
                "find '\(workspace.path(logs))/\(stream)' -name '*.zst' | sort | xargs zstd -dc")
            lines[stream] = try text.text.split(separator: "\n").map { line in
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? Fields ?? [:]
            }
        }
        self.lines = lines
    }

    /// The lines of a stream, each turned into another.
    func lines(_ stream: String, _ turn: (Fields) throws -> String) rethrows -> String {
        try (lines[stream] ?? []).map { try turn($0) + "\n" }.joined()
    }

    /// JSON of an object, in which what is nil is left out.
    static func json(_ fields: [String: Any?]) throws -> String {
        let data = try JSONSerialization.data(
            withJSONObject: fields.compactMapValues { $0 }, options: [.sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data, as: UTF8.self)
    }

    /// Milliseconds since 1970 of a line.
    static func milliseconds(_ fields: Fields) -> Int {
        let parser = ISO8601DateFormatter()
        parser.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
        return parser.date(from: fields["ts"] as? String ?? "").map { Int(($0.timeIntervalSince1970 * 1000).rounded()) }
            ?? 0
    }

    static func action(_ fields: Fields) -> String { fields["action"] as? String ?? "add" }

    /// Impressions in the manner of OpenRTB requests.
    func requests() throws -> String {
        try lines("impressions") { line in
            let segments = (line["audience_ids"] as? [String] ?? []).map { ["id": $0] }
            return try ForeignLogs.json([
                "id": line["event_id"], "timestamp": ForeignLogs.milliseconds(line),
                "user": ["id": line["account_id"] ?? "", "data": [["name": "lists", "segment": segments]]],
                "imp": [["id": "1", "tagid": line["line_item_id"]].compactMapValues { $0 }], "at": 2,
                "device": ["ua": "Mozilla/5.0", "geo": ["country": line["country"]].compactMapValues { $0 }],
            ])
        }
    }

    /// Matches as the extended identifiers of OpenRTB users; one without a hash has an identifier without a value.
    func extendedIdentifiers() throws -> String {
        try lines("matches") { line in
            let identifier = ["id": (line["id_hash"] as? String)?.uppercased()].compactMapValues { $0 }
            let source = (line["id_type"] as? String).map { "\($0).crm.example" }
            let eid: [String: Any?] = ["source": source, "uids": [identifier]]
            return try ForeignLogs.json([
                "request": ["id": line["event_id"]].compactMapValues { $0 },
                "timestamp": ForeignLogs.milliseconds(line),
                "user": ["id": line["account_id"] ?? "", "eids": [eid.compactMapValues { $0 }]],
                "segment": ["id": line["audience_id"]].compactMapValues { $0 }, "op": ForeignLogs.action(line),
            ])
        }
    }

    /// Matches as a table: Unix seconds, upper-case hashes.
    func table() -> String {
        "event,time,member,list,kind,digest,op\r\n"
            + lines("matches") { line in
                let time = ForeignLogs.milliseconds(line)
                let fraction = "00\(time % 1000)".suffix(3)
                let (kind, hash) = (line["id_type"] as? String, line["id_hash"] as? String)
                let event = line["event_id"] as? String ?? ""
                let (member, list) = (line["account_id"] as? String ?? "", line["audience_id"] as? String ?? "")
                return "\(event),\(time / 1000).\(fraction),\(member),\"\(list)\",\(kind?.uppercased() ?? ""),"
                    + "\(hash?.uppercased() ?? ""),\(ForeignLogs.action(line) == "add" ? "JOIN" : "LEAVE")\r"
            }
    }

    /// All events in one text, under names that no stream has.
    func mixed() throws -> String {
        let kinds = [
            ("accounts", "user.profile"), ("audiences", "segment"), ("disclosures", "data.shared"),
            ("identifiers", "contact"), ("impressions", "ad.served"), ("matches", "match"), ("uploads", "list.upload"),
        ]
        let events = try kinds.flatMap { stream, kind in
            try (lines[stream] ?? []).map { try ForeignLogs.json(ForeignLogs.event($0, of: kind)) + "\n" }
        }
        // In an order that has all kinds everywhere: any number without a factor in common with theirs would do.
        return events.indices.map { events[$0 * 7919 % events.count] }.joined()
    }

    private static func event(_ line: Fields, of kind: String) -> [String: Any?] {
        let segments = (line["audience_ids"] as? [String]).map { $0.map { ["ref": $0] } }
        let country = line["country"] as? String
        return [
            "event": "\(kind).\(["remove", "delete"].contains(action(line)) ? "removed" : "added")",
            "ts_us": line["ts"] == nil ? nil : milliseconds(line) * 1000, "ref": line["event_id"],
            "who": ["uid": line["account_id"], "human": line["person_id"]].compactMapValues { $0 },
            "contact": ["kind": (line["id_type"] as? String)?.uppercased(), "sha256": line["id_hash"]]
                .compactMapValues { $0 },
            "why": (line["purpose"] as? String)?.replacing(".", with: ":"), "segment": line["audience_id"],
            "segments": segments, "kind_of_list": line["product"], "adv": line["advertiser_id"],
            "provider": line["partner_id"], "vendor": line["recipient_id"], "line_item": line["line_item_id"],
            "geo": ["cc": country, "state": line["region"]].compactMapValues { $0 },
        ]
    }
}
