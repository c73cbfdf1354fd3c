/// Messages of Protocol Buffers whose types come from a descriptor set, as records.
#ifndef RETRACE_MESSAGES_H
#define RETRACE_MESSAGES_H

#include "retrace_records.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Bytes that a message may have; a longer one is passed over, and stands for a line that is too long.
#define RT_MESSAGE_MAX (4 << 20)

/// The types of a descriptor set. May be used by several threads.
typedef struct rt_message_types rt_message_types;

/// Reads a `FileDescriptorSet`, as `protoc --descriptor_set_out` writes it. Returns NULL where it is none, it is not whole, or
/// memory is short; `problem` says so in up to `size` bytes, the final zero included.
rt_message_types *_Nullable rt_message_types_create(const uint8_t *_Nullable data, size_t length, char *_Nonnull problem,
                                                    size_t size);
void rt_message_types_destroy(rt_message_types *_Nonnull types);

/// Whether there is a message type of that full name.
bool rt_message_types_have(const rt_message_types *_Nonnull types, const char *_Nonnull name);

/// The full name of the k-th message type, those inside others not counted; NULL past the last.
const char *_Nullable rt_message_types_name(const rt_message_types *_Nonnull types, size_t k);

/// A reader of messages of one type, each after its length as a varint, or NULL when there is no such type or memory is short.
/// The types must live until it is destroyed.
///
/// Fields have their names in the descriptors, and enums those of their values; `bytes` are lower-case hexadecimal digits; a
/// `Timestamp` is a text of RFC 3339, and a wrapper is what it wraps. Fields that are not set are left out; so
/// are, where a type does not keep whether a field was set, an empty text, a number 0, `false` and the first value of an enum. A
/// message that can't be read is a line that is no JSON.
rt_records *_Nullable rt_messages_create(rt_message_types *_Nonnull types, const char *_Nonnull name);

#ifdef __cplusplus
}
#endif
#endif
