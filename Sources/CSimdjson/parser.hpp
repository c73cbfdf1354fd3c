// The parser's state.
#pragma once

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "values.hpp"

namespace retrace {

constexpr unsigned max_predicted = 24;

/// The key that a stream's last line had at some position: the next line most likely has the same one there.
struct PredictedKey {
    /// The key in quotes, zero-filled; empty when nothing is predicted.
    uint64_t quoted[2] = {};
    /// Ones where `quoted` counts.
    uint64_t mask[2] = {};
    uint32_t quoted_length = 0;
    /// Null for a key that the stream does not use.
    const Field *field = nullptr;
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

    rt_parser();
    ~rt_parser();

    /// Where the next accepted line goes; it holds leftovers.
    rt_line &next_line() {
        if (line_count == lines.size()) lines.resize(lines.size() * 2 + 64);
        return lines[line_count];
    }
};
