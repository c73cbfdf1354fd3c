import CSimdjson
import RetraceCore

/// A field of an accepted line, as far as people may see it.
struct FieldValue {
    let isPresent: Bool
    private let text: rt_text?
    private let words: String?
    private let isMasked: Bool

    private init(_ isPresent: Bool, text: rt_text? = nil, words: String? = nil, isMasked: Bool = false) {
        self.isPresent = isPresent
        self.text = text
        self.words = words
        self.isMasked = isMasked
    }

    /// The field `name` of a line of `stream`; `list` are the block's lists. Only with `isShown` there is an example.
    init(_ name: String, of line: rt_line, stream: LogStream, list: UnsafePointer<rt_text>?, isShown: Bool) {
        func has(_ flag: rt_flags) -> Bool { line.flags & flag.rawValue != 0 }
        switch name {
        case "ts":
            self.init(has(RT_HAS_TS), words: isShown ? Instant(milliseconds: line.ts).rfc3339 : nil)
        case "event_id": self.init(has(RT_HAS_EVENT))
        case "id_hash": self.init(has(RT_HAS_HASH), words: "(64 hexadecimal digits)")
        case "id_type": self.init(has(RT_EMAIL) || has(RT_PHONE), words: has(RT_EMAIL) ? "email" : "phone")
        case "account_id": self.init(line.account_text.bytes != nil, text: line.account_text, isMasked: true)
        case "audience_ids":
            let first = line.list_count > 0 ? list?[Int(line.list_start)] : nil
            self.init(true, text: first)
        default:
            let text = FieldValue.text(name, of: line, stream: stream)
            self.init(text.bytes != nil, text: text, isMasked: name == "person_id")
        }
    }

    /// The slots of `rt_line.text`, see there.
    private static func text(_ name: String, of line: rt_line, stream: LogStream) -> rt_text {
        switch (stream, name) {
        case (.audiences, "product"), (.impressions, "line_item_id"), (.accounts, "country"): line.text.1
        case (.audiences, "advertiser_id"), (.impressions, "country"), (.accounts, "region"): line.text.2
        default: line.text.0
        }
    }

    /// The value for people; nil where there is nothing to show.
    var example: String? {
        if let words { return words }
        guard let text, let bytes = text.bytes else { return nil }
        let value = String(decoding: UnsafeBufferPointer(start: bytes, count: Int(text.length)), as: UTF8.self)
        let shown = isMasked ? FieldValue.masked(value) : value
        return shown.count > 60 ? "\(shown.prefix(59))…" : shown
    }

    /// The shape of a value: letters become `x`, digits `9`.
    static func masked(_ value: String) -> String {
        String(value.map { $0.isNumber ? "9" : $0.isLetter ? "x" : $0.isASCII ? $0 : "?" })
    }
}
