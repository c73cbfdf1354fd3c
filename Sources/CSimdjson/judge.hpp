// The careful reader: any line, by simdjson's DOM, which validates all of it.
//
// simdjson is stricter than RFC 8259 on numbers (it refuses those that fit no 64-bit type) and on depth, laxer on escapes
// of unpaired surrogates, and does not tell -0 from 0. Each is mended here before or after its verdict.
#pragma once

#include <simdjson.h>

#include <charconv>
#include <string>

#include "parser.hpp"

namespace retrace {

/// Levels of nesting past which a line is rejected.
constexpr size_t depth_max = 1 << 20;

class Judge {
public:
    struct Verdict {
        bool accepted;
        uint8_t reason;
        uint8_t field;
    };

    /// Reads the line of `length` bytes at `p` into `line`; `simdjson::SIMDJSON_PADDING` more bytes are readable.
    Verdict read(rt_parser &parser, const Stream &stream, const uint8_t *p, size_t length, rt_line &line) {
        simdjson::dom::element root;
        bool softened;
        const uint8_t reason = parse_document(p, length, root, softened);
        return reason == accepted ? read_root(parser, stream, root, line) : Verdict{false, reason, 255};
    }

    /// What `parse_document` returns for valid JSON.
    static constexpr uint8_t accepted = 255;

    /// Parses a line as read() does. Returns `accepted` or the `rt_reason`. `root` lives until the next call. Where
    /// `softened`, numbers that fit no 64-bit type stand in it as 0.5 or an empty object.
    uint8_t parse_document(const uint8_t *p, size_t length, simdjson::dom::element &root, bool &softened) {
        softened = false;
        if (has_unpaired_surrogate(p, length)) return RT_INVALID_JSON;
        simdjson::error_code error = parse(p, length, root);
        softened = error == simdjson::NUMBER_ERROR || (error == simdjson::SUCCESS && has_negative_zero(p, length));
        if (softened) {
            soften_numbers(p, length);
            error = parse(reinterpret_cast<const uint8_t *>(softened_.data()), length, root);
        }
        if (error == simdjson::SUCCESS) return accepted;
        return error == simdjson::DEPTH_ERROR ? RT_TOO_DEEP : RT_INVALID_JSON;
    }

private:
    static Verdict reject(rt_reason reason, uint8_t field = 255) { return {false, static_cast<uint8_t>(reason), field}; }

    simdjson::error_code parse(const uint8_t *p, size_t length, simdjson::dom::element &root) {
        const simdjson::error_code error = json_.parse(p, length, false).get(root);
        if (error != simdjson::DEPTH_ERROR) return error;
        // Nested deeper than simdjson's default, which is no fault of the line; a line can't nest deeper than it is long.
        simdjson::dom::parser deep;
        if (deep.allocate(length + 64, std::min(length + 1, depth_max))) return simdjson::MEMALLOC;
        deep_ = std::move(deep);
        return deep_.parse(p, length, false).get(root);
    }

    /// Whether an escape names a surrogate without its partner. A line that is no valid JSON may get either answer.
    static bool has_unpaired_surrogate(const uint8_t *p, size_t length) {
        const uint8_t *end = p + length;
        bool high = false;
        while ((p = static_cast<const uint8_t *>(std::memchr(p, '\\', static_cast<size_t>(end - p))))) {
            const int unit = end - p >= 6 && p[1] == 'u' ? code_unit(p + 2) : -1;
            const bool is_low = unit >= 0xDC00 && unit <= 0xDFFF;
            if (is_low != high) return true;
            high = unit >= 0xD800 && unit <= 0xDBFF;
            p += unit >= 0 ? 6 : 2;
            if (p >= end) return high;
            if (high && *p != '\\') return true;
        }
        return high;
    }

