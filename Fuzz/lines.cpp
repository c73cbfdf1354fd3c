// Fuzzes the line parser: the plain walk and simdjson's verdict must agree on every input, in every field.
//
// The first byte chooses the stream; the rest are lines. The parser that walks learns from line to line how they look. Making
// it anew for each input would take most of the time, so that it is made anew for every 64th: a finding that can't be repeated
// from its file alone depends on an input just before.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "retrace_lines.h"

namespace {

struct Destroyer {
    void operator()(rt_parser *parser) const { rt_parser_destroy(parser); }
};
using Parser = std::unique_ptr<rt_parser, Destroyer>;

Parser make_parser(bool plain_walk) {
    Parser parser(rt_parser_create());
    if (!parser) std::abort();
    rt_parser_set_plain_walk(parser.get(), plain_walk);
    return parser;
}

void require(bool holds, const char *what) {
    if (holds) return;
    std::fprintf(stderr, "the plain walk and simdjson differ: %s\n", what);
    std::abort();
}

void compare(const rt_text &a, const rt_text &b) {
    require((a.bytes == nullptr) == (b.bytes == nullptr), "presence of a text");
    if (a.bytes) require(a.length == b.length && std::memcmp(a.bytes, b.bytes, a.length) == 0, "a text");
}

void compare(const rt_line &a, const rt_block &in_a, const rt_line &b, const rt_block &in_b, rt_stream stream) {
    require(a.line == b.line && a.flags == b.flags && a.ts == b.ts, "number, flags or time of a line");
    if (stream != RT_AUDIENCES && stream != RT_UPLOADS) {
        require(std::memcmp(a.account, b.account, sizeof a.account) == 0, "account");
        compare(a.account_text, b.account_text);
    }
    if (a.flags & RT_HAS_EVENT) require(a.event == b.event, "event");
    if (a.flags & RT_HAS_HASH) {
        require(std::memcmp(a.hash, b.hash, sizeof a.hash) == 0, "hash");
        require(a.digest == b.digest, "digest");
    }
    for (int i = 0; i < 3; i++) compare(a.text[i], b.text[i]);
    require(a.list_count == b.list_count, "length of the list");
    for (uint32_t i = 0; i < a.list_count; i++) {
        compare(in_a.list[a.list_start + i], in_b.list[b.list_start + i]);
    }
}

void compare(const rt_block &a, const rt_block &b, rt_stream stream) {
    require(a.physical_lines == b.physical_lines, "lines seen");
    require(a.seen_fields == b.seen_fields, "fields seen");
    require(a.line_count == b.line_count, "accepted lines");
    for (size_t i = 0; i < a.line_count; i++) compare(a.lines[i], a, b.lines[i], b, stream);
    require(a.reject_count == b.reject_count, "rejected lines");
    for (size_t i = 0; i < a.reject_count; i++) {
        const rt_reject &x = a.rejects[i], &y = b.rejects[i];
        require(x.line == y.line && x.reason == y.reason && x.field == y.field, "a rejection");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) return 0;
    static const Parser judge = make_parser(false);
    const rt_stream stream = static_cast<rt_stream>(data[0] % 7);
    const size_t length = size - 1;
    // Just the padding that is promised: the sanitizer sees what reads past it.
    std::unique_ptr<uint8_t[]> block(new uint8_t[length + RT_PADDING]);
    std::memcpy(block.get(), data + 1, length);
    std::memset(block.get() + length, '"', RT_PADDING);
    block[length] = '\n';
    static Parser walk;
    static unsigned executions = 0;
    if (executions++ % 64 == 0) walk = make_parser(true);
    rt_block walked, judged;
    if (!rt_parser_parse(walk.get(), stream, block.get(), length, &walked)) return 0;
    if (!rt_parser_parse(judge.get(), stream, block.get(), length, &judged)) return 0;
    compare(walked, judged, stream);
    return 0;
}
