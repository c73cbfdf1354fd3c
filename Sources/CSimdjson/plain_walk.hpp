// The fast reader: lines of ASCII without escapes. It never rejects: what it does not take, simdjson judges.
//
// `walks.hpp` alone includes it, once for each set of instructions, with RETRACE_WALK as the namespace for it and
// RETRACE_WALK_AVX2 as whether it may use AVX2.

namespace retrace::RETRACE_WALK {

#if RETRACE_WALK_AVX2
/// Which of 32 bytes end a plain run inside a string: bit by byte.
inline unsigned plain_ends(const uint8_t *p) {
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(p));
    // Signed: bytes from 0x80 are negative, so that one comparison finds controls and non-ASCII.
    const __m256i ends = _mm256_or_si256(_mm256_or_si256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"')),
                                                         _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\\'))),
                                         _mm256_cmpgt_epi8(_mm256_set1_epi8(0x20), bytes));
    return static_cast<unsigned>(_mm256_movemask_epi8(ends));
}
#elif defined(__SSE2__)
/// Which of 16 bytes end a plain run inside a string: bit by byte.
inline unsigned plain_ends(const uint8_t *p) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(p));
    // Signed: bytes from 0x80 are negative, so that one comparison finds controls and non-ASCII.
    const __m128i ends = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
                                                   _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'))),
                                      _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20)));
    return static_cast<unsigned>(_mm_movemask_epi8(ends));
}
#endif

/// The first byte that ends a plain run inside a string: a quote, a backslash, a control or a non-ASCII byte.
inline const uint8_t *end_of_plain(const uint8_t *p) {
#if RETRACE_WALK_AVX2
    for (;; p += 32) {
        const unsigned mask = plain_ends(p);
        if (mask) return p + __builtin_ctz(mask);
    }
#elif defined(__SSE2__)
    // Two at once: most texts are shorter than that, and a loop that runs once or twice is a branch mispredicted.
    for (;; p += 32) {
        const unsigned mask = plain_ends(p) | plain_ends(p + 16) << 16;
        if (mask) return p + __builtin_ctz(mask);
    }
#else
    while (*p != '"' && *p != '\\' && *p >= 0x20 && *p < 0x80) p++;
    return p;
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
        uint32_t seen = 0;
        nulls_ = 0;
        for (unsigned position = 0;; position++) {
            const Field *field;
            bool opens_string;
            p = read_key(p, position, field, opens_string);
            if (!p) return nullptr;
            if (opens_string) {
                p = field ? read_string_once(p, *field, seen, line) : skip_plain_string(p);
            } else {
                // What was predicted may end before spaces that this line has.
                p = skip_spaces(p);
                p = field ? read_value(p, *field, seen, line) : skip_value(p, 0);
            }
            if (!p) return nullptr;
            if (*p == ' ') p = spaces_before_end(p);
            if (*p == '}') break;
        }
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

    /// The closing brace that follows spaces; where something else does, they belong to the next key.
    static const uint8_t *spaces_before_end(const uint8_t *p) {
        const uint8_t *end = skip_spaces(p);
        return *end == '}' ? end : p;
    }

    /// Reads from the end of a value (or an opening brace) to the next value, or into it where it is a string. The key is
    /// expected at `position` of the prediction, which is set to where it was found there.
    const uint8_t *read_key(const uint8_t *p, unsigned &position, const Field *&field, bool &opens_string) {
        // Where a line lacks an optional field or has one more, its keys stand a place off.
        for (unsigned place = position; place < position + 3 && place < max_predicted; place++) {
            const PredictedKey &key = prediction_.keys[place];
            if (__builtin_expect(key.precedes_value_at(p), 1)) {
                field = key.field;
                opens_string = key.opens_string;
                position = place;
                return p + key.length;
            }
        }
        return find_key(p, position, field, opens_string);
    }

    __attribute__((noinline)) const uint8_t *find_key(const uint8_t *start, unsigned position, const Field *&field,
                                                      bool &opens_string) {
        const uint8_t *p = start;
        // A brace stands before the first key alone: `{"a":0{"b":0}` is no object.
        if (position > 0) {
            p = skip_spaces(p);
            if (*p != ',') return nullptr;
        }
        p = skip_spaces(p + 1);
        if (*p != '"') return nullptr;
        const uint8_t *name = p + 1;
        p = end_of_plain(name);
        if (*p != '"') return nullptr;
        field = find_field(stream_, name, static_cast<size_t>(p - name));
        p = skip_spaces(p + 1);
        if (*p != ':') return nullptr;
        p = skip_spaces(p + 1);
        opens_string = *p == '"';
        if (opens_string) p++;
        predict(start, static_cast<size_t>(p - start), position, field, opens_string);
        return p;
    }

    void predict(const uint8_t *p, size_t length, unsigned position, const Field *field, bool opens_string) {
        if (position >= max_predicted || length > max_predicted_length) return;
        PredictedKey &key = prediction_.keys[position];
        key = PredictedKey{};
        std::memcpy(key.text, p, length);
        std::memset(key.mask, 0xFF, length);
        key.length = static_cast<uint32_t>(length);
        key.opens_string = opens_string;
        key.field = field;
    }

    /// Reads the string whose opening quote ends before `p`.
    const uint8_t *read_string_once(const uint8_t *p, const Field &field, uint32_t &seen, rt_line &line) {
        const uint32_t bit = 1u << field.index;
        // A repeated key is left to the judge.
        if (seen & bit) return nullptr;
        seen |= bit;
        return read_string(p, field, line);
    }

    /// Reads a value whose opening quote, if it has one, was not predicted.
    const uint8_t *read_value(const uint8_t *p, const Field &field, uint32_t &seen, rt_line &line) {
        const uint32_t bit = 1u << field.index;
        // A repeated key is left to the judge; so is a null of a required field, which `seen` would not show.
        if (seen & bit) return nullptr;
        seen |= bit;
        if (*p == '"') return read_string(p + 1, field, line);
        if (*p == '[') return field.kind == Kind::id_list ? read_list(p + 1, line) : nullptr;
        if (*p == 'n') {
            nulls_ |= bit;
            return !field.required && is_plain_null(p) && !(bit & stream_.purpose_bit) ? p + 4 : nullptr;
        }
        const uint8_t *end = end_of_integer(p);
        return end && put_integer(field, p, static_cast<size_t>(end - p), line) ? end : nullptr;
    }

    const uint8_t *read_string(const uint8_t *p, const Field &field, rt_line &line) {
        switch (field.kind) {
            case Kind::hash:
                // Up to 64 bytes may be read past the line's end, and no more: the block is padded.
#if RETRACE_WALK_AVX2
                if (!read_hex_avx2(p, line.hash) || p[64] != '"') return nullptr;
#else
                if (!read_hex_plain(p, line.hash) || p[64] != '"') return nullptr;
#endif
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
    /// Fields of the line whose value is null: they are no values.
    uint32_t nulls_ = 0;
};

}  // namespace retrace::RETRACE_WALK
