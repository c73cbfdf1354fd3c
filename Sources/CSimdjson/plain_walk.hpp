// The fast reader: lines of ASCII without escapes. It never rejects: what it does not take, simdjson judges.
#pragma once

#include "parser.hpp"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace retrace {

/// The first byte that ends a plain run inside a string: a quote, a backslash, a control or a non-ASCII byte.
inline const uint8_t *end_of_plain(const uint8_t *p) {
#if defined(__SSE2__)
    const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\'), space = _mm_set1_epi8(0x20);
    for (;; p += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(p));
        // Signed: bytes from 0x80 are negative, so that one comparison finds controls and non-ASCII.
        const __m128i ends = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)),
                                          _mm_cmplt_epi8(bytes, space));
        const unsigned mask = static_cast<unsigned>(_mm_movemask_epi8(ends));
        if (mask) return p + __builtin_ctz(mask);
    }
#else
    while (*p != '"' && *p != '\\' && *p >= 0x20 && *p < 0x80) p++;
    return p;
#endif
}

/// Decodes 64 hex digits; false when one is none.
inline bool read_hex_plain(const uint8_t *p, uint8_t out[32]) {
#if defined(__SSE2__)
    __m128i valid = _mm_set1_epi8(-1);
    for (int i = 0; i < 4; i++) {
        const __m128i c = _mm_loadu_si128(reinterpret_cast<const __m128i *>(p + 16 * i));
        const __m128i lower = _mm_or_si128(c, _mm_set1_epi8(0x20));
        const __m128i digit =
            _mm_and_si128(_mm_cmpgt_epi8(c, _mm_set1_epi8('0' - 1)), _mm_cmplt_epi8(c, _mm_set1_epi8('9' + 1)));
        const __m128i letter =
            _mm_and_si128(_mm_cmpgt_epi8(lower, _mm_set1_epi8('a' - 1)), _mm_cmplt_epi8(lower, _mm_set1_epi8('f' + 1)));
        valid = _mm_and_si128(valid, _mm_or_si128(digit, letter));
        const __m128i value = _mm_or_si128(_mm_and_si128(digit, _mm_sub_epi8(c, _mm_set1_epi8('0'))),
                                           _mm_and_si128(letter, _mm_sub_epi8(lower, _mm_set1_epi8('a' - 10))));
        const __m128i high = _mm_slli_epi16(_mm_and_si128(value, _mm_set1_epi16(0x00FF)), 4);
        const __m128i bytes = _mm_or_si128(high, _mm_srli_epi16(value, 8));
        _mm_storel_epi64(reinterpret_cast<__m128i *>(out + 8 * i), _mm_packus_epi16(bytes, bytes));
    }
    return _mm_movemask_epi8(valid) == 0xFFFF;
#else
    return read_hex(p, 64, out);
#endif
}

/// Reads one line at a time.
class PlainWalk {
public:
    PlainWalk(rt_parser &parser, const Stream &stream, Prediction &prediction)
        : parser_(parser), stream_(stream), prediction_(prediction) {}

    /// Reads the line at `p` into `line`. Returns the byte after its line feed, or null when the line is not plain; then
    /// `line` and the end of the parser's list hold leftovers.
    const uint8_t *read(const uint8_t *p, rt_line &line) {
        if (*p != '{') return nullptr;
        p = skip_spaces(p + 1);
        uint32_t seen = 0;
        for (unsigned position = 0;; position++) {
            const Field *field;
            p = read_key(p, position, field);
            if (!p) return nullptr;
            p = skip_spaces(p);
            if (*p != ':') return nullptr;
            p = skip_spaces(p + 1);
            p = field ? read_value(p, *field, seen, line) : skip_value(p, 0);
            if (!p) return nullptr;
            p = skip_spaces(p);
            if (*p == ',') {
                p = skip_spaces(p + 1);
            } else if (*p == '}') {
                break;
            } else {
                return nullptr;
            }
        }
        p++;
        if (*p == '\r') p++;
        if (*p != '\n' || missing_field(stream_, seen, line)) return nullptr;
        parser_.seen_fields |= seen;
        return p + 1;
    }

private:
    static const uint8_t *skip_spaces(const uint8_t *p) {
        while (*p == ' ') p++;
        return p;
    }

