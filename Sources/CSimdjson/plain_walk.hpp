// The fast reader: lines of ASCII without escapes. It never rejects: what it does not take, simdjson judges.
//
// `walks.hpp` alone includes it, once for each set of instructions, with RETRACE_WALK as the namespace for it and
// RETRACE_WALK_AVX2 as whether it may use AVX2.

namespace retrace::RETRACE_WALK {

/// Reads one line at a time.
class PlainWalk {
public:
    PlainWalk(rt_parser &parser, const Stream &stream, Prediction &prediction)
        : parser_(parser), stream_(stream), prediction_(prediction) {}

    /// Reads the line at `p` into `line`. Returns the byte after its line feed, or null when the line is not plain; then
    /// `line` and the end of the parser's list hold leftovers.
    const uint8_t *read(const uint8_t *p, rt_line &line) {
        if (*p != '{') return nullptr;
        uint32_t seen = 0;
        nulls_ = 0;
        const PredictedKey *key = prediction_.keys;
        do {
            if (__builtin_expect(begins_with(p, *key), 1)) {
                p += key->length;
            } else {
                p = find_key(p, key);
                if (!p) return nullptr;
                if (!key) break;
            }
            // A repeated key is left to the judge.
            if (seen & key->bit) return nullptr;
            seen |= key->bit;
            p = read_value(p, *key, line);
            if (!p) return nullptr;
            key += key < prediction_.keys + max_predicted;
        } while (*p != '}');
        p++;
        if (*p == '\r') p++;
        if (*p != '\n' || missing_field(stream_, seen, line)) return nullptr;
        parser_.seen_fields |= seen & ~nulls_;
        return p + 1;
    }

private:
    static const uint8_t *skip_spaces(const uint8_t *p) {
        while (*p == ' ') p++;
        return p;
    }

    /// From the end of a value (or the opening brace) to the next value, or into it where it is a string, when the key is not
    /// the one at `key` of the prediction, which is set to what it is. Where a closing brace follows, `key` becomes null and
    /// the brace's place is returned. Null when the line is not plain.
    __attribute__((noinline)) const uint8_t *find_key(const uint8_t *p, const PredictedKey *&key) {
        // Where a line lacks an optional field or has one more, its keys stand a place off.
        for (int i = 1; i < 3; i++) {
            if (begins_with(p, key[i])) {
                key += i;
                return p + key->length;
            }
        }
        const uint8_t *start = p;
        p = skip_spaces(p);
        const bool is_first = key == prediction_.keys;
        if (*p == '}' && !is_first) {
            key = nullptr;
            return p;
        }
        // A brace stands before the first key alone: `{"a":0{"b":0}` is no object.
        if (!is_first && *p != ',') return nullptr;
        p = skip_spaces(p + 1);
        if (*p != '"') return nullptr;
        const uint8_t *name = p + 1;
        p = end_of_plain(name);
        if (*p != '"') return nullptr;
        const Field *field = find_field(stream_, name, static_cast<size_t>(p - name));
        p = skip_spaces(p + 1);
        if (*p != ':') return nullptr;
        p = skip_spaces(p + 1);
        const bool opens_string = *p == '"';
        if (opens_string) p++;
        key = predict(start, static_cast<size_t>(p - start), key, field, opens_string);
        return p;
    }

    /// Notes the key found at the place of another one, to be met again if it is short enough, and returns what was noted.
    const PredictedKey *predict(const uint8_t *p, size_t length, const PredictedKey *place, const Field *field,
                                bool opens_string) {
        const ptrdiff_t position = place - prediction_.keys;
        PredictedKey &key = prediction_.keys[position];
        key = PredictedKey{};
        key.bit = field ? 1u << field->index : 0;
        key.reading = reading_of(field, opens_string);
        key.field = field;
        if (position == max_predicted || length > max_predicted_length) return &key;
        std::memset(key.text, 0, sizeof key.text);
        std::memset(key.mask, 0, sizeof key.mask);
        std::memcpy(key.text, p, length);
        std::memset(key.mask, 0xFF, length);
        key.length = static_cast<uint32_t>(length);
        return &key;
    }

