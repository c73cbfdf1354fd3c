// The schema of a file: Avro 1.11, "Schema Declaration".
#pragma once

#include <simdjson.h>

#include <map>
#include <vector>

#include "../record_reader.hpp"

namespace retrace::avro {

enum class Type {
    null, boolean, int32, int64, float32, float64, bytes, text, fixed, enumeration, array, map, one_of, record
};

/// A type, whose parts are given by their numbers among the schema's types.
struct TypeNode {
    Type type;
    /// `fixed`: its bytes.
    size_t size = 0;
    /// The items of an array, the values of a map, the branches of a union, the fields of a record.
    std::vector<size_t> parts;
    /// The symbols of an enum as JSON; the names of a record's fields as JSON, with the sign that follows.
    std::vector<std::string> names;
};

/// All types of a schema; the first one is that of the file's records.
class Schema {
public:
    /// Reads the JSON of a schema. Throws `Damage`.
    static Schema parse(std::string_view text) {
        simdjson::dom::parser parser;
        simdjson::dom::element root;
        if (parser.parse(simdjson::padded_string(text)).get(root)) throw Damage("has a schema that is not valid JSON");
        Schema schema;
        schema.read(root, "");
        return schema;
    }

    const TypeNode &operator[](size_t number) const { return types_[number]; }

private:
    using element = simdjson::dom::element;

    static const std::map<std::string_view, Type> &primitives() {
        static const std::map<std::string_view, Type> types = {
            {"null", Type::null},       {"boolean", Type::boolean}, {"int", Type::int32},  {"long", Type::int64},
            {"float", Type::float32},   {"double", Type::float64},  {"bytes", Type::bytes}, {"string", Type::text},
        };
        return types;
    }

    size_t add(Type type) {
        types_.push_back({type});
        return types_.size() - 1;
    }

    /// The number of the type that an element of the schema stands for; `space` is the namespace around it.
    size_t read(element item, const std::string &space) {
        std::string_view name;
        if (!item.get(name)) return named(name, space);
        if (item.is_array()) {
            const size_t number = add(Type::one_of);
            for (element branch : item.get_array()) append_part(number, read(branch, space));
            return number;
        }
        element type;
        if (!item.is_object() || item["type"].get(type)) throw Damage("has a schema with a type that is none");
        if (type.get(name)) return read(type, space);
        return complex(name, item, space);
    }

    size_t complex(std::string_view kind, element item, const std::string &space) {
        if (kind == "array" || kind == "map") {
            const size_t number = add(kind == "map" ? Type::map : Type::array);
            append_part(number, read(member(item, kind == "map" ? "values" : "items"), space));
            return number;
        }
        if (kind == "fixed") {
            const size_t number = define(Type::fixed, item, space);
            uint64_t size = 0;
            if (item["size"].get(size)) throw Damage("has a schema with a fixed type without a size");
            types_[number].size = size;
            return number;
        }
        if (kind == "enum") return enumeration(item, space);
        if (kind == "record" || kind == "error") return record(item, space);
        return named(kind, space);
    }

    size_t enumeration(element item, const std::string &space) {
        const size_t number = define(Type::enumeration, item, space);
        for (element symbol : list(item, "symbols")) types_[number].names.push_back(json(symbol));
        return number;
    }

    size_t record(element item, const std::string &space) {
        std::string inner;
        const size_t number = define(Type::record, item, space, &inner);
        for (element field : list(item, "fields")) {
            if (!field.is_object()) throw Damage("has a schema with a field that is none");
            types_[number].names.push_back(json(member(field, "name")) + ":");
            append_part(number, read(member(field, "type"), inner));
        }
        return number;
    }

    /// Types that are read meanwhile may move the list.
    void append_part(size_t number, size_t part) { types_[number].parts.push_back(part); }

    /// Adds a type with a name; `inner` is the namespace for what is in it.
    size_t define(Type type, element item, const std::string &space, std::string *inner = nullptr) {
        std::string_view name, own;
        if (item["name"].get(name)) throw Damage("has a schema with a type without a name");
        const bool has_own = !item["namespace"].get(own);
        const std::string full = full_name(name, has_own ? std::string(own) : space);
        const size_t number = add(type);
        if (!names_.emplace(full, number).second) throw Damage("has a schema that defines a type twice");
        const size_t dot = full.rfind('.');
        if (inner) *inner = dot == std::string::npos ? "" : full.substr(0, dot);
        return number;
    }

    static std::string full_name(std::string_view name, const std::string &space) {
        if (space.empty() || name.find('.') != std::string_view::npos) return std::string(name);
        return space + "." + std::string(name);
    }

    size_t named(std::string_view name, const std::string &space) {
        const auto primitive = primitives().find(name);
        if (primitive != primitives().end()) return add(primitive->second);
        auto known = names_.find(full_name(name, space));
        if (known == names_.end()) known = names_.find(std::string(name));
        if (known == names_.end()) throw Damage("has a schema with a type that it does not define");
        return known->second;
    }

    static element member(element item, std::string_view key) {
        element value;
        if (item[key].get(value)) throw Damage("has a schema that lacks '" + std::string(key) + "' in a type");
        return value;
    }

    static simdjson::dom::array list(element item, std::string_view key) {
        simdjson::dom::array values;
        if (member(item, key).get(values)) throw Damage("has a schema whose '" + std::string(key) + "' are no list");
        return values;
    }

    static std::string json(element item) {
        std::string_view text;
        if (item.get(text)) throw Damage("has a schema with a name that is no text");
        LineText quoted;
        quoted.append_string(text);
        quoted.end_line();
        return std::string(quoted.lines().substr(0, quoted.lines().size() - 1));
    }

    std::vector<TypeNode> types_;
    std::map<std::string, size_t> names_;
};

}  // namespace retrace::avro
