// The fields of each stream: the table that both readers of lines follow.
#pragma once

#include <cstdint>
#include <cstring>

#include "retrace_lines.h"

namespace retrace {

enum class Kind : uint8_t {
    timestamp,
    account,
    event,
    id,          // an id kept as text
    unused_id,   // an id that only has to be valid
    string,      // a non-empty string kept as text
    hash,
    id_type,
    action,
    id_list,
};

struct Field {
    const char *name;
    Kind kind;
    uint8_t slot;  // index into rt_line.text
    bool required;
    // Filled by the tables' constructor:
    uint8_t index;
    uint8_t quoted_length;
    uint64_t quoted[2];  // the name in quotes, zero-filled
    uint64_t mask[2];    // ones where `quoted` counts
};

struct Stream {
    Field fields[8];
    uint8_t count;
    uint32_t required;   // bit per field
    uint32_t action_bit;
    uint32_t purpose_bit;  // required unless the action is a removal; 0 elsewhere
    const char *actions[2];
};

constexpr uint32_t max_quoted_length = 16;

/// Bytes that the name of a field may have.
constexpr size_t max_name_length = 200;

inline Stream make_stream(std::initializer_list<Field> fields, const char *first, const char *second) {
    Stream stream{};
    stream.actions[0] = first;
    stream.actions[1] = second;
    for (Field field : fields) {
        field.index = stream.count;
        const size_t length = std::strlen(field.name);
        field.quoted_length = static_cast<uint8_t>(length + 2);
        uint8_t text[max_quoted_length] = {};
        uint8_t mask[max_quoted_length] = {};
        text[0] = text[length + 1] = '"';
        std::memcpy(text + 1, field.name, length);
        std::memset(mask, 0xFF, length + 2);
        std::memcpy(field.quoted, text, sizeof text);
        std::memcpy(field.mask, mask, sizeof mask);
        if (field.required) stream.required |= 1u << field.index;
        if (field.kind == Kind::action) stream.action_bit = 1u << field.index;
        stream.fields[stream.count++] = field;
    }
    return stream;
}

struct Tables {
    Stream streams[7];

    Tables() {
        const Field ts{"ts", Kind::timestamp, 0, true}, account{"account_id", Kind::account, 0, true};
        const Field event{"event_id", Kind::event, 0, false}, audience{"audience_id", Kind::id, 0, true};
        const Field type{"id_type", Kind::id_type, 0, true}, any_type{"id_type", Kind::id_type, 0, false};
        const Field hash{"id_hash", Kind::hash, 0, true}, any_hash{"id_hash", Kind::hash, 0, false};
        const Field action{"action", Kind::action, 0, false};
        streams[RT_IDENTIFIERS] =
            make_stream({ts, account, type, hash, {"purpose", Kind::string, 0, false}, action}, "add", "remove");
        streams[RT_IDENTIFIERS].purpose_bit = 1u << 4;
        streams[RT_AUDIENCES] = make_stream({ts,
                                             audience,
                                             {"product", Kind::string, 1, false},
                                             {"advertiser_id", Kind::id, 2, false},
                                             {"partner_id", Kind::unused_id, 0, false},
                                             action},
                                            "create", "delete");
        streams[RT_UPLOADS] = make_stream({ts, audience, type, hash, action}, "add", "remove");
        streams[RT_MATCHES] = make_stream({ts, event, account, audience, any_type, any_hash, action}, "add", "remove");
        streams[RT_IMPRESSIONS] = make_stream({ts,
                                               event,
                                               account,
                                               {"audience_ids", Kind::id_list, 0, true},
                                               {"line_item_id", Kind::id, 1, false},
                                               {"country", Kind::string, 2, false}},
                                              "", "");
        streams[RT_DISCLOSURES] =
            make_stream({ts, event, account, {"recipient_id", Kind::id, 0, true}, any_type, hash}, "", "");
        streams[RT_ACCOUNTS] = make_stream({account,
                                            {"person_id", Kind::id, 0, false},
                                            {"country", Kind::string, 1, false},
                                            {"region", Kind::string, 2, false},
                                            {"ts", Kind::timestamp, 0, false}},
                                           "", "");
    }
};

inline const Tables &tables() {
    static const Tables instance;
    return instance;
}

/// The field of that name, or null.
inline const Field *find_field(const Stream &stream, const uint8_t *name, size_t length) {
    for (uint8_t i = 0; i < stream.count; i++) {
        const Field &field = stream.fields[i];
        if (field.quoted_length == length + 2 && std::memcmp(field.name, name, length) == 0) return &field;
    }
    return nullptr;
}

}  // namespace retrace
