// Time stamps of foreign logs, to Unix milliseconds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "../values.hpp"

namespace retrace {

enum class TimeForm : uint8_t { model, seconds, milliseconds, microseconds, nanoseconds, custom };

/// The offsets of a time zone: each holds from its second on.
struct ZoneChange {
    int64_t second;
    int64_t offset;
};

inline int64_t floor_divide(int64_t value, int64_t divisor) {
    return value / divisor - (value % divisor < 0 ? 1 : 0);
}

/// A decimal number of some unit since 1970, a fraction allowed; what is finer than a millisecond is cut off downwards.
inline bool read_unix_time(std::string_view text, TimeForm form, int64_t &milliseconds) {
    const bool negative = !text.empty() && text[0] == '-';
    if (negative) text.remove_prefix(1);
    size_t digits = 0;
    int64_t whole = 0, thousandths = 0, weight = 100;
    for (; digits < text.size() && is_digit(static_cast<uint8_t>(text[digits])); digits++) {
        if (digits >= 18 && whole > INT64_MAX / 10 - 1) return false;
        whole = whole * 10 + (text[digits] - '0');
    }
    if (digits == 0) return false;
    bool has_rest = false;
    if (digits < text.size()) {
        if (text[digits] != '.' || digits + 1 == text.size()) return false;
        for (size_t i = digits + 1; i < text.size(); i++) {
            if (!is_digit(static_cast<uint8_t>(text[i]))) return false;
            thousandths += weight * (text[i] - '0');
            has_rest = has_rest || (weight == 0 && text[i] != '0');
            weight /= 10;
        }
    }
    if (form == TimeForm::seconds) {
        if (whole > latest_ms / 1000 + 1) return false;
        milliseconds = whole * 1000 + thousandths;
        if (negative) milliseconds = -milliseconds - (has_rest ? 1 : 0);
    } else {
        const int64_t unit = form == TimeForm::milliseconds ? 1 : form == TimeForm::microseconds ? 1000 : 1000000;
        const bool cut = negative && (thousandths != 0 || has_rest);
        milliseconds = floor_divide(negative ? -whole - (cut ? 1 : 0) : whole, unit);
    }
    return milliseconds >= earliest_ms && milliseconds <= latest_ms;
}

/// Reads time stamps by a format in the manner of strptime, in the C locale.
class FormatReader {
public:
    FormatReader() = default;
    FormatReader(std::string format, std::vector<ZoneChange> zone) : format_(std::move(format)), zone_(std::move(zone)) {}

    bool read(std::string_view text, int64_t &milliseconds) const {
        Parts parts;
        if (!read_all(format_, text, parts) || !text.empty()) return false;
        if (parts.is_unix) {
            milliseconds = parts.unix_seconds * 1000 + parts.fraction;
        } else {
            if (!parts.finish()) return false;
            const int64_t local = days_from_civil(parts.year, parts.month, parts.day) * 86400 + parts.hour * 3600 +
                                  parts.minute * 60 + parts.second;
            int64_t offset = parts.offset;
            if (!parts.has_offset && !offset_at(local, offset)) return false;
            milliseconds = (local - offset) * 1000 + parts.fraction;
        }
        return milliseconds >= earliest_ms && milliseconds <= latest_ms;
    }

private:
    struct Parts {
        int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0, fraction = 0;
        int afternoon = -1;
        int64_t offset = 0, unix_seconds = 0;
        bool has_offset = false, is_unix = false;

        /// Puts hour and half of the day together; false when the day does not exist.
        bool finish() {
            if (afternoon >= 0) {
                if (hour < 1 || hour > 12) return false;
                hour = hour % 12 + 12 * afternoon;
            }
            static const int days[13] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
            const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
            return day <= days[month] + (month == 2 && leap ? 1 : 0);
        }
    };

    static bool read_all(std::string_view format, std::string_view &text, Parts &parts) {
        for (size_t i = 0; i < format.size(); i++) {
            const char c = format[i];
            if (c == ' ') {
                while (!text.empty() && text[0] == ' ') text.remove_prefix(1);
            } else if (c != '%' || i + 1 == format.size()) {
                if (text.empty() || text[0] != c) return false;
                text.remove_prefix(1);
            } else if (!read_part(format[++i], text, parts)) {
                return false;
            }
        }
        return true;
    }