    static int code_unit(const uint8_t *p) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            const int digit = nibble(p[i]);
            if (digit < 0) return -1;
            value = value << 4 | digit;
        }
        return value;
    }

    static bool has_negative_zero(const uint8_t *p, size_t length) {
        for (size_t i = 0; i + 1 < length; i++) {
            if (p[i] == '-' && p[i + 1] == '0') return true;
        }
        return false;
    }

    /// Copies the line with every number that simdjson may refuse or alter (outside 64 bits, or -0) replaced by a fraction,
    /// or an empty object where there is no room for one. No field of any stream may hold either, and neither can be a key:
    /// what is left to judge is the grammar.
    void soften_numbers(const uint8_t *p, size_t length) {
        softened_.assign(reinterpret_cast<const char *>(p), length);
        softened_.resize(length + simdjson::SIMDJSON_PADDING, ' ');
        bool in_string = false;
        for (size_t i = 0; i < length;) {
            const uint8_t c = p[i];
            if (in_string) {
                if (c == '"') in_string = false;
                i += c == '\\' ? 2 : 1;
            } else if (c == '-' || is_digit(c)) {
                const size_t end = i + number_length(p + i, length - i);
                if (end == i) return;  // no number: the line is wrong, and simdjson will say so
                soften_number(i, end - i);
                i = end;
            } else {
                in_string = c == '"';
                i++;
            }
        }
    }

    void soften_number(size_t start, size_t length) {
        const std::string_view token(softened_.data() + start, length);
        const bool integer = token.find_first_of(".eE") == std::string_view::npos;
        const bool fits = token[0] == '-' ? length < 20 : fits_id(reinterpret_cast<const uint8_t *>(token.data()), length);
        if (integer && fits && token != "-0") return;
        softened_.replace(start, length, (length > 2 ? "0.5" : "{}") + std::string(length > 2 ? length - 3 : 0, ' '));
    }

    /// Length of the JSON number at `p` (RFC 8259, section 6), or 0.
    static size_t number_length(const uint8_t *p, size_t length) {
        size_t i = p[0] == '-' ? 1 : 0;
        auto digits = [&] {
            const size_t start = i;
            while (i < length && is_digit(p[i])) i++;
            return i > start;
        };
        const size_t first = i;
        if (!digits() || (p[first] == '0' && i > first + 1)) return 0;
        if (i < length && p[i] == '.') {
            i++;
            if (!digits()) return 0;
        }
        if (i < length && (p[i] | 0x20) == 'e') {
            i++;
            if (i < length && (p[i] == '+' || p[i] == '-')) i++;
            if (!digits()) return 0;
        }
        return i;
    }

    Verdict read_root(rt_parser &parser, const Stream &stream, simdjson::dom::element root, rt_line &line) {
        simdjson::dom::object object;
        if (root.get(object)) return reject(RT_NOT_AN_OBJECT);
        uint32_t seen = 0, repeated = 0;
        for (auto [key, value] : object) {
            const Field *field = find_field(stream, reinterpret_cast<const uint8_t *>(key.data()), key.size());
            if (!field) continue;
            const uint32_t bit = 1u << field->index;
            if (repeated & bit) return reject(RT_REPEATED_FIELD, field->index);
            repeated |= bit;
            if (value.is_null()) continue;
            seen |= bit;
            if (!put_value(parser, stream, *field, value, line)) return reject(RT_WRONG_FIELD, field->index);
        }
        const Field *missing = missing_field(stream, seen, line);
        if (!missing) parser.seen_fields |= seen;
        return missing ? reject(RT_MISSING_FIELD, missing->index) : Verdict{true, 0, 255};
    }

    bool put_value(rt_parser &parser, const Stream &stream, const Field &field, simdjson::dom::element value,
                   rt_line &line) {
        if (field.kind == Kind::id_list) return put_list(parser, value, line);
        size_t length;
        bool is_string;
        const uint8_t *text = scalar_text(parser, value, length, is_string);
        if (!text) return false;
        return is_string ? put_string(stream, field, text, length, parser.timestamps, line)
                         : put_integer(field, text, length, line);
    }

    bool put_list(rt_parser &parser, simdjson::dom::element value, rt_line &line) {
        simdjson::dom::array array;
        if (value.get(array)) return false;
        for (simdjson::dom::element element : array) {
            size_t length;
            bool is_string;
            const uint8_t *bytes = scalar_text(parser, element, length, is_string);
            if (!bytes || length == 0 || (!is_string && bytes[0] == '-')) return false;
            rt_text text;
            set_text(text, bytes, length);
            parser.list.push_back(text);
            line.list_count++;
        }
        return true;
    }

    /// A string's decoded text or an integer's digits, in the parser's arena; null for any other value.
    static const uint8_t *scalar_text(rt_parser &parser, simdjson::dom::element value, size_t &length, bool &is_string) {
        uint8_t *out = parser.arena.data() + parser.arena_used;
        is_string = value.is_string();
        if (is_string) {
            const std::string_view text = value.get_string().value_unsafe();
            length = text.size();
            std::memcpy(out, text.data(), length);
        } else {
            char *first = reinterpret_cast<char *>(out), *last = first + 24;
            if (value.is_int64()) {
                last = std::to_chars(first, last, value.get_int64().value_unsafe()).ptr;
            } else if (value.is_uint64()) {
                last = std::to_chars(first, last, value.get_uint64().value_unsafe()).ptr;
            } else {
                return nullptr;
            }
            length = static_cast<size_t>(last - first);
        }
        parser.arena_used += length;
        return out;
    }

    simdjson::dom::parser json_, deep_;
    std::string softened_;
};

}  // namespace retrace
