import RetraceCore

/// Writes lines as a well-behaved pipeline does: fields in one order, ids as strings, times in UTC, defaults left out,
/// and a field or two that the model doesn't know.
final class TidyRenderer {
    /// More bytes than any line has.
    static let lineLengthMax = 1024

    private let glossary: Glossary
    private let face: AccountFace

    init(plan: ScenarioPlan, face: AccountFace) {
        glossary = Glossary(plan: plan)
        self.face = face
    }

    /// Writes a line and its line feed. There is room for ``lineLengthMax`` bytes. `noise` fills the unknown fields.
    @inline(__always)
    func write(_ draft: Draft, noise: UInt64, _ cursor: inout ByteCursor) {
        cursor.put("{\"ts\":\"")
        if let time = draft.time { glossary.put(time: time, &cursor) }
        cursor.put(byte: UInt8(ascii: "\""))
        switch draft.stream {
        case .identifiers: identifier(draft, &cursor)
        case .audiences: audience(draft, &cursor)
        case .uploads: upload(draft, &cursor)
        case .matches: match(draft, &cursor)
        case .impressions: impression(draft, noise, &cursor)
        case .disclosures: disclosure(draft, &cursor)
        case .accounts: account(draft, &cursor)
        }
        host(draft.stream, noise, &cursor)
        cursor.put("}\n")
    }

    private func identifier(_ draft: Draft, _ cursor: inout ByteCursor) {
        account(&cursor)
        contact(draft, &cursor)
        if draft.purpose >= 0 {
            cursor.put(",\"purpose\":\"")
            cursor.put(glossary.purposes[draft.purpose])
            cursor.put(byte: UInt8(ascii: "\""))
        }
        if draft.action == .reverse { cursor.put(",\"action\":\"remove\"") }
    }

    private func audience(_ draft: Draft, _ cursor: inout ByteCursor) {
        audienceID(draft.audience, &cursor)
        if draft.product >= 0 {
            cursor.put(",\"product\":\"")
            cursor.put(glossary.products[draft.product])
            cursor.put(byte: UInt8(ascii: "\""))
        }
        number(",\"advertiser_id\":\"", draft.other, &cursor)
        number(",\"partner_id\":\"", draft.partner, &cursor)
        cursor.put(draft.action == .reverse ? ",\"action\":\"delete\"" : ",\"action\":\"create\"")
    }

    private func upload(_ draft: Draft, _ cursor: inout ByteCursor) {
        audienceID(draft.audience, &cursor)
        contact(draft, &cursor)
        if draft.action == .reverse { cursor.put(",\"action\":\"remove\"") }
    }

    private func match(_ draft: Draft, _ cursor: inout ByteCursor) {
        number(",\"event_id\":\"", draft.event, &cursor)
        account(&cursor)
        audienceID(draft.audience, &cursor)
        contact(draft, &cursor)
        if draft.action == .reverse { cursor.put(",\"action\":\"remove\"") }
    }

    private func impression(_ draft: Draft, _ noise: UInt64, _ cursor: inout ByteCursor) {
        number(",\"event_id\":\"", draft.event, &cursor)
        account(&cursor)
        cursor.put(",\"audience_ids\":[")
        if draft.audience >= 0 { listed(draft.audience, &cursor) }
        if draft.secondAudience >= 0 {
            cursor.put(byte: UInt8(ascii: ","))
            listed(draft.secondAudience, &cursor)
        }
        cursor.put(byte: UInt8(ascii: "]"))
        number(",\"line_item_id\":\"", draft.other, &cursor)
        if draft.country >= 0 {
            cursor.put(",\"country\":\"")
            cursor.put(glossary.countries[draft.country])
            cursor.put(byte: UInt8(ascii: "\""))
        }
        guard noise & 64 != 0 else { return }
        cursor.put(",\"request_id\":\"")
        cursor.put(hex: UInt32(truncatingIfNeeded: noise >> 32))
        cursor.put(byte: UInt8(ascii: "\""))
    }

    private func disclosure(_ draft: Draft, _ cursor: inout ByteCursor) {
        number(",\"event_id\":\"", draft.event, &cursor)
        account(&cursor)
        number(",\"recipient_id\":\"", draft.other, &cursor)
        contact(draft, &cursor)
    }

    private func account(_ draft: Draft, _ cursor: inout ByteCursor) {
        account(&cursor)
        number(",\"person_id\":\"", draft.other, &cursor)
        guard draft.residence >= 0 else { return }
        cursor.put(",\"country\":\"")
        cursor.put(glossary.countries[Residence.countryIndex[draft.residence]])
        cursor.put(byte: UInt8(ascii: "\""))
        guard let region = glossary.regions[draft.residence] else { return }
        cursor.put(",\"region\":\"")
        cursor.put(region)
        cursor.put(byte: UInt8(ascii: "\""))
    }

    @inline(__always)
    private func account(_ cursor: inout ByteCursor) {
        cursor.put(",\"account_id\":\"")
        cursor.put(UnsafePointer(face.digits), face.digitCount)
        cursor.put(byte: UInt8(ascii: "\""))
    }

    @inline(__always)
    private func contact(_ draft: Draft, _ cursor: inout ByteCursor) {
        if let type = draft.type {
            cursor.put(type == .email ? ",\"id_type\":\"email\"" : ",\"id_type\":\"phone\"")
        }
        guard draft.contact >= 0 else { return }
        cursor.put(",\"id_hash\":\"")
        cursor.put(face.hash(draft.contact), 64)
        cursor.put(byte: UInt8(ascii: "\""))
    }

    @inline(__always)
    private func audienceID(_ number: Int, _ cursor: inout ByteCursor) {
        cursor.put(",\"audience_id\":")
        listed(number, &cursor)
    }

    @inline(__always)
    private func listed(_ number: Int, _ cursor: inout ByteCursor) {
        cursor.put(byte: UInt8(ascii: "\""))
        cursor.put(AudienceRoster.id(number), digits: 7)
        cursor.put(byte: UInt8(ascii: "\""))
    }

    @inline(__always)
    private func number(_ key: StaticString, _ value: UInt64, _ cursor: inout ByteCursor) {
        guard value != 0 else { return }
        cursor.put(key)
        cursor.put(decimal: value)
        cursor.put(byte: UInt8(ascii: "\""))
    }

    @inline(__always)
    private func host(_ stream: LogStream, _ noise: UInt64, _ cursor: inout ByteCursor) {
        guard stream != .accounts else { return }
        cursor.put(",\"host\":\"")
        cursor.put(stream == .impressions ? "ads" : "idx")
        cursor.put(noise & 63, digits: 2)
        cursor.put(byte: UInt8(ascii: "\""))
    }
}
