// The lines that a reader of records writes.
#pragma once

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace retrace {

/// Growing JSON Lines. A line stops growing once it is over the limit, by a byte: the parser rejects it for that.
class LineText {
public:
    static constexpr size_t line_max = 4 << 20;

    void clear() {
        text_.clear();
        start_ = 0;
    }

    void append(std::string_view part) {
        const size_t room = line_max + 1 - (text_.size() - start_);
        text_.append(part.substr(0, room));
    }

    void append(char byte) { append(std::string_view(&byte, 1)); }

    /// A JSON string of that content, which need not be plain nor valid UTF-8.
    void append_string(std::string_view content) {
        append('"');
        size_t start = 0;
        for (size_t i = 0; i < content.size(); i++) {
            const unsigned char c = static_cast<unsigned char>(content[i]);
            if (c >= 0x20 && c != '"' && c != '\\') continue;
            append(content.substr(start, i - start));
            const char escape[] = {'\\', 'u', '0', '0', hex_digits[c >> 4], hex_digits[c & 15]};
            append(std::string_view(escape, sizeof escape));
            start = i + 1;
        }
        append(content.substr(start));
        append('"');
    }

    /// A JSON string of lower-case hexadecimal digits.
    void append_hex(std::string_view bytes) {
        append('"');
        // What is past the limit need not be looked at.
        for (const char byte : bytes.substr(0, line_max)) {
            const unsigned char c = static_cast<unsigned char>(byte);
            const char pair[] = {hex_digits[c >> 4], hex_digits[c & 15]};
            append(std::string_view(pair, sizeof pair));
        }
        append('"');
    }

    /// An integer, digit by digit, or the shortest text that gives the same float or double again.
    template <typename Number>
    void append_number(Number number) {
        if constexpr (std::is_floating_point_v<Number>) {
            if (!std::isfinite(number)) return append("null");
        }
        char digits[64];
        const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
        append(std::string_view(digits, static_cast<size_t>(end - digits)));
    }

    void end_line() {
        text_.push_back('\n');
        start_ = text_.size();
    }

    /// Forgets the line that has been begun.
    void roll_back() { text_.resize(start_); }

    std::string_view lines() const { return std::string_view(text_).substr(0, start_); }

private:
    static constexpr char hex_digits[] = "0123456789abcdef";

    std::string text_;
    size_t start_ = 0;
};

}  // namespace retrace
