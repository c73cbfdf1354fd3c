// Field values: from decoded text to the record. Both readers of lines end here.
#pragma once

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "fields.hpp"

namespace retrace {

/// Days since 1970-01-01 (Howard Hinnant, days_from_civil).
inline int64_t days_from_civil(int64_t year, int month, int day) {
    year -= month <= 2;
    const int64_t era = (year >= 0 ? year : year - 399) / 400;
    const int64_t year_of_era = year - era * 400;
    const int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

inline bool is_digit(uint8_t byte) { return static_cast<uint8_t>(byte - '0') < 10; }

/// Two digits as a number, or a number over 99 when one of them is none.
inline unsigned two_digits(const uint8_t *p) {
    const unsigned high = static_cast<uint8_t>(p[0] - '0'), low = static_cast<uint8_t>(p[1] - '0');
    return high < 10 && low < 10 ? high * 10 + low : 1000;
}

constexpr int64_t earliest_ms = -62135596800000, latest_ms = 253402300799999;

/// Time stamps as text. Remembers the last date, since logs repeat it.
class TimestampReader {
public:
    bool read(const uint8_t *p, size_t length, int64_t &milliseconds) {
        if (length < 20 || !read_date(p) || (p[10] | 0x20) != 't' || p[13] != ':' || p[16] != ':') return false;
        const unsigned hour = two_digits(p + 11), minute = two_digits(p + 14), second = two_digits(p + 17);
        if (hour > 23 || minute > 59 || second > 59) return false;
        size_t i = 19;
        unsigned fraction = 0;
        if (p[i] == '.') {
            unsigned weight = 100;
            const size_t start = ++i;
            for (; i < length && is_digit(p[i]); i++, weight /= 10) fraction += weight * (p[i] - '0');
            if (i == start) return false;
        }
        int64_t offset_minutes;
        if (!read_offset(p + i, length - i, offset_minutes)) return false;
        milliseconds = day_ms_ + (int64_t(hour) * 3600 + (int64_t(minute) - offset_minutes) * 60 + second) * 1000 + fraction;
        return milliseconds >= earliest_ms && milliseconds <= latest_ms;
    }

    /// Reads the usual form, `2019-09-17T00:00:00.000Z`, of a date that was read before. False says nothing of other forms.
    bool read_usual(const uint8_t *p, int64_t &milliseconds) const {
        if (std::memcmp(p, date_, date_length + 1) != 0 || p[19] != '.' || p[23] != 'Z') return false;
        // Eight bytes `hh:mm:ss` at once: digits become their values, colons 0.
        uint64_t bytes;
        std::memcpy(&bytes, p + 11, sizeof bytes);
        const uint64_t values = from_little_endian(bytes) ^ 0x30303A30303A3030;
        const uint64_t over_nine = values + 0x0606000606000606;
        if (((values | over_nine) & 0xF0F0FFF0F0FFF0F0) != 0) return false;
        const unsigned hour = tens(values), minute = tens(values >> 24), second = tens(values >> 48);
        const unsigned a = static_cast<uint8_t>(p[20] - '0'), b = static_cast<uint8_t>(p[21] - '0'),
                       c = static_cast<uint8_t>(p[22] - '0');
        if (hour > 23 || minute > 59 || second > 59 || a > 9 || b > 9 || c > 9) return false;
        milliseconds = day_ms_ + (int64_t(hour) * 3600 + minute * 60 + second) * 1000 + a * 100 + b * 10 + c;
        return milliseconds >= earliest_ms && milliseconds <= latest_ms;
    }

    /// The date that was read last, with a `T` after it; 16 bytes are readable.
    const uint8_t *date_and_t() const { return date_; }

    /// Unix milliseconds of the midnight at which the date that was read last began.
    int64_t day_milliseconds() const { return day_ms_; }

private:
    static constexpr size_t date_length = 10;

    static unsigned tens(uint64_t values) {
        return static_cast<unsigned>((values & 0xFF) * 10 + ((values >> 8) & 0xFF));
    }

    static uint64_t from_little_endian(uint64_t bytes) {
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        return __builtin_bswap64(bytes);
#else
        return bytes;
#endif
    }

    bool read_date(const uint8_t *p) {
        if (std::memcmp(p, date_, date_length) == 0) return true;
        const unsigned century = two_digits(p), year_of_century = two_digits(p + 2);
        const unsigned month = two_digits(p + 5), day = two_digits(p + 8);
        if (century > 99 || year_of_century > 99 || p[4] != '-' || p[7] != '-') return false;
        const int year = static_cast<int>(century * 100 + year_of_century);
        static const uint8_t days[13] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
        if (month < 1 || month > 12 || day < 1) return false;
        const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        if (day > days[month] + (month == 2 && leap ? 1u : 0u)) return false;
        std::memcpy(date_, p, date_length);
        day_ms_ = days_from_civil(year, static_cast<int>(month), static_cast<int>(day)) * 86400000;
        return true;
    }

    static bool read_offset(const uint8_t *p, size_t length, int64_t &minutes) {
        if (length == 1 && (p[0] | 0x20) == 'z') {
            minutes = 0;
            return true;
        }
        if (length != 6 || (p[0] != '+' && p[0] != '-') || p[3] != ':') return false;
        const unsigned hour = two_digits(p + 1), minute = two_digits(p + 4);
        if (hour > 23 || minute > 59) return false;
        minutes = (p[0] == '-' ? -1 : 1) * int64_t(hour * 60 + minute);
        return true;
    }

    // A true date from the start: zeros would be one that text can spell.
    uint8_t date_[16] = {'1', '9', '7', '0', '-', '0', '1', '-', '0', '1', 'T'};
    int64_t day_ms_ = 0;
};

/// Integer time stamps: digits with a leading minus allowed, `-0` not; `p` holds a valid JSON integer.
inline bool read_integer_timestamp(const uint8_t *p, size_t length, int64_t &milliseconds) {
    const bool negative = p[0] == '-';
    const size_t digits = length - (negative ? 1 : 0);
    if (digits > 15) return false;
    int64_t value = 0;
    for (size_t i = negative ? 1 : 0; i < length; i++) value = value * 10 + (p[i] - '0');
    if (negative && value == 0) return false;
    milliseconds = negative ? -value : value;
    return milliseconds >= earliest_ms && milliseconds <= latest_ms;
}

/// Whether the digits (no sign, no leading zeros) are below 2^64.
inline bool fits_id(const uint8_t *p, size_t length) {
    return length < 20 || (length == 20 && std::memcmp(p, "18446744073709551615", 20) <= 0);
}

inline int nibble(uint8_t c) {
    if (is_digit(c)) return c - '0';
    const uint8_t lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

inline bool read_hex(const uint8_t *p, size_t length, uint8_t out[32]) {
    if (length != 64) return false;
    for (int i = 0; i < 32; i++) {
        const int high = nibble(p[2 * i]), low = nibble(p[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        out[i] = static_cast<uint8_t>(high << 4 | low);
    }
    return true;
}

/// What hashes short texts is put where it is called: its length is looked at there once.
#define RETRACE_HASH __attribute__((flatten)) inline

RETRACE_HASH void hash_key(const uint8_t *p, size_t length, uint64_t key[2]) {
    const XXH128_hash_t hash = XXH3_128bits(p, length);
    key[0] = hash.high64;
    key[1] = hash.low64;
}

/// To be called when `hash` has been filled.
RETRACE_HASH void note_hash(rt_line &line) {
    line.flags |= RT_HAS_HASH;
    line.digest = XXH3_64bits(line.hash, sizeof line.hash);
}

inline void set_text(rt_text &text, const uint8_t *p, size_t length) {
    text.bytes = p;
    text.length = static_cast<uint32_t>(length);
}

inline void put_account(const uint8_t *p, size_t length, rt_line &line) {
    hash_key(p, length, line.account);
    line.account_text.bytes = p;
    line.account_text.length = static_cast<uint32_t>(length);
}

RETRACE_HASH void put_event(const uint8_t *p, size_t length, rt_line &line) {
    line.event = XXH3_64bits(p, length);
    line.flags |= RT_HAS_EVENT;
}

/// Puts an id (the text of a string, or the digits of an integer) where its field wants it.
inline void put_id(const Field &field, const uint8_t *p, size_t length, rt_line &line) {
    switch (field.kind) {
        case Kind::account:
            put_account(p, length, line);
            break;
        case Kind::event:
            put_event(p, length, line);
            break;
        case Kind::id:
            set_text(line.text[field.slot], p, length);
            break;
        default:
            break;
    }
}

inline bool is_text(const uint8_t *p, size_t length, const char *text) {
    return length == std::strlen(text) && std::memcmp(p, text, length) == 0;
}

inline bool put_id_type(const uint8_t *p, size_t length, rt_line &line) {
    if (length != 5) return false;
    if (std::memcmp(p, "email", 5) == 0) {
        line.flags |= RT_EMAIL;
    } else if (std::memcmp(p, "phone", 5) == 0) {
        line.flags |= RT_PHONE;
    } else {
        return false;
    }
    return true;
}

inline bool put_action(const Stream &stream, const uint8_t *p, size_t length, rt_line &line) {
    if (is_text(p, length, stream.actions[1])) {
        line.flags |= RT_REMOVE;
        return true;
    }
    return is_text(p, length, stream.actions[0]);
}

inline bool is_id_kind(Kind kind) {
    return kind == Kind::account || kind == Kind::event || kind == Kind::id || kind == Kind::unused_id;
}

/// Puts a decoded string; false when it is not of the field's form. `p` must outlive the record.
inline bool put_string(const Stream &stream, const Field &field, const uint8_t *p, size_t length,
                       TimestampReader &timestamps, rt_line &line) {
    switch (field.kind) {
        case Kind::timestamp:
            line.flags |= RT_HAS_TS;
            return timestamps.read(p, length, line.ts);
        case Kind::hash:
            if (!read_hex(p, length, line.hash)) return false;
            note_hash(line);
            return true;
        case Kind::id_type:
            return put_id_type(p, length, line);
        case Kind::action:
            return put_action(stream, p, length, line);
        case Kind::string:
            set_text(line.text[field.slot], p, length);
            return length > 0;
        case Kind::id_list:
            return false;
        default:
            put_id(field, p, length, line);
            return length > 0;
    }
}

/// Puts an integer without fraction and exponent; `p` holds its digits as written.
inline bool put_integer(const Field &field, const uint8_t *p, size_t length, rt_line &line) {
    if (field.kind == Kind::timestamp) {
        line.flags |= RT_HAS_TS;
        return read_integer_timestamp(p, length, line.ts);
    }
    if (!is_id_kind(field.kind) || p[0] == '-' || !fits_id(p, length)) return false;
    put_id(field, p, length, line);
    return true;
}

/// The first field that the line lacks, or null.
inline const Field *missing_field(const Stream &stream, uint32_t seen, const rt_line &line) {
    uint32_t required = stream.required;
    if (!(line.flags & RT_REMOVE)) required |= stream.purpose_bit;
    const uint32_t missing = required & ~seen;
    return missing ? &stream.fields[__builtin_ctz(missing)] : nullptr;
}

}  // namespace retrace
