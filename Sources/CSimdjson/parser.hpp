// The parser's state.
#pragma once

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "values.hpp"

namespace retrace {

constexpr unsigned max_predicted = 24;
constexpr size_t max_predicted_length = 32;

/// What stood between two values of a stream's last line: the next line most likely has the same there.
struct PredictedKey {
    /// From the end of the value before (or the opening brace) to the value: a comma, the key in quotes, a colon, any spaces,
    /// and the opening quote where the value is a string. Zero-filled.
    uint64_t text[4] = {};
    /// Ones where `text` counts.
    uint64_t mask[4] = {};
    /// 0 when nothing is predicted.
    uint32_t length = 0;
    /// Whether the value is a string; `text` then ends with its opening quote.
    bool opens_string = false;
    /// Null for a key that the stream does not use.
    const Field *field = nullptr;

    bool precedes_value_at(const uint8_t *p) const {
        uint64_t words[4];
        std::memcpy(words, p, sizeof words);
        uint64_t difference = 0;
        for (int i = 0; i < 4; i++) difference |= (words[i] ^ text[i]) & mask[i];
        return difference == 0 && length != 0;
    }
};

/// The keys of the last line of a stream, in its order.
struct Prediction {
    PredictedKey keys[max_predicted];
};

class Judge;

}  // namespace retrace

struct rt_parser {
    retrace::TimestampReader timestamps;
    retrace::Prediction predictions[7];
    /// The accepted lines of the block; those from `line_count` on are memory to be reused.
    std::vector<rt_line> lines;
    size_t line_count = 0;
    /// `lines.size()`, which takes a division.
    size_t line_capacity = 0;
    std::vector<rt_text> list;
    std::vector<rt_reject> rejects;
    /// Decoded strings; as long as the block, so that it never moves while a block is parsed.
    std::vector<uint8_t> arena;
    size_t arena_used = 0;
    std::unique_ptr<retrace::Judge> judge;
    /// The one stream that is read under other names, and its names; null for the usual ones.
    std::unique_ptr<retrace::Stream> renamed;
    std::string names[8];
    /// Bits of the fields that an accepted line of the block had.
    uint32_t seen_fields = 0;
    bool plain_walk = true;
    bool wide_walk = true;

    rt_parser();
    ~rt_parser();

    /// Where the next accepted line goes; it holds leftovers.
    rt_line &next_line() {
        if (line_count == line_capacity) {
            lines.resize(lines.size() * 2 + 64);
            line_capacity = lines.size();
        }
        return lines[line_count];
    }
};
