#include "judge.hpp"
#include "walks.hpp"

using namespace retrace;

rt_parser::rt_parser() : judge(std::make_unique<Judge>()) {}
rt_parser::~rt_parser() = default;

namespace {

bool is_blank(const uint8_t *p, const uint8_t *end) {
    for (; p < end; p++) {
        if (*p != ' ' && *p != '\t' && *p != '\r') return false;
    }
    return true;
}

void clear(rt_line &line, uint32_t number, size_t list_start) {
    // Not all of it: what `flags` does not vouch for is never read.
    line.flags = 0;
    line.ts = 0;
    for (rt_text &text : line.text) {
        text.bytes = nullptr;
        text.length = 0;
    }
    line.line = number;
    line.list_start = static_cast<uint32_t>(list_start);
    line.list_count = 0;
}

/// Judges the line at `p`; returns the byte after its line feed.
const uint8_t *judge_line(rt_parser &parser, const Stream &stream, const uint8_t *p, const uint8_t *end, uint32_t number) {
    const size_t rest = static_cast<size_t>(end - p);
    const uint8_t *line_end = static_cast<const uint8_t *>(std::memchr(p, '\n', rest));
    if (!line_end) line_end = end;
    if (line_end - p > RT_LINE_MAX) {
        parser.rejects.push_back({number, RT_TOO_LONG, 255});
    } else if (!is_blank(p, line_end)) {
        const size_t list_start = parser.list.size();
        rt_line line{};
        clear(line, number, list_start);
        const Judge::Verdict verdict =
            parser.judge->read(parser, stream, p, static_cast<size_t>(line_end - p), line);
        if (verdict.accepted) {
            parser.next_line() = line;
            parser.line_count++;
        } else {
            parser.list.resize(list_start);
            parser.rejects.push_back({number, verdict.reason, verdict.field});
        }
    }
    return line_end + 1;
}

template <class Walk>
void parse_lines(rt_parser &parser, enum rt_stream number, const uint8_t *p, const uint8_t *end, rt_block &block) {
    const Stream &stream = parser.renamed ? *parser.renamed : tables().streams[number];
    Walk walk(parser, stream, parser.predictions[number]);
    uint32_t physical = 0, judged = 0;
    for (; p < end; physical++) {
        const size_t list_start = parser.list.size();
        if (parser.plain_walk) {
            rt_line &line = parser.next_line();
            clear(line, physical, list_start);
            const uint8_t *next = walk.read(p, line);
            if (next && next - p <= RT_LINE_MAX + 1) {
                parser.line_count++;
                p = next;
                continue;
            }
            parser.list.resize(list_start);
        }
        judged++;
        p = judge_line(parser, stream, p, end, physical);
    }
    block.physical_lines = physical;
    block.judged_lines = judged;
}

void parse_block(rt_parser &parser, enum rt_stream number, const uint8_t *p, const uint8_t *end, rt_block &block) {
#if RETRACE_HAS_WIDE_WALK
    if (parser.wide_walk && can_walk_wide) return parse_lines<wide::PlainWalk>(parser, number, p, end, block);
#endif
    parse_lines<portable::PlainWalk>(parser, number, p, end, block);
}

}  // namespace

rt_parser *rt_parser_create(void) {
    try {
        return new rt_parser();
    } catch (...) {
        return nullptr;
    }
}

void rt_parser_destroy(rt_parser *parser) { delete parser; }

void rt_parser_set_plain_walk(rt_parser *parser, bool enabled) { parser->plain_walk = enabled; }

void rt_parser_set_wide_walk(rt_parser *parser, bool enabled) { parser->wide_walk = enabled; }

bool rt_parser_rename(rt_parser *parser, enum rt_stream number, const char *const *names) {
    try {
        auto stream = std::make_unique<Stream>(tables().streams[number]);
        for (uint8_t i = 0; i < stream->count; i++) {
            // No key is two bytes shorter than its quotes: a field of length 0 is never found.
            parser->names[i] = names[i] ? names[i] : "";
            if (parser->names[i].size() > max_name_length) return false;
            stream->fields[i].name = parser->names[i].c_str();
            stream->fields[i].quoted_length = names[i] ? static_cast<uint8_t>(parser->names[i].size() + 2) : 0;
        }
        parser->renamed = std::move(stream);
        return true;
    } catch (const std::bad_alloc &) {
        return false;
    }
}

bool rt_parser_parse(rt_parser *parser, enum rt_stream stream, const uint8_t *data, size_t length, rt_block *block) {
    try {
        parser->line_count = 0;
        parser->list.clear();
        parser->rejects.clear();
        parser->arena_used = 0;
        parser->seen_fields = 0;
        // A decoded text is never longer than its source.
        if (parser->arena.size() < length + 32) parser->arena.resize(length + 32);
        parse_block(*parser, stream, data, data + length, *block);
        block->lines = parser->lines.data();
        block->line_count = parser->line_count;
        block->list = parser->list.data();
        block->rejects = parser->rejects.data();
        block->reject_count = parser->rejects.size();
        block->seen_fields = parser->seen_fields;
        return true;
    } catch (const std::bad_alloc &) {
        return false;
    }
}

const char *rt_field_name(enum rt_stream stream, uint8_t field) {
    const Stream &table = tables().streams[stream];
    return field < table.count ? table.fields[field].name : nullptr;
}

void rt_hash128(const uint8_t *bytes, size_t length, uint64_t hash[2]) { hash_key(bytes, length, hash); }

uint64_t rt_hash64(const uint8_t *bytes, size_t length) { return XXH3_64bits(bytes, length); }

bool rt_parse_timestamp(const uint8_t *bytes, size_t length, int64_t *milliseconds) {
    TimestampReader reader;
    return reader.read(bytes, length, *milliseconds);
}
