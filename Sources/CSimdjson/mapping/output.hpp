// The lines that a mapper writes.
#pragma once

#include <string_view>
#include <vector>

#include "../include/retrace_mapping.h"

namespace retrace {

/// A growing text of JSON Lines, with the origin of each line.
class Output {
public:
    void clear() {
        size_ = 0;
        origins_.clear();
    }

    void append(std::string_view text) {
        reserve(text.size());
        std::memcpy(bytes_.data() + size_, text.data(), text.size());
        size_ += text.size();
    }

    void append(char byte) { append(std::string_view(&byte, 1)); }

    /// A JSON string of that content, which need not be plain nor valid UTF-8.
    void append_string(std::string_view text) {
        static const char hex[] = "0123456789abcdef";
        append('"');
        size_t start = 0;
        for (size_t i = 0; i < text.size(); i++) {
            const unsigned char c = static_cast<unsigned char>(text[i]);
            if (c >= 0x20 && c != '"' && c != '\\') continue;
            append(text.substr(start, i - start));
            const char escape[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
            append(std::string_view(escape, sizeof escape));
            start = i + 1;
        }
        append(text.substr(start));
        append('"');
    }

    void end_line(uint32_t origin) {
        append('\n');
        origins_.push_back({origin, 255});
    }

    /// A line that stands for a foreign one that is rejected.
    void reject_line(uint32_t origin, uint8_t reason) {
        append("!\n");
        origins_.push_back({origin, reason});
    }

    /// The padding follows the lines.
    void finish(rt_mapped_block &block) {
        reserve(RT_PADDING);
        std::memset(bytes_.data() + size_, '\n', RT_PADDING);
        block.data = bytes_.data();
        block.length = size_;
        block.origins = origins_.data();
        block.line_count = origins_.size();
    }

    /// Forgets everything after a point given by `size` and `line_count`.
    void roll_back(size_t size, size_t line_count) {
        size_ = size;
        origins_.resize(line_count);
    }

    size_t size() const { return size_; }
    size_t line_count() const { return origins_.size(); }

private:
    void reserve(size_t more) {
        if (size_ + more > bytes_.size()) bytes_.resize(bytes_.size() * 2 + more + 4096);
    }

    std::vector<uint8_t> bytes_;
    size_t size_ = 0;
    std::vector<rt_origin> origins_;
};

}  // namespace retrace
