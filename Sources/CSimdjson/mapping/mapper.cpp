// From foreign lines to lines of the model. What is wrong with a value is left to the parser: the mapper writes `{}` for it,
// which no field of any stream may hold.
#include "../judge.hpp"
#include "output.hpp"
#include "plan.hpp"

using namespace retrace;
using simdjson::dom::element;

namespace {

constexpr std::string_view wrong_value = "{}";
/// Values that a map did not know, kept per field.
constexpr size_t unknown_kept = 5;

/// Why the line at work is rejected as a whole.
struct Refusal {
    uint8_t reason;
};

/// The value of a key of an object; throws Refusal where it stands twice.
bool find_key(simdjson::dom::object object, std::string_view key, element &value) {
    bool found = false;
    for (auto [name, item] : object) {
        if (name != key) continue;
        if (found) throw Refusal{RT_REPEATED_FIELD};
        found = true;
        value = item;
    }
    return found;
}

bool find_index(simdjson::dom::array array, const std::string &key, element &value) {
    if (key.empty() || key.size() > 9 || (key[0] == '0' && key.size() > 1)) return false;
    size_t index = 0;
    for (char c : key) {
        if (!is_digit(static_cast<uint8_t>(c))) return false;
        index = index * 10 + static_cast<size_t>(c - '0');
    }
    return !array.at(index).get(value);
}

/// One step down (RFC 6901, section 4); false where nothing is there.
bool step(element from, const std::string &key, element &value) {
    if (from.is_object()) return find_key(from.get_object().value_unsafe(), key, value);
    if (from.is_array()) return find_index(from.get_array().value_unsafe(), key, value);
    return false;
}

bool resolve(element from, const std::vector<Path::Step> &steps, element &value) {
    value = from;
    for (const Path::Step &next : steps) {
        element below;
        if (!step(value, next.key, below)) return false;
        value = below;
    }
    return !value.is_null();
}

bool is_blank(const uint8_t *p, const uint8_t *end) {
    for (; p < end; p++) {
        if (*p != ' ' && *p != '\t' && *p != '\r') return false;
    }
    return true;
}

}  // namespace

struct rt_mapper {
    explicit rt_mapper(std::vector<Rule> rules) : rules_(std::move(rules)) {}

    void translate(const uint8_t *p, const uint8_t *end, rt_mapped_block &block) {
        output_.clear();
        block.physical_lines = block.foreign_lines = block.used_lines = 0;
        while (p < end) {
            const void *feed = std::memchr(p, '\n', static_cast<size_t>(end - p));
            const uint8_t *line_end = feed ? static_cast<const uint8_t *>(feed) : end;
            if (!is_blank(p, line_end)) {
                const size_t before = output_.line_count();
                translate_line(p, static_cast<size_t>(line_end - p), block.physical_lines);
                block.foreign_lines++;
                if (output_.line_count() > before) block.used_lines++;
            }
            block.physical_lines++;
            p = line_end + 1;
        }
        output_.finish(block);
    }

    const MappedField *field(size_t number) const {
        for (const Rule &rule : rules_) {
            if (number < rule.fields.size()) return &rule.fields[number];
            number -= rule.fields.size();
        }
        return nullptr;
    }

private:
    void translate_line(const uint8_t *p, size_t length, uint32_t number) {
        if (length > RT_LINE_MAX) return output_.reject_line(number, RT_TOO_LONG);
        element root;
        const uint8_t reason = judge_.parse_document(p, length, root, softened_);
        if (reason != Judge::accepted) return output_.reject_line(number, reason);
        if (!root.is_object()) return output_.reject_line(number, RT_NOT_AN_OBJECT);
        const size_t size = output_.size(), line_count = output_.line_count();
        try {
            for (Rule &rule : rules_) {
                elements_.assign(1, root);
                apply(rule, number);
            }
        } catch (const Refusal &refusal) {
            output_.roll_back(size, line_count);
            output_.reject_line(number, refusal.reason);
        }
    }