    static bool read_part(char specifier, std::string_view &text, Parts &parts) {
        switch (specifier) {
            case 'Y': return number(text, 4, 4, 1, 9999, parts.year);
            case 'm': return number(text, 1, 2, 1, 12, parts.month);
            case 'd': return number(text, 1, 2, 1, 31, parts.day);
            case 'e':
                while (!text.empty() && text[0] == ' ') text.remove_prefix(1);
                return number(text, 1, 2, 1, 31, parts.day);
            case 'H': case 'I': return number(text, 1, 2, 0, 23, parts.hour);
            case 'M': return number(text, 2, 2, 0, 59, parts.minute);
            case 'S': return number(text, 2, 2, 0, 59, parts.second);
            case 'F': return read_all("%Y-%m-%d", text, parts);
            case 'T': return read_all("%H:%M:%S", text, parts);
            case 'p': return half(text, parts.afternoon);
            case 'f': return fraction(text, parts.fraction);
            case 'z': return zone(text, parts);
            case 'b': return name(text, "JanFebMarAprMayJunJulAugSepOctNovDec", parts.month);
            case 'a': {
                int ignored;
                return name(text, "MonTueWedThuFriSatSun", ignored);
            }
            case 's': return unix_seconds(text, parts);
            case '%':
                if (text.empty() || text[0] != '%') return false;
                text.remove_prefix(1);
                return true;
            default: return false;
        }
    }

    static bool number(std::string_view &text, size_t least, size_t most, int low, int high, int &value) {
        size_t i = 0;
        value = 0;
        for (; i < most && i < text.size() && is_digit(static_cast<uint8_t>(text[i])); i++) value = value * 10 + (text[i] - '0');
        text.remove_prefix(i);
        return i >= least && value >= low && value <= high;
    }

    static bool fraction(std::string_view &text, int &milliseconds) {
        size_t i = 0;
        int weight = 100;
        milliseconds = 0;
        for (; i < text.size() && is_digit(static_cast<uint8_t>(text[i])); i++, weight /= 10) milliseconds += weight * (text[i] - '0');
        text.remove_prefix(i);
        return i > 0;
    }

    static bool unix_seconds(std::string_view &text, Parts &parts) {
        size_t i = 0;
        parts.is_unix = true;
        for (; i < text.size() && i < 12 && is_digit(static_cast<uint8_t>(text[i])); i++)
            parts.unix_seconds = parts.unix_seconds * 10 + (text[i] - '0');
        text.remove_prefix(i);
        return i > 0;
    }

    static bool half(std::string_view &text, int &afternoon) {
        if (text.size() < 2 || (text[1] | 0x20) != 'm') return false;
        afternoon = (text[0] | 0x20) == 'p' ? 1 : 0;
        const bool valid = afternoon == 1 || (text[0] | 0x20) == 'a';
        text.remove_prefix(2);
        return valid;
    }

    /// One of several English names of three letters; `number` counts from 1.
    static bool name(std::string_view &text, std::string_view names, int &number) {
        if (text.size() < 3) return false;
        for (size_t i = 0; i < names.size(); i += 3) {
            if (names.substr(i, 3) != text.substr(0, 3)) continue;
            number = static_cast<int>(i / 3) + 1;
            text.remove_prefix(3);
            return true;
        }
        return false;
    }

    /// `Z`, `±hh:mm` or `±hhmm`.
    static bool zone(std::string_view &text, Parts &parts) {
        parts.has_offset = true;
        if (!text.empty() && (text[0] | 0x20) == 'z') {
            text.remove_prefix(1);
            return true;
        }
        if (text.size() < 5 || (text[0] != '+' && text[0] != '-')) return false;
        const int sign = text[0] == '-' ? -1 : 1;
        int hours, minutes;
        text.remove_prefix(1);
        if (!number(text, 2, 2, 0, 23, hours)) return false;
        if (!text.empty() && text[0] == ':') text.remove_prefix(1);
        if (!number(text, 2, 2, 0, 59, minutes)) return false;
        parts.offset = sign * (hours * 3600 + minutes * 60);
        return true;
    }

    /// The offset of a local time: the first of two where clocks were turned back; none where they skipped it.
    bool offset_at(int64_t local, int64_t &offset) const {
        size_t low = 0, high = zone_.size();
        while (low < high) {
            const size_t middle = (low + high) / 2;
            // A day on either side takes in every offset there is.
            if (zone_[middle].second < local - 86400) low = middle + 1; else high = middle;
        }
        for (size_t i = low > 0 ? low - 1 : 0; i < zone_.size() && zone_[i].second <= local + 86400; i++) {
            const int64_t instant = local - zone_[i].offset;
            const bool ended = i + 1 < zone_.size() && instant >= zone_[i + 1].second;
            if (instant < zone_[i].second || ended) continue;
            offset = zone_[i].offset;
            return true;
        }
        return false;
    }

    std::string format_;
    std::vector<ZoneChange> zone_;
};

}  // namespace retrace
