/// Parses blocks of JSON Lines into flat records, a whole block a call.
///
/// Lines of a plain form (ASCII, no escapes) are read by a short walk of our own; every other line is judged by simdjson.
/// Both accept the same lines and give the same records. All functions are thread-safe as long as each parser is used by
/// one thread at a time.
#ifndef RETRACE_LINES_H
#define RETRACE_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Bytes that must be readable after the data handed to `rt_parser_parse`; the first of them must be a line feed.
#define RT_PADDING 64

/// Bytes that a line may have, its line feed aside; a longer one is rejected.
#define RT_LINE_MAX (4 << 20)

/// The streams, numbered as `LogStream` in RetraceCore.
enum rt_stream {
    RT_IDENTIFIERS = 0,
    RT_AUDIENCES = 1,
    RT_UPLOADS = 2,
    RT_MATCHES = 3,
    RT_IMPRESSIONS = 4,
    RT_DISCLOSURES = 5,
    RT_ACCOUNTS = 6,
};

/// A decoded string of a line: it lies in the block or in the parser's arena, and lives until the next call.
typedef struct {
    /// Not terminated; NULL when the field is absent. RT_TEXT_PADDING bytes after it are readable.
    const uint8_t *_Nullable bytes;
    uint32_t length;
} rt_text;

/// Bytes that are readable after each text.
#define RT_TEXT_PADDING 16

/// Bits of `rt_line.flags`.
enum rt_flags {
    RT_HAS_TS = 1,
    RT_HAS_EVENT = 2,
    RT_HAS_HASH = 4,
    /// `id_type` is email.
    RT_EMAIL = 8,
    /// `id_type` is phone.
    RT_PHONE = 16,
    /// The second action of the stream: remove or delete.
    RT_REMOVE = 32,
};

/// One accepted line.
typedef struct {
    /// Unix milliseconds; 0 when absent.
    int64_t ts;
    /// XXH3 (128 bits, high half first) of the account id's decoded text.
    uint64_t account[2];
    /// XXH3 (64 bits) of the event id's; valid with RT_HAS_EVENT.
    uint64_t event;
    /// `id_hash`; valid with RT_HAS_HASH.
    uint8_t hash[32];
    /// XXH3 (64 bits) of `hash`; valid with RT_HAS_HASH.
    uint64_t digest;
    /// identifiers: purpose. audiences: audience, product, advertiser. uploads, matches: audience.
    /// impressions: -, line item, country. disclosures: recipient. accounts: person, country, region.
    rt_text text[3];
    /// The account id.
    rt_text account_text;
    /// `audience_ids`: a run of `rt_block.list`.
    uint32_t list_start;
    uint32_t list_count;
    /// The line's number within the block, from 0; lines of white space count.
    uint32_t line;
    uint32_t flags;
} rt_line;

/// Why a line was rejected, numbered as `Rejection.Reason` in RetraceCore.
enum rt_reason {
    RT_INVALID_JSON = 0,
    RT_NOT_AN_OBJECT = 1,
    RT_MISSING_FIELD = 2,
    RT_WRONG_FIELD = 3,
    RT_REPEATED_FIELD = 4,
    RT_TOO_DEEP = 5,
    RT_TOO_LONG = 6,
};

/// One rejected line.
typedef struct {
    uint32_t line;
    uint8_t reason;
    /// Index of the field in the stream's table, or 255.
    uint8_t field;
} rt_reject;

/// What a block held; valid until the next call with the same parser.
typedef struct {
    const rt_line *_Nullable lines;
    size_t line_count;
    const rt_text *_Nullable list;
    const rt_reject *_Nullable rejects;
    size_t reject_count;
    /// Lines seen, those of white space included.
    uint32_t physical_lines;
    /// Lines that the plain walk did not take.
    uint32_t judged_lines;
    /// Fields that some accepted line had, a bit each by the field's index.
    uint32_t seen_fields;
} rt_block;

typedef struct rt_parser rt_parser;

/// A parser, or NULL when memory is short.
rt_parser *_Nullable rt_parser_create(void);
void rt_parser_destroy(rt_parser *_Nonnull parser);

/// With `false`, every line goes to simdjson: for tests that compare the two.
void rt_parser_set_plain_walk(rt_parser *_Nonnull parser, bool enabled);

/// With `false`, plain lines are read as on a processor that can do no more than the least of its kind: for tests.
void rt_parser_set_wide_walk(rt_parser *_Nonnull parser, bool enabled);

/// From now on the parser reads `stream`, and no other one, with its fields under other names: one for each field of the
/// stream's table, NULL where the lines don't have the field. They must differ. Returns false when a name is longer than
/// 200 bytes, or memory is short. To be called before the first block.
bool rt_parser_rename(rt_parser *_Nonnull parser, enum rt_stream stream, const char *_Nullable const *_Nonnull names);

/// Parses `length` bytes of complete lines (the last one may lack its line feed). Returns false when memory is short.
bool rt_parser_parse(rt_parser *_Nonnull parser, enum rt_stream stream, const uint8_t *_Nonnull data, size_t length,
                     rt_block *_Nonnull block);

/// The name of a stream's field by its index; NULL past the last.
const char *_Nullable rt_field_name(enum rt_stream stream, uint8_t field);

/// XXH3 of bytes, 128 bits, high half first.
void rt_hash128(const uint8_t *_Nullable bytes, size_t length, uint64_t hash[_Nonnull 2]);
/// XXH3 of bytes, 64 bits.
uint64_t rt_hash64(const uint8_t *_Nullable bytes, size_t length);

/// Reads an RFC 3339 time stamp as the parser does; false when it is not one.
bool rt_parse_timestamp(const uint8_t *_Nonnull bytes, size_t length, int64_t *_Nonnull milliseconds);

/// Asks the processor to fetch the cache line at an address, which need not be valid.
static inline void rt_prefetch(const void *_Nullable address) { __builtin_prefetch(address); }

#ifdef __cplusplus
}
#endif
#endif
