// Fuzzes the reader of time stamps against one that was written from the definition in docs/log-model.md, slowly.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

#include "retrace_lines.h"

namespace {

/// Digits of `text` from `start` as a number.
int64_t number(const std::string &text, size_t start, size_t count) { return std::stoll(text.substr(start, count)); }

bool is_leap(int64_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int64_t days_in(int64_t year, int64_t month) {
    if (month == 2) return is_leap(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// Days from 1970-01-01, counted from the start of year 0 by whole years.
int64_t days(int64_t year, int64_t month, int64_t day) {
    // Leap days in the years before this one, year 0 among them.
    int64_t count = year * 365 + (year > 0 ? (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400 + 1 : 0);
    for (int64_t before = 1; before < month; before++) count += days_in(year, before);
    return count + day - 1 - 719528;
}

/// Whether every byte has its place in the form; `fraction_end` is where the offset begins.
bool has_form(const std::string &text, size_t &fraction_end) {
    const std::string form = "dddd-dd-ddTdd:dd:dd";
    if (text.size() < form.size() + 1) return false;
    for (size_t i = 0; i < form.size(); i++) {
        const char c = text[i];
        if (form[i] == 'd' ? c < '0' || c > '9' : form[i] == 'T' ? c != 'T' && c != 't' : c != form[i]) return false;
    }
    fraction_end = form.size();
    if (text[fraction_end] == '.') {
        const size_t end = text.find_first_not_of("0123456789", fraction_end + 1);
        if (end == std::string::npos || end == fraction_end + 1) return false;
        fraction_end = end;
    }
    const std::string offset = text.substr(fraction_end);
    if (offset == "Z" || offset == "z") return true;
    const std::string offset_form = "sdd:dd";
    if (offset.size() != offset_form.size()) return false;
    for (size_t i = 0; i < offset.size(); i++) {
        const char c = offset[i];
        const char f = offset_form[i];
        if (f == 'd' ? c < '0' || c > '9' : f == 's' ? c != '+' && c != '-' : c != ':') return false;
    }
    return true;
}

bool read_reference(const std::string &text, int64_t &milliseconds) {
    size_t offset;
    if (!has_form(text, offset)) return false;
    const int64_t year = number(text, 0, 4), month = number(text, 5, 2), day = number(text, 8, 2);
    const int64_t hour = number(text, 11, 2), minute = number(text, 14, 2), second = number(text, 17, 2);
    if (month < 1 || month > 12 || day < 1 || day > days_in(year, month)) return false;
    if (hour > 23 || minute > 59 || second > 59) return false;
    int64_t fraction = 0;
    if (offset > 19) fraction = number((text.substr(20, offset - 20) + "00").substr(0, 3), 0, 3);
    int64_t shift = 0;
    if (text.size() - offset == 6) {
        const int64_t hours = number(text, offset + 1, 2), minutes = number(text, offset + 4, 2);
        if (hours > 23 || minutes > 59) return false;
        shift = (hours * 60 + minutes) * (text[offset] == '-' ? -1 : 1);
    }
    milliseconds = ((days(year, month, day) * 1440 + hour * 60 + minute - shift) * 60 + second) * 1000 + fraction;
    return milliseconds >= days(1, 1, 1) * 86400000 && milliseconds < days(10000, 1, 1) * 86400000;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    // As in a line, where padding follows.
    std::unique_ptr<uint8_t[]> text(new uint8_t[size + RT_PADDING]());
    std::memcpy(text.get(), data, size);
    int64_t found = 0, expected = 0;
    const bool accepts = rt_parse_timestamp(text.get(), size, &found);
    const bool should = read_reference(std::string(reinterpret_cast<const char *>(data), size), expected);
    if (accepts != should || (accepts && found != expected)) {
        std::fprintf(stderr, "accepted %d, should be %d; %lld, should be %lld\n", accepts, should,
                     static_cast<long long>(found), static_cast<long long>(expected));
        std::abort();
    }
    return 0;
}
