// Messages to JSON.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/util/time_util.h>

#include "../line_text.hpp"

namespace retrace::protobuf {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

/// Writes messages. What is inside one another is no deeper than the parser allows, a hundred levels.
class MessageWriter {
public:
    explicit MessageWriter(LineText &out) : out_(out) {}

    void write(const Message &message) {
        if (write_well_known(message)) return;
        const Descriptor *type = message.GetDescriptor();
        bool is_first = true;
        out_.append('{');
        for (int i = 0; i < type->field_count(); i++) {
            const FieldDescriptor *field = type->field(i);
            // What is not on the wire is not set; a list without entries is a list.
            if (!field->is_repeated() && !message.GetReflection()->HasField(message, field)) continue;
            if (!is_first) out_.append(',');
            is_first = false;
            // A name is letters, digits and underscores.
            out_.append('"');
            out_.append(field->name());
            out_.append("\":");
            write_field(message, field);
        }
        out_.append('}');
    }

private:
    static constexpr int single = -1;

    void write_field(const Message &message, const FieldDescriptor *field) {
        if (!field->is_repeated()) return write_value(message, field, single);
        if (field->is_map()) return write_map(message, field);
        const int size = message.GetReflection()->FieldSize(message, field);
        out_.append('[');
        for (int i = 0; i < size; i++) {
            if (i > 0) out_.append(',');
            write_value(message, field, i);
        }
        out_.append(']');
    }

    void write_map(const Message &message, const FieldDescriptor *field) {
        const auto *reflection = message.GetReflection();
        const int size = reflection->FieldSize(message, field);
        out_.append('{');
        for (int i = 0; i < size; i++) {
            if (i > 0) out_.append(',');
            const Message &entry = reflection->GetRepeatedMessage(message, field, i);
            const FieldDescriptor *key = field->message_type()->map_key();
            const bool is_text = key->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
            if (!is_text) out_.append('"');
            write_value(entry, key, single);
            out_.append(is_text ? ":" : "\":");
            write_value(entry, field->message_type()->map_value(), single);
        }
        out_.append('}');
    }

    /// One value of a field: the `index`-th, or the only one.
    void write_value(const Message &message, const FieldDescriptor *field, int index) {
        const auto *reflection = message.GetReflection();
        const bool is_single = index == single;
        switch (field->cpp_type()) {
#define RT_NUMBER(type, name)                                                                      \
    case FieldDescriptor::CPPTYPE_##type:                                                          \
        return out_.append_number(is_single ? reflection->Get##name(message, field)                \
                                            : reflection->GetRepeated##name(message, field, index))
            RT_NUMBER(INT32, Int32);
            RT_NUMBER(INT64, Int64);
            RT_NUMBER(UINT32, UInt32);
            RT_NUMBER(UINT64, UInt64);
            RT_NUMBER(FLOAT, Float);
            RT_NUMBER(DOUBLE, Double);
#undef RT_NUMBER
        case FieldDescriptor::CPPTYPE_BOOL:
            return write_boolean(
                is_single ? reflection->GetBool(message, field) : reflection->GetRepeatedBool(message, field, index));
        case FieldDescriptor::CPPTYPE_ENUM:
            return write_enum(field, is_single ? reflection->GetEnumValue(message, field)
                                               : reflection->GetRepeatedEnumValue(message, field, index));
        case FieldDescriptor::CPPTYPE_STRING: return write_text(message, field, index);
        case FieldDescriptor::CPPTYPE_MESSAGE:
            return write(is_single ? reflection->GetMessage(message, field)
                                   : reflection->GetRepeatedMessage(message, field, index));
        }
    }

    void write_boolean(bool value) { out_.append(value ? "true" : "false"); }

    /// A number that has no name is told as it is.
    void write_enum(const FieldDescriptor *field, int number) {
        const auto *value = field->enum_type()->FindValueByNumber(number);
        if (!value) return out_.append_number(number);
        out_.append('"');
        out_.append(value->name());
        out_.append('"');
    }

    void write_text(const Message &message, const FieldDescriptor *field, int index) {
        const auto *reflection = message.GetReflection();
        const std::string &text =
            index == single ? reflection->GetStringReference(message, field, &scratch_)
                            : reflection->GetRepeatedStringReference(message, field, index, &scratch_);
        field->type() == FieldDescriptor::TYPE_BYTES ? out_.append_hex(text) : out_.append_string(text);
    }

    /// Whether a message was written as Protocol Buffers' own mapping to JSON has it: time stamps, and wrappers of one value.
    bool write_well_known(const Message &message) {
        const Descriptor *type = message.GetDescriptor();
        const auto known = type->well_known_type();
        if (known == Descriptor::WELLKNOWNTYPE_TIMESTAMP) return write_timestamp(message);
        const bool is_wrapper =
            known >= Descriptor::WELLKNOWNTYPE_DOUBLEVALUE && known <= Descriptor::WELLKNOWNTYPE_BOOLVALUE;
        const FieldDescriptor *value = is_wrapper ? type->FindFieldByNumber(1) : nullptr;
        if (!value || value->is_repeated()) return false;
        write_value(message, value, single);
        return true;
    }

    /// Whoever made the descriptors may have given that name to another message.
    bool write_timestamp(const Message &message) {
        const Descriptor *type = message.GetDescriptor();
        const FieldDescriptor *seconds = type->FindFieldByNumber(1), *nanos = type->FindFieldByNumber(2);
        if (!is_single(seconds, FieldDescriptor::CPPTYPE_INT64) || !is_single(nanos, FieldDescriptor::CPPTYPE_INT32)) {
            return false;
        }
        google::protobuf::Timestamp time;
        time.set_seconds(message.GetReflection()->GetInt64(message, seconds));
        time.set_nanos(message.GetReflection()->GetInt32(message, nanos));
        using google::protobuf::util::TimeUtil;
        const bool is_valid = time.seconds() >= TimeUtil::kTimestampMinSeconds
            && time.seconds() <= TimeUtil::kTimestampMaxSeconds && time.nanos() >= 0 && time.nanos() < 1'000'000'000;
        if (!is_valid) return false;
        out_.append_string(TimeUtil::ToString(time));
        return true;
    }

    static bool is_single(const FieldDescriptor *field, FieldDescriptor::CppType type) {
        return field && !field->is_repeated() && field->cpp_type() == type;
    }

    LineText &out_;
    std::string scratch_;
};

}  // namespace retrace::protobuf
