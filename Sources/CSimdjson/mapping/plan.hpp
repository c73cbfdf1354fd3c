// What a mapper is to do, read from the plan's JSON.
#pragma once

#include <simdjson.h>

#include <map>
#include <set>

#include "digests.hpp"
#include "times.hpp"

namespace retrace {

/// A place below an element: keys or indices one after the other.
struct Path {
    struct Step {
        std::string key;
        bool any = false;  // each element of an array
    };
    unsigned level = 0;  // the element that it starts from
    std::vector<Step> steps;
};

/// A value that a line must have, or must not have, for a rule to take it.
struct Condition {
    Path path;
    bool negated = false;
    std::set<std::string> values;  // none: any value but null
};

struct MappedField {
    std::string name;
    Path path;
    bool has_path = false, is_list = false, empty_is_absent = false;
    std::string constant, fallback;  // JSON, or empty
    std::map<std::string, std::string> values;  // from text to JSON; without an entry the value stays
    char unmapped = 'r';  // reject, keep, absent
    TimeForm time = TimeForm::model;
    FormatReader format;
    Hashing hashing = Hashing::none;
    std::string country_code, split;
    rt_field_counts counts{};
    std::set<std::string> unknown;
};

struct Rule {
    std::vector<Path> levels;  // the arrays whose elements are gone through, each below the one before
    std::vector<Condition> conditions;
    std::vector<MappedField> fields;
};

/// Reads a plan; throws `simdjson::simdjson_error` where it has another form than `MappingPlan`.
class PlanReader {
public:
    static std::vector<Rule> read(simdjson::dom::element root) {
        std::vector<Rule> rules;
        for (element item : root["rules"].get_array()) rules.push_back(read_rule(item));
        return rules;
    }

private:
    using element = simdjson::dom::element;

    static std::string text(element object, const char *key) {
        std::string_view value;
        return object[key].get(value) ? std::string() : std::string(value);
    }

    static bool flag(element object, const char *key) {
        bool value = false;
        return !object[key].get(value) && value;
    }

    static Rule read_rule(element item) {
        Rule rule;
        for (element level : item["levels"].get_array()) {
            rule.levels.push_back(read_path(level));
        }
        for (element condition : item["conditions"].get_array()) {
            Condition result;
            result.path = read_path(condition["path"]);
            result.negated = flag(condition, "negated");
            for (element value : condition["values"].get_array()) result.values.insert(std::string(value.get_string().value()));
            rule.conditions.push_back(std::move(result));
        }
        for (element field : item["fields"].get_array()) rule.fields.push_back(read_field(field));
        return rule;
    }

    static Path read_path(element item) {
        Path path;
        path.level = static_cast<unsigned>(uint64_t(item["level"].get_uint64()));
        for (element step : item["steps"].get_array()) {
            Path::Step result;
            result.any = step.is_null();
            if (!result.any) result.key = std::string(step.get_string().value());
            path.steps.push_back(std::move(result));
        }
        return path;
    }

    static MappedField read_field(element item) {
        MappedField field;
        element part;
        field.name = text(item, "name");
        field.has_path = !item["path"].get(part) && !part.is_null();
        if (field.has_path) field.path = read_path(part);
        field.is_list = flag(item, "isList");
        field.empty_is_absent = flag(item, "emptyIsAbsent");
        field.constant = text(item, "constant");
        field.fallback = text(item, "fallback");
        if (simdjson::dom::object values; !item["values"].get(values)) {
            for (auto [key, value] : values) field.values[std::string(key)] = std::string(value.get_string().value());
        }
        if (const std::string unmapped = text(item, "unmapped"); !unmapped.empty()) field.unmapped = unmapped[0];
        field.time = static_cast<TimeForm>(uint64_t(item["time"].get_uint64()));
        std::vector<ZoneChange> zone;
        if (simdjson::dom::array changes; !item["zone"].get(changes)) {
            for (element change : changes)
                zone.push_back({change.at(0).get_int64().value(), change.at(1).get_int64().value()});
        }
        field.format = FormatReader(text(item, "format"), std::move(zone));
        field.hashing = static_cast<Hashing>(uint64_t(item["hashing"].get_uint64()));
        field.country_code = text(item, "countryCode");
        field.split = text(item, "split");
        return field;
    }
};

}  // namespace retrace