    static Reading reading_of(const Field *field, bool opens_string) {
        if (!opens_string) return field && field->kind == Kind::id_list ? Reading::list : Reading::value;
        if (!field) return Reading::skipped_string;
        switch (field->kind) {
            case Kind::timestamp:
                return Reading::timestamp;
            case Kind::account:
                return Reading::account;
            case Kind::event:
                return Reading::event;
            case Kind::id:
            case Kind::string:
                return Reading::id;
            case Kind::hash:
                return Reading::hash;
            default:
                return Reading::string;
        }
    }

    /// Reads the value at `p`, or the string whose opening quote ends before it. Returns its end, or null.
    __attribute__((always_inline)) const uint8_t *read_value(const uint8_t *p, const PredictedKey &key, rt_line &line) {
        switch (key.reading) {
            case Reading::hash:
                return read_hash(p, line);
            case Reading::timestamp:
                if (!read_usual_timestamp(parser_.timestamps, p, line.ts)) return read_string(p, *key.field, line);
                line.flags |= RT_HAS_TS;
                return p + 25;
            case Reading::list:
                if (*p != '[') break;
                return read_list(p + 1, line);
            case Reading::string:
                return read_string(p, *key.field, line);
            case Reading::value:
            case Reading::unknown:
                break;
            default:
                return read_text(p, key, line);
        }
        // What was predicted may end before spaces that this line has.
        p = skip_spaces(p);
        return key.field ? read_other(p, *key.field, line) : skip_value(p, 0);
    }

    /// Reads the rest of a text without escapes.
    __attribute__((always_inline)) const uint8_t *read_text(const uint8_t *p, const PredictedKey &key, rt_line &line) {
        const uint8_t *end = end_of_plain(p);
        if (*end != '"') return nullptr;
        const size_t length = static_cast<size_t>(end - p);
        switch (key.reading) {
            case Reading::account:
                put_account(p, length, line);
                break;
            case Reading::event:
                put_event(p, length, line);
                break;
            case Reading::id:
                set_text(line.text[key.field->slot], p, length);
                break;
            default:
                return end + 1;
        }
        return length > 0 ? end + 1 : nullptr;
    }

    const uint8_t *read_hash(const uint8_t *p, rt_line &line) {
        // Up to 64 bytes may be read past the line's end, and no more: the block is padded.
#if RETRACE_WALK_AVX2
        if (!read_hex_avx2(p, line.hash) || p[64] != '"') return nullptr;
#else
        if (!read_hex_plain(p, line.hash) || p[64] != '"') return nullptr;
#endif
        note_hash(line);
        return p + 65;
    }

    /// Reads the rest of a string of any field.
    __attribute__((noinline)) const uint8_t *read_string(const uint8_t *p, const Field &field, rt_line &line) {
        if (field.kind == Kind::hash) return read_hash(p, line);
        const uint8_t *end = end_of_plain(p);
        if (*end != '"') return nullptr;
        const size_t length = static_cast<size_t>(end - p);
        return put_string(stream_, field, p, length, parser_.timestamps, line) ? end + 1 : nullptr;
    }

    /// Reads a value whose opening quote, if it has one, was not predicted.
    const uint8_t *read_other(const uint8_t *p, const Field &field, rt_line &line) {
        if (*p == '"') return read_string(p + 1, field, line);
        if (*p == '[') return field.kind == Kind::id_list ? read_list(p + 1, line) : nullptr;
        if (*p == 'n') {
            // A null of a required field is left to the judge: the field would pass for seen.
            const uint32_t bit = 1u << field.index;
            nulls_ |= bit;
            return !field.required && is_plain_null(p) && !(bit & stream_.purpose_bit) ? p + 4 : nullptr;
        }
        const uint8_t *end = end_of_integer(p);
        return end && put_integer(field, p, static_cast<size_t>(end - p), line) ? end : nullptr;
    }

