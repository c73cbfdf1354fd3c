/// Turns lines of foreign logs into lines of the log model, for `rt_parser_parse` to judge.
///
/// One line may yield several lines, or none. All functions are thread-safe as long as each mapper is used by one thread at
/// a time.
#ifndef RETRACE_MAPPING_H
#define RETRACE_MAPPING_H

#include "retrace_lines.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Where a line of the model comes from.
typedef struct {
    /// The number of the foreign line within its block, from 0; lines of white space count.
    uint32_t line;
    /// 255, or the `rt_reason` for which the foreign line is rejected: then the line holds nothing.
    uint8_t reason;
} rt_origin;

/// The lines that a block yields; valid until the next call with the same mapper.
typedef struct {
    /// JSON Lines, followed by `RT_PADDING` bytes that may be written to.
    uint8_t *_Nullable data;
    size_t length;
    /// One for each line.
    const rt_origin *_Nullable origins;
    size_t line_count;
    /// Foreign lines seen, those of white space included.
    uint32_t physical_lines;
    /// Foreign lines, those of white space not included.
    uint32_t foreign_lines;
    /// Foreign lines that yielded a line.
    uint32_t used_lines;
} rt_mapped_block;

/// What became of one field of one rule, since the mapper was made.
typedef struct {
    /// How often the pointer found a value.
    uint64_t found;
    /// How often the value map did not know the value.
    uint64_t unmapped;
} rt_field_counts;

typedef struct rt_mapper rt_mapper;

/// A mapper that follows a plan: JSON, as `MappingPlan` in RetraceIngest writes it. NULL when the plan is none or memory is
/// short.
rt_mapper *_Nullable rt_mapper_create(const char *_Nonnull plan, size_t length);
void rt_mapper_destroy(rt_mapper *_Nonnull mapper);

/// Maps `length` bytes of complete lines, followed by `RT_PADDING` bytes that may be read. Returns false when memory is
/// short.
bool rt_mapper_translate(rt_mapper *_Nonnull mapper, const uint8_t *_Nonnull data, size_t length,
                         rt_mapped_block *_Nonnull block);

/// The counts of the plan's field of that number, rules one after the other; zeros past the last.
rt_field_counts rt_mapper_counts(const rt_mapper *_Nonnull mapper, size_t field);

/// The k-th smallest value, as bytes, that the field's value map did not know; NULL past the last of a few that are kept.
const char *_Nullable rt_mapper_unmapped_value(const rt_mapper *_Nonnull mapper, size_t field, size_t k);

#ifdef __cplusplus
}
#endif
#endif
