// The parser's state.
#pragma once

#include <cstdlib>
#include <memory>
#include <vector>

#include "values.hpp"

namespace retrace {

constexpr unsigned max_predicted = 24;

/// Order of the keys in the last line of a stream: the next line most likely has the same.
struct Prediction {
    const Field *fields[max_predicted] = {};
};

class Judge;

}  // namespace retrace

struct rt_parser {
    retrace::TimestampReader timestamps;
    retrace::Prediction predictions[7];
    std::vector<rt_line> lines;
    std::vector<rt_text> list;
    std::vector<rt_reject> rejects;
    /// Decoded strings; as long as the block, so that it never moves while a block is parsed.
    std::vector<uint8_t> arena;
    size_t arena_used = 0;
    std::unique_ptr<retrace::Judge> judge;
    bool plain_walk = true;

    rt_parser();
    ~rt_parser();
};