    /// Reads the key at `p`, expected at `position` of the prediction; sets `position` to where it was found there.
    const uint8_t *read_key(const uint8_t *p, unsigned &position, const Field *&field) {
        uint64_t words[2];
        std::memcpy(words, p, sizeof words);
        // Where a line lacks an optional field or has one more, its keys stand a place off.
        for (unsigned place = position; place < position + 3 && place < max_predicted; place++) {
            const PredictedKey &key = prediction_.keys[place];
            const uint64_t difference =
                ((words[0] ^ key.quoted[0]) & key.mask[0]) | ((words[1] ^ key.quoted[1]) & key.mask[1]);
            if (__builtin_expect(difference == 0 && key.quoted_length != 0, 1)) {
                field = key.field;
                position = place;
                return p + key.quoted_length;
            }
        }
        return find_key(p, position, field);
    }

    __attribute__((noinline)) const uint8_t *find_key(const uint8_t *p, unsigned position, const Field *&field) {
        if (*p != '"') return nullptr;
        const uint8_t *end = end_of_plain(p + 1);
        if (*end != '"') return nullptr;
        end++;
        field = find_field(stream_, p + 1, static_cast<size_t>(end - p - 2));
        const size_t quoted_length = static_cast<size_t>(end - p);
        if (position < max_predicted && quoted_length <= max_quoted_length) {
            PredictedKey &key = prediction_.keys[position];
            key = PredictedKey{};
            std::memcpy(key.quoted, p, quoted_length);
            std::memset(key.mask, 0xFF, quoted_length);
            key.quoted_length = static_cast<uint32_t>(quoted_length);
            key.field = field;
        }
        return end;
    }

    const uint8_t *read_value(const uint8_t *p, const Field &field, uint32_t &seen, rt_line &line) {
        const uint32_t bit = 1u << field.index;
        // A repeated key is left to the judge; so is a null of a required field, which `seen` would not show.
        if (seen & bit) return nullptr;
        seen |= bit;
        if (*p == '"') return read_string(p + 1, field, line);
        if (*p == '[') return field.kind == Kind::id_list ? read_list(p + 1, line) : nullptr;
        if (*p == 'n') return !field.required && is_plain_null(p) && !(bit & stream_.purpose_bit) ? p + 4 : nullptr;
        const uint8_t *end = end_of_integer(p);
        return end && put_integer(field, p, static_cast<size_t>(end - p), line) ? end : nullptr;
    }

    const uint8_t *read_string(const uint8_t *p, const Field &field, rt_line &line) {
        switch (field.kind) {
            case Kind::hash:
                // Up to 64 bytes may be read past the line's end, and no more: the block is padded.
                if (!read_hex_plain(p, line.hash) || p[64] != '"') return nullptr;
                note_hash(line);
                return p + 65;
            case Kind::timestamp:
                if (p[24] == '"' && parser_.timestamps.read_usual(p, line.ts)) {
                    line.flags |= RT_HAS_TS;
                    return p + 25;
                }
                break;
            case Kind::id_type:
                if (std::memcmp(p, "email\"", 6) == 0) {
                    line.flags |= RT_EMAIL;
                    return p + 6;
                }
                if (std::memcmp(p, "phone\"", 6) == 0) {
                    line.flags |= RT_PHONE;
                    return p + 6;
                }
                return nullptr;
            default:
                break;
        }
        const uint8_t *end = end_of_plain(p);
        if (*end != '"') return nullptr;
        const size_t length = static_cast<size_t>(end - p);
        return put_string(stream_, field, p, length, parser_.timestamps, line) ? end + 1 : nullptr;
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
};

}  // namespace retrace