    /// Goes through the rule's arrays from the level that `elements_` has come to; conditions are asked as early as they can.
    void apply(Rule &rule, uint32_t number) {
        const unsigned depth = static_cast<unsigned>(elements_.size() - 1);
        for (const Condition &condition : rule.conditions) {
            if (condition.path.level == depth && !holds(condition)) return;
        }
        if (depth == rule.levels.size()) return write(rule, number);
        element found;
        if (!resolve(elements_[depth], rule.levels[depth].steps, found)) return;
        simdjson::dom::array items;
        if (found.get(items)) throw Refusal{RT_WRONG_FIELD};
        for (element item : items) {
            elements_.push_back(item);
            apply(rule, number);
            elements_.pop_back();
        }
    }

    bool holds(const Condition &condition) {
        element value;
        std::string_view text;
        bool found = resolve(elements_[condition.path.level], condition.path.steps, value);
        if (found && !condition.values.empty()) {
            found = scalar_text(value, text) && condition.values.count(std::string(text)) > 0;
        }
        return found != condition.negated;
    }

    void write(Rule &rule, uint32_t number) {
        output_.append('{');
        is_first_ = true;
        for (MappedField &field : rule.fields) {
            if (!field.constant.empty()) {
                put(field, field.constant);
            } else if (!(field.has_path && (field.is_list ? put_list(field) : put_scalar(field)))) {
                if (!field.fallback.empty()) put(field, field.fallback);
            }
        }
        output_.append('}');
        output_.end_line(number);
    }

    void put_name(const MappedField &field) {
        if (!is_first_) output_.append(',');
        is_first_ = false;
        output_.append('"');
        output_.append(field.name);
        output_.append("\":");
    }

    void put(const MappedField &field, std::string_view json) {
        put_name(field);
        output_.append(json);
    }

    /// False where the field is absent.
    bool put_scalar(MappedField &field) {
        element value;
        if (!resolve(elements_[field.path.level], field.path.steps, value)) return false;
        std::string_view text;
        const bool is_scalar = scalar_text(value, text);
        if (is_scalar && text.empty() && field.empty_is_absent) return false;
        field.counts.found++;
        if (!is_scalar) return put(field, wrong_value), true;
        if (!field.values.empty()) {
            const auto known = field.values.find(std::string(text));
            if (known != field.values.end()) return put(field, known->second), true;
            note_unknown(field, text);
            if (field.unmapped == 'a') return false;
            if (field.unmapped == 'r') return put(field, wrong_value), true;
        }
        if (field.hashing != Hashing::none) {
            put_digest(field, value.is_bool() ? std::string_view() : text);
        } else if (field.time != TimeForm::model) {
            put_time(field, text);
        } else {
            put_name(field);
            put_text(value, text);
        }
        return true;
    }

    void put_text(element value, std::string_view text) {
        if (value.is_string()) {
            output_.append_string(text);
        } else {
            output_.append(text);
        }
    }

    void note_unknown(MappedField &field, std::string_view text) {
        field.counts.unmapped++;
        std::set<std::string> &known = field.unknown;
        if (known.size() == unknown_kept && text > *known.rbegin()) return;
        known.insert(std::string(text.substr(0, 64)));
        if (known.size() > unknown_kept) known.erase(std::prev(known.end()));
    }

    void put_digest(const MappedField &field, std::string_view text) {
        char quoted[66];
        quoted[0] = quoted[65] = '"';
        const bool done = digester_.digest(text, field.hashing, field.country_code, quoted + 1);
        put(field, done ? std::string_view(quoted, sizeof quoted) : wrong_value);
    }

    void put_time(const MappedField &field, std::string_view text) {
        int64_t milliseconds;
        const bool done = field.time == TimeForm::custom ? field.format.read(text, milliseconds)
                                                         : read_unix_time(text, field.time, milliseconds);
        put(field, done ? std::to_string(milliseconds) : std::string(wrong_value));
    }

    /// A list: the elements of an array, what `*` steps lead to, or the parts of a text.
    bool put_list(MappedField &field) {
        list_.clear();
        list_is_wrong_ = false;
        if (!collect(elements_[field.path.level], field, 0)) return false;
        field.counts.found++;
        if (list_is_wrong_) return put(field, wrong_value), true;
        put_name(field);
        output_.append('[');
        for (size_t i = 0; i < list_.size(); i++) {
            if (i > 0) output_.append(',');
            output_.append(list_[i]);
        }
        output_.append(']');
        return true;
    }

