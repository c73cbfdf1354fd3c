// Fuzzes the readers of binary records: whatever the bytes are, they are read or given up, and the same lines and the same
// damage come whether a file is fed at once or in pieces of 1 to 32 bytes.
//
// The first byte chooses the size of the pieces, and what they are of: an Avro file, messages of one of some types that
// Protocol Buffers' library brings along, or a descriptor set, with a few messages of each of its types.
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/wrappers.pb.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "retrace_messages.h"

namespace {

using Records = std::unique_ptr<rt_records, decltype(&rt_records_destroy)>;

/// Lines up to some bytes, which is far more than small inputs give unless they are made to, and what was wrong.
std::string read(Records records, std::string_view bytes, size_t piece) {
    std::string text;
    rt_record_lines lines;
    for (;;) {
        const auto state = rt_records_next(records.get(), &lines);
        text.append(reinterpret_cast<const char *>(lines.data), lines.length);
        if (text.size() > (1 << 20)) return text.substr(0, 1 << 20);
        if (state == RT_RECORDS_DAMAGED) return text + "damage: " + rt_records_damage(records.get());
        if (state == RT_RECORDS_LINES) continue;
        if (bytes.empty()) break;
        const std::string_view next = bytes.substr(0, piece);
        bytes.remove_prefix(next.size());
        if (!rt_records_feed(records.get(), reinterpret_cast<const uint8_t *>(next.data()), next.size())) std::abort();
    }
    return rt_records_finish(records.get()) ? text : text + "damage: " + rt_records_damage(records.get());
}

template <typename Make>
void compare(Make make, std::string_view bytes, size_t piece) {
    const std::string whole = read(Records(make(), rt_records_destroy), bytes, bytes.size());
    if (whole == read(Records(make(), rt_records_destroy), bytes, piece)) return;
    std::fprintf(stderr, "lines depend on how the file is fed\n");
    std::abort();
}

rt_message_types *types_of(const std::string &set) {
    char problem[256];
    return rt_message_types_create(reinterpret_cast<const uint8_t *>(set.data()), set.size(), problem, sizeof problem);
}

/// Types with maps, choices, messages inside themselves, and fields of nearly every kind.
rt_message_types *library_types() {
    google::protobuf::FileDescriptorSet set;
    google::protobuf::Struct::descriptor()->file()->CopyTo(set.add_file());
    google::protobuf::Timestamp::descriptor()->file()->CopyTo(set.add_file());
    google::protobuf::Int64Value::descriptor()->file()->CopyTo(set.add_file());
    google::protobuf::FileDescriptorSet::descriptor()->file()->CopyTo(set.add_file());
    return types_of(set.SerializeAsString());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char *>(data) + 1, size - 1);
    static rt_message_types *const known = library_types();
    static const char *const names[] = {
        "google.protobuf.Struct", "google.protobuf.FileDescriptorProto", "google.protobuf.Timestamp",
        "google.protobuf.DoubleValue",
    };
    const size_t piece = 1 + data[0] / 8;
    switch (data[0] % 8) {
    case 0: case 1: case 2: compare([] { return rt_avro_create(); }, bytes, piece); break;
    case 7: {
        const auto types = types_of(std::string(bytes));
        if (!types) break;
        for (size_t k = 0; const char *name = rt_message_types_name(types, k); k++) {
            compare([&] { return rt_messages_create(types, name); }, std::string_view("\0\2\10\1\4\12\2ab", 9), piece);
        }
        rt_message_types_destroy(types);
        break;
    }
    default: compare([&] { return rt_messages_create(known, names[data[0] % 8 - 3]); }, bytes, piece);
    }
    return 0;
}
