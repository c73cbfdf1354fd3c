// Avro object container files: Avro 1.11, "Object Container Files".
#include <new>
#include <optional>

#include "codec.hpp"
#include "values.hpp"

namespace retrace::avro {

namespace {

/// Reads a file: its header, then blocks. A block is looked into once all of it is there and its marker is right.
class Container : public RecordReader {
public:
    bool read(PendingBytes &pending, LineText &lines) override {
        if (!schema_ && !read_header(pending)) return false;
        while (lines.lines().size() < batch_bytes) {
            if (records_left_ == 0) {
                end_block();
                if (!begin_block(pending)) return !lines.lines().empty();
            }
            // A block may have no records.
            if (records_left_ > 0) read_record(lines);
        }
        return true;
    }

    void finish(std::string_view rest) override {
        if (!schema_) throw Damage("ends within the header of an Avro file: it was cut off");
        if (!rest.empty()) {
            throw Damage("ends within an Avro block, after record " + std::to_string(record_) + ": it was cut off");
        }
    }

private:
    static constexpr size_t marker_bytes = 16;
    /// The schema and whatever else a writer puts there.
    static constexpr size_t header_max = 4 << 20;

    /// False where more bytes are needed.
    bool read_header(PendingBytes &pending) {
        static constexpr std::string_view magic("Obj\1", 4);
        const std::string_view bytes = pending.view();
        if (bytes.substr(0, magic.size()) != magic.substr(0, bytes.size())) {
            throw Damage("is no Avro object container file: it does not begin with 'Obj' and a byte of 1");
        }
        if (bytes.size() < magic.size()) return false;
        try {
            Cursor cursor(bytes);
            cursor.read_bytes(magic.size());
            read_metadata(cursor);
            marker_ = cursor.read_bytes(marker_bytes);
            pending.consume(cursor.position());
            return true;
        } catch (const Cursor::End &) {
            if (bytes.size() > header_max) throw Damage("has an Avro header of more than 4 MiB");
            return false;
        }
    }

    void read_metadata(Cursor &cursor) {
        std::optional<std::string_view> schema;
        std::string_view codec = "null";
        try {
            while (const uint64_t count = cursor.read_block_count()) {
                for (uint64_t i = 0; i < count; i++) {
                    const std::string_view key = cursor.read_text(), value = cursor.read_text();
                    if (key == "avro.schema") schema = value;
                    if (key == "avro.codec") codec = value;
                }
            }
            // What it says is looked into once the header is whole.
            cursor.check_bytes(marker_bytes);
        } catch (const Cursor::End &) {
            throw;
        } catch (const Damage &damage) {
            throw Damage(std::string("has a damaged Avro header: ") + damage.what());
        }
        if (!schema) throw Damage("has an Avro header without a schema");
        schema_ = Schema::parse(*schema);
        codec_.emplace(codec);
    }

    /// False where more bytes are needed.
    bool begin_block(PendingBytes &pending) {
        const std::string_view bytes = pending.view();
        if (bytes.empty()) return false;
        try {
            Cursor cursor(bytes);
            const uint64_t count = cursor.read_size(), size = cursor.read_size();
            if (size > RT_RECORD_BLOCK_MAX) throw Damage("it has more than 64 MiB");
            const std::string_view block = cursor.read_bytes(size);
            if (cursor.read_bytes(marker_bytes) != marker_) throw Damage("what follows is not the file's marker");
            const std::string_view unpacked = codec_->unpack(block);
            pending.consume(cursor.position());
            records_left_ = count;
            block_.emplace(unpacked);
            return true;
        } catch (const Cursor::End &) {
            return false;
        } catch (const Damage &damage) {
            throw Damage("has a damaged Avro block after record " + std::to_string(record_) + ": " + damage.what());
        }
    }

    void read_record(LineText &lines) {
        try {
            ValueWriter(*schema_, lines).write_record(*block_);
        } catch (const Damage &damage) {
            lines.roll_back();
            throw Damage("has a damaged Avro record, number " + std::to_string(record_ + 1) + ": " + damage.what());
        }
        lines.end_line();
        record_++;
        records_left_--;
    }

    void end_block() {
        if (block_ && !block_->is_at_end()) {
            throw Damage(
                "has a damaged Avro block: after its last record, number " + std::to_string(record_)
                + ", there are bytes left");
        }
        block_.reset();
    }

    std::optional<Schema> schema_;
    std::optional<Codec> codec_;
    std::string marker_;
    std::optional<Cursor> block_;
    uint64_t records_left_ = 0;
    uint64_t record_ = 0;
};

}  // namespace

}  // namespace retrace::avro

rt_records *rt_avro_create(void) {
    auto *reader = new (std::nothrow) retrace::avro::Container;
    if (!reader) return nullptr;
    auto *records = new (std::nothrow) rt_records(reader);
    if (!records) delete reader;
    return records;
}
