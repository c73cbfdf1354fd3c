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

/// How the value after a predicted key is read.
enum class Reading : uint8_t {
    /// Nothing is predicted.
    unknown,
    skipped_string,
    timestamp,
    account,
    event,
    id,
    hash,
    /// A string of any other field.
    string,
    list,
    /// Anything else that begins with no quote.
    value,
};

/// What stood between two values of a stream's last line: the next line most likely has the same there.
struct PredictedKey {
    /// From the end of the value before (or the opening brace) to the value: a comma, the key in quotes, a colon, any spaces,
    /// and the opening quote where the value is a string. Zero-filled; where nothing is predicted, bytes that no line has.
    alignas(32) uint64_t text[4] = {~0ull, ~0ull, ~0ull, ~0ull};
    /// Ones where `text` counts.
    uint64_t mask[4] = {~0ull, ~0ull, ~0ull, ~0ull};
    uint32_t length = 0;
    /// The field's bit; 0 for a key that the stream does not use.
    uint32_t bit = 0;
    Reading reading = Reading::unknown;
    /// Null for a key that the stream does not use.
    const Field *field = nullptr;
};

/// The keys of the last line of a stream, in its order.
struct Prediction {
    /// The last three never match, so that a look ahead needs no bound.
    PredictedKey keys[max_predicted + 3];
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
