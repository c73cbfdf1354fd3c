import RetraceCore

/// Spells the fields of a line in all the ways that the model allows.
final class UntidyFields {
    /// A key and its value, as JSON without the key's quotes.
    struct Field {
        let key: String
        var value: [UInt8]
    }

    private let glossary: Glossary
    private let face: AccountFace

    init(plan: ScenarioPlan, face: AccountFace) {
        glossary = Glossary(plan: plan)
        self.face = face
    }

    private static let null = Array("null".utf8)

    /// The fields of a line, in any order; absent ones are left out or `null`.
    func fields(_ draft: Draft, _ dice: inout Dice) -> [Field] {
        var fields: [Field] = []
        if let time = draft.time { fields.append(Field(key: "ts", value: TimeSpelling.any(time, &dice))) }
        if draft.stream != .audiences, draft.stream != .uploads {
            fields.append(Field(key: "account_id", value: id(face.id, &dice)))
        }
        addEvent(draft, &fields, &dice)
        addAudience(draft, &fields, &dice)
        addContact(draft, &fields, &dice)
        addNumbers(draft, &fields, &dice)
        addPlace(draft, &fields, &dice)
        addAction(draft, &fields, &dice)
        for place in stride(from: fields.count - 1, to: 0, by: -1) { fields.swapAt(place, dice.below(place + 1)) }
        return fields
    }

    // MARK: Groups of fields

    private func addEvent(_ draft: Draft, _ fields: inout [Field], _ dice: inout Dice) {
        guard [.matches, .impressions, .disclosures].contains(draft.stream) else { return }
        add("event_id", draft.event != 0 ? id(draft.event, &dice) : nil, &fields, &dice)
    }

    private func addAudience(_ draft: Draft, _ fields: inout [Field], _ dice: inout Dice) {
        switch draft.stream {
        case .impressions:
            let numbers = [draft.audience, draft.secondAudience].filter { $0 >= 0 }
            let ids = numbers.map { id(AudienceRoster.id($0), &dice) }
            let gap = dice.chance(100) ? Array(" , ".utf8) : [0x2C]
            fields.append(Field(key: "audience_ids", value: [0x5B] + ids.joined(separator: gap) + [0x5D]))
        case .audiences, .uploads, .matches:
            fields.append(Field(key: "audience_id", value: id(AudienceRoster.id(draft.audience), &dice)))
        default: return
        }
        guard draft.stream == .audiences else { return }
        add("product", draft.product >= 0 ? text(glossary.products[draft.product], &dice) : nil, &fields, &dice)
        add("partner_id", draft.partner != 0 ? id(draft.partner, &dice) : nil, &fields, &dice)
    }

    private func addContact(_ draft: Draft, _ fields: inout [Field], _ dice: inout Dice) {
        guard [.identifiers, .uploads, .matches, .disclosures].contains(draft.stream) else { return }
        let type = draft.type.map { text(Array($0 == .email ? "email".utf8 : "phone".utf8), &dice) }
        add("id_type", type, &fields, &dice)
        add("id_hash", draft.contact >= 0 ? hash(draft.contact, &dice) : nil, &fields, &dice)
        guard draft.stream == .identifiers else { return }
        add("purpose", draft.purpose >= 0 ? text(glossary.purposes[draft.purpose], &dice) : nil, &fields, &dice)
    }

    private func addNumbers(_ draft: Draft, _ fields: inout [Field], _ dice: inout Dice) {
        let key: String
        switch draft.stream {
        case .audiences: key = "advertiser_id"
        case .impressions: key = "line_item_id"
        case .disclosures: key = "recipient_id"
        case .accounts: key = "person_id"
        default: return
        }
        add(key, draft.other != 0 ? id(draft.other, &dice) : nil, &fields, &dice)
    }

    private func addPlace(_ draft: Draft, _ fields: inout [Field], _ dice: inout Dice) {
        switch draft.stream {
        case .impressions:
            add("country", draft.country >= 0 ? text(glossary.countries[draft.country], &dice) : nil, &fields, &dice)
        case .accounts:
            let place = draft.residence
            let country = place >= 0 ? glossary.countries[Residence.countryIndex[place]] : nil
            add("country", country.map { text($0, &dice) }, &fields, &dice)
            let region = place >= 0 ? glossary.regions[place] : nil
            add("region", region.map { text($0, &dice) }, &fields, &dice)
        default: return
        }
    }

    private func addAction(_ draft: Draft, _ fields: inout [Field], _ dice: inout Dice) {
        guard [.identifiers, .audiences, .uploads, .matches].contains(draft.stream) else { return }
        let words = draft.stream == .audiences ? ("create", "delete") : ("add", "remove")
        if draft.action == .reverse {
            fields.append(Field(key: "action", value: text(Array(words.1.utf8), &dice)))
        } else {
            add("action", dice.chance(500) ? text(Array(words.0.utf8), &dice) : nil, &fields, &dice)
        }
    }

    private func add(_ key: String, _ value: [UInt8]?, _ fields: inout [Field], _ dice: inout Dice) {
        if let value {
            fields.append(Field(key: key, value: value))
        } else if dice.chance(200) {
            fields.append(Field(key: key, value: Self.null))
        }
    }

    // MARK: Values

    /// An id as an integer or as a string.
    private func id(_ value: UInt64, _ dice: inout Dice) -> [UInt8] {
        let digits = Array(String(value).utf8)
        return dice.chance(400) ? digits : text(digits, &dice)
    }

    /// A hash in lower, upper or mixed case.
    private func hash(_ contact: Int, _ dice: inout Dice) -> [UInt8] {
        var bytes = Array(UnsafeBufferPointer(start: face.hash(contact), count: 64))
        let style = dice.below(10)
        if style < 3 {
            for place in bytes.indices where bytes[place] > 0x60 && (style < 2 || dice.chance(500)) {
                bytes[place] -= 0x20
            }
        }
        return text(bytes, &dice)
    }

    /// A string, now and then with escapes.
    private func text(_ bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
        guard dice.chance(50) else { return [0x22] + bytes + [0x22] }
        return [0x22] + UntidyFields.escaped(bytes, &dice) + [0x22]
    }

    /// ASCII text with some of its characters as `\u00xx`.
    static func escaped(_ bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
        bytes.flatMap { byte -> [UInt8] in
            guard dice.chance(200) else { return [byte] }
            let digits = String(byte, radix: 16, uppercase: dice.chance(500))
            return Array("\\u00\(byte < 16 ? "0" : "")\(digits)".utf8)
        }
    }
}
