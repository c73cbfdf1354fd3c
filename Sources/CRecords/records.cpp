#include "record_reader.hpp"

#include <new>

void rt_records_destroy(rt_records *records) { delete records; }

bool rt_records_feed(rt_records *records, const uint8_t *data, size_t length) {
    try {
        if (length > 0) records->pending.feed({reinterpret_cast<const char *>(data), length});
        return true;
    } catch (const std::bad_alloc &) {
        return false;
    }
}

enum rt_records_state rt_records_next(rt_records *records, rt_record_lines *lines) {
    *lines = {nullptr, 0};
    if (records->is_damaged) return RT_RECORDS_DAMAGED;
    records->lines.clear();
    bool has_more = true;
    try {
        has_more = records->reader->read(records->pending, records->lines);
    } catch (const std::bad_alloc &) {
        records->is_damaged = true;
        records->damage = "cannot be read: out of memory";
    } catch (const std::exception &damage) {
        records->is_damaged = true;
        records->damage = damage.what();
    }
    const std::string_view text = records->lines.lines();
    *lines = {reinterpret_cast<const uint8_t *>(text.data()), text.size()};
    if (!text.empty()) return RT_RECORDS_LINES;
    if (records->is_damaged) return RT_RECORDS_DAMAGED;
    return has_more ? RT_RECORDS_LINES : RT_RECORDS_NEED_BYTES;
}

bool rt_records_finish(rt_records *records) {
    try {
        records->reader->finish(records->pending.view());
        return true;
    } catch (const std::exception &damage) {
        records->is_damaged = true;
        records->damage = damage.what();
        return false;
    }
}

const char *rt_records_damage(const rt_records *records) { return records->damage.c_str(); }
