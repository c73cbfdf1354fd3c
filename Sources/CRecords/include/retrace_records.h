/// Turns files of binary records into JSON Lines, a line for each record.
///
/// Bytes go in as they come, and lines come out as they are asked for, so that no more than a block is in memory. All
/// functions are thread-safe as long as each reader is used by one thread at a time.
#ifndef RETRACE_RECORDS_H
#define RETRACE_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Bytes that a block of an Avro file may have, as stored and unpacked.
#define RT_RECORD_BLOCK_MAX (64 << 20)

/// Levels of values inside one another that a record may have.
#define RT_RECORD_DEPTH_MAX 200

/// A reader of one file.
typedef struct rt_records rt_records;

/// What `rt_records_next` found.
enum rt_records_state {
    /// There are lines, and there may be more.
    RT_RECORDS_LINES = 0,
    /// All that was fed is used, but for what needs more bytes to be a record.
    RT_RECORDS_NEED_BYTES = 1,
    /// The file can't be read further: `rt_records_damage` says why.
    RT_RECORDS_DAMAGED = 2,
};

/// Lines of whole records; valid until the next call with the same reader. A record whose line would be longer than 4 MiB
/// gets one of 4 MiB and a byte, so that it is rejected for its length.
typedef struct {
    const uint8_t *_Nullable data;
    size_t length;
} rt_record_lines;

/// A reader of an Avro object container file (Avro 1.11, "Object Container Files"), or NULL when memory is short.
///
/// A union is its branch's value, an enum its symbol, a map an object; `bytes` and `fixed` are lower-case hexadecimal
/// digits; numbers that JSON does not have are `null`.
rt_records *_Nullable rt_avro_create(void);

void rt_records_destroy(rt_records *_Nonnull records);

/// Takes the next bytes of the file. To be called before the first `rt_records_next`, and after each that needs bytes.
/// Returns false when memory is short.
bool rt_records_feed(rt_records *_Nonnull records, const uint8_t *_Nullable data, size_t length);

/// The next lines.
enum rt_records_state rt_records_next(rt_records *_Nonnull records, rt_record_lines *_Nonnull lines);

/// Whether the file may end where `rt_records_next` needs bytes; if not, `rt_records_damage` says why.
bool rt_records_finish(rt_records *_Nonnull records);

/// What was wrong and where, in words that follow a file's name.
const char *_Nonnull rt_records_damage(const rt_records *_Nonnull records);

#ifdef __cplusplus
}
#endif
#endif