    /// Whether anything was there, be it an empty array.
    bool collect(element from, const MappedField &field, size_t position) {
        if (from.is_null()) return false;
        if (position == field.path.steps.size()) return collect_value(from, field), true;
        const Path::Step &next = field.path.steps[position];
        if (!next.any) {
            element below;
            return step(from, next.key, below) && collect(below, field, position + 1);
        }
        simdjson::dom::array items;
        if (from.get(items)) return list_is_wrong_ = true;
        for (element item : items) collect(item, field, position + 1);
        return true;
    }

    void collect_value(element value, const MappedField &field) {
        std::string_view text;
        if (simdjson::dom::array items; !value.get(items)) {
            for (element item : items) collect_item(item);
        } else if (!field.split.empty() && value.is_string() && scalar_text(value, text)) {
            while (!text.empty()) {
                const size_t length = std::min(text.find(field.split), text.size());
                list_.push_back(quoted(text.substr(0, length)));
                text.remove_prefix(std::min(text.size(), length + field.split.size()));
            }
        } else {
            collect_item(value);
        }
    }

    void collect_item(element item) {
        std::string_view text;
        if (!scalar_text(item, text)) {
            list_is_wrong_ = true;
        } else {
            list_.push_back(item.is_string() ? quoted(text) : std::string(text));
        }
    }

    static std::string quoted(std::string_view text) {
        std::string result = "\"";
        for (char c : text) {
            const char escape[] = {'\\', 'u', '0', '0', "0123456789abcdef"[(c >> 4) & 15], "0123456789abcdef"[c & 15]};
            const bool plain = static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
            plain ? result.push_back(c) : static_cast<void>(result.append(escape, sizeof escape));
        }
        return result + '"';
    }

    /// A string's content, a number's digits, `true` or `false`; false for anything else. Lives until the next call.
    bool scalar_text(element value, std::string_view &text) {
        if (!value.get(text)) return true;
        char *first = number_, *last = number_ + sizeof number_;
        int64_t integer;
        uint64_t natural;
        double real;
        bool boolean;
        if (!value.get(boolean)) {
            text = boolean ? "true" : "false";
            return true;
        }
        if (value.is_int64() && !value.get(integer)) {
            last = std::to_chars(first, last, integer).ptr;
        } else if (value.is_uint64() && !value.get(natural)) {
            last = std::to_chars(first, last, natural).ptr;
        } else if (!softened_ && value.is_double() && !value.get(real)) {
            last = std::to_chars(first, last, real, std::chars_format::fixed).ptr;
        } else {
            return false;
        }
        text = std::string_view(first, static_cast<size_t>(last - first));
        return true;
    }

    std::vector<Rule> rules_;
    Judge judge_;
    Digester digester_;
    Output output_;
    /// The line, and the array elements that are being gone through.
    std::vector<element> elements_;
    std::vector<std::string> list_;
    bool list_is_wrong_ = false, is_first_ = true, softened_ = false;
    char number_[400];
};

rt_mapper *rt_mapper_create(const char *plan, size_t length) {
    try {
        simdjson::dom::parser parser;
        return new rt_mapper(PlanReader::read(parser.parse(plan, length)));
    } catch (...) {
        return nullptr;
    }
}

void rt_mapper_destroy(rt_mapper *mapper) { delete mapper; }

bool rt_mapper_translate(rt_mapper *mapper, const uint8_t *data, size_t length, rt_mapped_block *block) {
    try {
        mapper->translate(data, data + length, *block);
        return true;
    } catch (const std::bad_alloc &) {
        return false;
    }
}

rt_field_counts rt_mapper_counts(const rt_mapper *mapper, size_t number) {
    const MappedField *field = mapper->field(number);
    return field ? field->counts : rt_field_counts{};
}

const char *rt_mapper_unmapped_value(const rt_mapper *mapper, size_t number, size_t k) {
    const MappedField *field = mapper->field(number);
    if (!field || k >= field->unknown.size()) return nullptr;
    return std::next(field->unknown.begin(), static_cast<std::ptrdiff_t>(k))->c_str();
}