    const uint8_t *read_list(const uint8_t *p, rt_line &line) {
        p = skip_spaces(p);
        if (*p == ']') return p + 1;
        for (;;) {
            const uint8_t *start = p, *end;
            if (*p == '"') {
                end = end_of_plain(++start);
                if (*end != '"' || end == start) return nullptr;
                p = end + 1;
            } else {
                end = p = end_of_integer(p);
                if (!end || *start == '-' || !fits_id(start, static_cast<size_t>(end - start))) return nullptr;
            }
            rt_text text;
            set_text(text, start, static_cast<size_t>(end - start));
            parser_.list.push_back(text);
            line.list_count++;
            p = skip_spaces(p);
            if (*p == ']') return p + 1;
            if (*p != ',') return nullptr;
            p = skip_spaces(p + 1);
        }
    }

    static bool is_plain_null(const uint8_t *p) { return std::memcmp(p, "null", 4) == 0; }

    /// The end of an integer without fraction or exponent, or null.
    static const uint8_t *end_of_integer(const uint8_t *p) {
        if (*p == '-') p++;
        if (!is_digit(*p) || (*p == '0' && is_digit(p[1]))) return nullptr;
        while (is_digit(*p)) p++;
        return *p == '.' || (*p | 0x20) == 'e' ? nullptr : p;
    }

    /// Any JSON number (RFC 8259, section 6).
    static const uint8_t *skip_number(const uint8_t *p) {
        if (*p == '-') p++;
        if (!is_digit(*p) || (*p == '0' && is_digit(p[1]))) return nullptr;
        while (is_digit(*p)) p++;
        if (*p == '.') {
            if (!is_digit(*++p)) return nullptr;
            while (is_digit(*p)) p++;
        }
        if ((*p | 0x20) == 'e') {
            p++;
            if (*p == '+' || *p == '-') p++;
            if (!is_digit(*p)) return nullptr;
            while (is_digit(*p)) p++;
        }
        return p;
    }

    static const uint8_t *skip_plain_string(const uint8_t *p) {
        p = end_of_plain(p);
        return *p == '"' ? p + 1 : nullptr;
    }

    /// Any value of an unknown field, nested a little at most.
    static const uint8_t *skip_value(const uint8_t *p, unsigned depth) {
        switch (*p) {
            case '"':
                return skip_plain_string(p + 1);
            case 't':
                return std::memcmp(p, "true", 4) == 0 ? p + 4 : nullptr;
            case 'f':
                return std::memcmp(p, "false", 5) == 0 ? p + 5 : nullptr;
            case 'n':
                return is_plain_null(p) ? p + 4 : nullptr;
            case '{':
            case '[':
                return depth < 16 ? skip_container(p, depth) : nullptr;
            default:
                return skip_number(p);
        }
    }

    static const uint8_t *skip_container(const uint8_t *p, unsigned depth) {
        const bool object = *p == '{';
        const uint8_t close = object ? '}' : ']';
        p = skip_spaces(p + 1);
        if (*p == close) return p + 1;
        for (;;) {
            if (object) {
                if (*p != '"' || !(p = skip_plain_string(p + 1))) return nullptr;
                p = skip_spaces(p);
                if (*p != ':') return nullptr;
                p = skip_spaces(p + 1);
            }
            p = skip_value(p, depth + 1);
            if (!p) return nullptr;
            p = skip_spaces(p);
            if (*p == close) return p + 1;
            if (*p != ',') return nullptr;
            p = skip_spaces(p + 1);
        }
    }

    rt_parser &parser_;
    const Stream &stream_;
    Prediction &prediction_;
    /// Fields of the line whose value is null: they are no values.
    uint32_t nulls_ = 0;
};

}  // namespace retrace::RETRACE_WALK
