// Files of messages, each after its length.
#include <google/protobuf/stubs/logging.h>

#include <cstdio>
#include <new>

#include "../record_reader.hpp"
#include "message_writer.hpp"
#include "types.hpp"

namespace retrace::protobuf {

namespace {

/// Reads a file of messages of one type.
class Messages : public RecordReader {
public:
    explicit Messages(const Message *prototype) : prototype_(prototype) {}

    bool read(PendingBytes &pending, LineText &lines) override {
        while (lines.lines().size() < batch_bytes) {
            if (!pass_over(pending) || !read_message(pending, lines)) return !lines.lines().empty();
        }
        return true;
    }

    void finish(std::string_view rest) override {
        if (rest.empty() && to_skip_ == 0) return;
        throw Damage("ends within a message, after message " + std::to_string(message_) + ": it was cut off");
    }

private:
    /// Memory that a longer message took is given back after it.
    static constexpr size_t usual_bytes = 256 << 10;

    /// The rest of a message that is too long; false where more bytes are needed.
    bool pass_over(PendingBytes &pending) {
        const size_t count = std::min(to_skip_, pending.view().size());
        pending.consume(count);
        to_skip_ -= count;
        return to_skip_ == 0;
    }

    /// False where more bytes are needed.
    bool read_message(PendingBytes &pending, LineText &lines) {
        const std::string_view bytes = pending.view();
        size_t prefix = 0;
        const uint64_t length = read_length(bytes, prefix);
        if (prefix == 0) return false;
        if (length > RT_MESSAGE_MAX) {
            pending.consume(prefix);
            to_skip_ = length;
            lines.append(std::string(LineText::line_max + 1, '0'));
        } else {
            if (bytes.size() - prefix < length) return false;
            write(bytes.substr(prefix, length), lines);
            pending.consume(prefix + length);
        }
        lines.end_line();
        message_++;
        return true;
    }

    /// The length that comes next; `prefix` is the bytes that it takes, or 0 where more are needed.
    uint64_t read_length(std::string_view bytes, size_t &prefix) const {
        uint64_t length = 0;
        for (size_t i = 0; i < bytes.size() && i < 5; i++) {
            const auto byte = static_cast<unsigned char>(bytes[i]);
            length |= static_cast<uint64_t>(byte & 0x7F) << (7 * i);
            if (byte >= 0x80) continue;
            prefix = i + 1;
            break;
        }
        // Protocol Buffers have no longer ones.
        if (length > INT32_MAX || (prefix == 0 && bytes.size() >= 5)) {
            throw Damage(
                "has no length of a message after message " + std::to_string(message_)
                + ": each message must come after its length as a varint");
        }
        return length;
    }

    void write(std::string_view bytes, LineText &lines) {
        if (!message_object_) message_object_.reset(prototype_->New());
        // A missing field is no less missing for being required.
        if (message_object_->ParsePartialFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
            MessageWriter(lines).write(*message_object_);
        } else {
            lines.append('!');
        }
        if (bytes.size() > usual_bytes) message_object_.reset();
    }

    const Message *prototype_;
    std::unique_ptr<Message> message_object_;
    size_t to_skip_ = 0;
    uint64_t message_ = 0;
};

}  // namespace

}  // namespace retrace::protobuf

rt_message_types *rt_message_types_create(const uint8_t *data, size_t length, char *problem, size_t size) {
    // What is wrong is told by us, not by the library on standard error.
    static const auto silent = google::protobuf::SetLogHandler(nullptr);
    (void)silent;
    try {
        google::protobuf::FileDescriptorSet set;
        if (length > INT32_MAX || !set.ParseFromArray(data, static_cast<int>(length)) || set.file().empty()) {
            throw std::runtime_error("it is no descriptor set, as protoc --descriptor_set_out writes it");
        }
        return new rt_message_types(set);
    } catch (const std::exception &error) {
        std::snprintf(problem, size, "%s", error.what());
        return nullptr;
    }
}

void rt_message_types_destroy(rt_message_types *types) { delete types; }

bool rt_message_types_have(const rt_message_types *types, const char *name) {
    return types->pool.FindMessageTypeByName(name) != nullptr;
}

const char *rt_message_types_name(const rt_message_types *types, size_t k) {
    return k < types->names.size() ? types->names[k].c_str() : nullptr;
}

rt_records *rt_messages_create(rt_message_types *types, const char *name) {
    const auto *descriptor = types->pool.FindMessageTypeByName(name);
    if (!descriptor) return nullptr;
    auto *reader = new (std::nothrow) retrace::protobuf::Messages(types->factory.GetPrototype(descriptor));
    if (!reader) return nullptr;
    auto *records = new (std::nothrow) rt_records(reader);
    if (!records) delete reader;
    return records;
}
