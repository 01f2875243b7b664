#pragma once
// As much of JSON Schema (draft 7) as docs/schema uses, over YAML as an editor sees it. Another word is a failure.

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <string>
#include <utility>

#include "doudi/yaml/node.hpp"

namespace policy_test {

class SchemaValidator {
public:
    using Json = nlohmann::json;
    using Node = doudi::yaml::Node;

    explicit SchemaValidator(Json schema) : schema_(std::move(schema)) { check_words(schema_); }

    /// The first mistake with its place, or nothing.
    [[nodiscard]] std::string mistake(const Node& node) const { return check(node, schema_); }

private:
    static std::string at(const Node& node, const std::string& why) {
        return node.span.file_line() + ":" + std::to_string(node.span.column) + ": " + why;
    }

    /// A word that this does not know would be passed over in silence.
    static void check_words(const Json& schema) {
        static const std::set<std::string> plain = {"$schema", "$ref", "title", "description", "type", "enum", "pattern", "required", "minItems"};
        for (const auto& [word, value] : schema.items()) {
            if (word == "definitions" || word == "properties" || word == "patternProperties" || word == "anyOf") {
                for (const Json& one : value) check_words(one);
            } else if (word == "items" || word == "additionalProperties") {
                if (value.is_object()) check_words(value);
            } else {
                REQUIRE_MESSAGE(plain.contains(word), word);
            }
        }
    }

    [[nodiscard]] std::string check(const Node& node, const Json& schema) const {
        if (schema.contains("$ref")) return check(node, referred(schema.at("$ref").get<std::string>()));
        if (schema.contains("anyOf")) return check_any(node, schema.at("anyOf"));
        if (schema.contains("enum") && !is_one_of(node, schema.at("enum"))) return at(node, "'" + node.text + "' is none of the words");
        if (schema.contains("type") && !has_type(node, schema.at("type"))) return at(node, "is " + type_of(node));
        if (schema.contains("pattern") && type_of(node) == "string" && !matches(node.text, schema.at("pattern").get<std::string>()))
            return at(node, "'" + node.text + "' has another form");
        if (node.is_map()) return check_map(node, schema);
        return type_of(node) == "array" ? check_list(node, schema) : std::string{};
    }

    [[nodiscard]] const Json& referred(const std::string& reference) const {
        const std::string begin = "#/definitions/";
        REQUIRE(reference.starts_with(begin));
        return schema_.at("definitions").at(reference.substr(begin.size()));
    }

    /// Nothing when one fits; else the mistake of the one that came furthest down the file.
    [[nodiscard]] std::string check_any(const Node& node, const Json& schemas) const {
        std::string last;
        for (const Json& one : schemas) {
            const std::string mistake = check(node, one);
            if (mistake.empty()) return {};
            last = std::max(last, mistake);
        }
        return last;
    }

    [[nodiscard]] std::string check_map(const Node& node, const Json& schema) const {
        for (const Json& key : schema.value("required", Json::array()))
            if (node.find(key.get<std::string>()) == nullptr) return at(node, key.get<std::string>() + " is missing");
        for (std::size_t i = 0; i < node.keys.size(); ++i) {
            const Json* value = value_of(node.keys[i].text, schema);
            if (value == nullptr) return at(node.keys[i], "'" + node.keys[i].text + "' has no place here");
            if (std::string mistake = check(node.items[i], *value); !mistake.empty()) return mistake;
        }
        return {};
    }

    /// The schema of a key's value; nothing when the key may not be there.
    static const Json* value_of(const std::string& key, const Json& schema) {
        static const Json anything = Json::object();
        if (schema.contains("properties") && schema.at("properties").contains(key)) return &schema.at("properties").at(key);
        if (schema.contains("patternProperties"))
            for (const auto& [pattern, value] : schema.at("patternProperties").items())
                if (matches(key, pattern)) return &value;
        if (!schema.contains("additionalProperties")) return &anything;
        const Json& others = schema.at("additionalProperties");
        return others.is_boolean() ? nullptr : &others;
    }

    [[nodiscard]] std::string check_list(const Node& node, const Json& schema) const {
        if (node.items.size() < schema.value("minItems", std::size_t{0})) return at(node, "is too short");
        for (const Node& item : node.items)
            if (std::string mistake = check(item, schema.value("items", Json::object())); !mistake.empty()) return mistake;
        return {};
    }

    static bool matches(const std::string& text, const std::string& pattern) {
        static std::map<std::string, std::regex> read;
        return std::regex_search(text, read.try_emplace(pattern, pattern).first->second);
    }
    static bool is_one_of(const Node& node, const Json& words) {
        return node.is_scalar() && std::find(words.begin(), words.end(), Json(node.text)) != words.end();
    }
    static bool has_type(const Node& node, const Json& type) {
        const Json own = type_of(node);
        return type.is_array() ? std::find(type.begin(), type.end(), own) != type.end() : type == own;
    }
    /// A plain scalar is what YAML 1.2 makes of it.
    static std::string type_of(const Node& node) {
        if (node.is_map()) return "object";
        if (node.is_null()) return "null";
        if (!node.is_scalar()) return "array";
        if (node.quoted) return "string";
        if (node.text == "true" || node.text == "false") return "boolean";
        return matches(node.text, "^-?[0-9]+(\\.[0-9]+)?$") ? "number" : "string";
    }

    Json schema_;
};

}  // namespace policy_test
