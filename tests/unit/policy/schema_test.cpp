// docs/schema says what the readers read: no key more, none less; and what is shipped fits it.
#include <doctest/doctest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/shell.hpp"
#include "doudi/base/exact.hpp"
#include "unit/policy/reader_keys.hpp"
#include "unit/policy/schema_validator.hpp"

using namespace doudi;
using policy_test::Keys;
using policy_test::ReaderKeys;
using policy_test::SchemaValidator;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

const fs::path source = DOUDI_SOURCE_DIR;
const std::vector<std::string> schema_names = {"policy", "cases", "population"};

Json schema(const std::string& name) { return Json::parse(test::read_file(source / "docs" / "schema" / (name + ".schema.json"))); }

/// What the merge of layers reads of a thing and takes out before the thing's own reader comes.
const Keys words_of_layers = {"new", "remove", "replace", "values_from", "scale"};

struct SchemaObject {
    std::string place;  ///< "policy#/definitions/benefit"
    Keys keys;          ///< without the words of layers
};

void find_objects(const Json& json, const std::string& place, std::vector<SchemaObject>& found) {
    if (json.is_object() && json.contains("properties") && json.at("properties").is_object() && json.contains("type")) {
        SchemaObject object{place, {}};
        for (const auto& [key, value] : json.at("properties").items())
            if (!words_of_layers.contains(key)) object.keys.insert(key);
        found.push_back(std::move(object));
    }
    if (json.is_structured())
        for (const auto& [key, value] : json.items()) find_objects(value, place + "/" + key, found);
}

std::vector<SchemaObject> objects_of_schemas() {
    std::vector<SchemaObject> found;
    for (const std::string& name : schema_names) find_objects(schema(name), name + "#", found);
    return found;
}

std::vector<ReaderKeys> all_readers() {
    std::vector<ReaderKeys> readers = policy_test::keys_of_readers(source, "policy");
    for (ReaderKeys& one : policy_test::keys_of_readers(source, "population")) readers.push_back(std::move(one));
    // The head of a policy is the root of its file, beside the sections: both are merged before they are read.
    const std::string merger = test::read_file(source / "src" / "policy" / "merger.cpp");
    Keys root;
    for (const char* list : {"head_keys = ", "law_sections = ", "known.insert(known.end(), {"}) root.merge(policy_test::list_behind(merger, list));
    readers.push_back({"src/policy/merger.cpp", std::move(root)});
    return readers;
}

/// Lists that are no object of their own in a schema.
bool is_told_elsewhere(const Keys& keys) {
    const std::string merger = test::read_file(source / "src" / "policy" / "merger.cpp");
    const bool is_head = keys == policy_test::list_behind(merger, "head_keys = ");           // a part of the root
    const Keys key_of_register = {"type", "required", "label", "aliases", "description", "reference"};  // some of an input's
    return is_head || keys == key_of_register;
}

std::string joined(const Keys& keys) {
    std::string text;
    for (const std::string& key : keys) text += (text.empty() ? "" : ", ") + key;
    return text;
}

/// Which schema a file is for; empty: for none.
std::string schema_of(const fs::path& file) {
    if (file.filename() == "population.yaml") return "population";
    if (test::read_file(file).find("\nreform: ") != std::string::npos || test::read_file(file).starts_with("reform: ")) return "reform";
    return file.parent_path().filename() == "tests" ? "cases" : "policy";
}

/// A reform's file is a definition of the policy's schema.
Json reform_schema() {
    const Json policy = schema("policy");
    Json reform = policy.at("definitions").at("reform");
    reform["definitions"] = policy.at("definitions");
    return reform;
}

std::string mistake_in(const std::string& name, const std::string& text, const std::string& file = "f") {
    const auto root = yaml::read_yaml(std::make_shared<const base::SourceFile>(base::SourceFile{file, text}));
    if (!root) return "no YAML";
    static std::map<std::string, SchemaValidator> validators;
    if (!validators.contains(name)) validators.emplace(name, SchemaValidator(name == "reform" ? reform_schema() : schema(name)));
    return root->is_null() ? std::string{} : validators.at(name).mistake(*root);
}

}  // namespace

TEST_CASE("every key that a reader knows stands in a schema") {
    const std::vector<SchemaObject> objects = objects_of_schemas();
    const std::vector<ReaderKeys> readers = all_readers();
    CHECK(readers.size() > 30);
    for (const ReaderKeys& reader : readers) {
        const bool stands = std::any_of(objects.begin(), objects.end(), [&](const SchemaObject& one) { return one.keys == reader.keys; });
        CHECK_MESSAGE((stands || is_told_elsewhere(reader.keys)), reader.place << ": docs/schema has no object with exactly: " << joined(reader.keys));
    }
}

TEST_CASE("every key of a schema is one that a reader knows") {
    const std::vector<ReaderKeys> readers = all_readers();
    const Keys beside_names = {"persons", "checks"};  // of a case's state and expectations, whose other keys are names of the law
    for (const SchemaObject& object : objects_of_schemas()) {
        const bool is_read = std::any_of(readers.begin(), readers.end(), [&](const ReaderKeys& one) { return one.keys == object.keys; });
        CHECK_MESSAGE((is_read || object.keys == beside_names || object.keys == Keys{"persons"}), "docs/schema/" << object.place << ": no reader reads exactly: " << joined(object.keys));
    }
    const std::string merger = test::read_file(source / "src" / "policy" / "merger.cpp");
    for (const std::string& word : words_of_layers) CHECK_MESSAGE(merger.find("(\"" + word + "\")") != std::string::npos, word);
}

TEST_CASE("what is shipped fits the schemas") {
    std::map<std::string, int> counts;
    for (const char* folder : {"rules", "samples", "bench", "tests/cli"})
        for (const auto& entry : fs::recursive_directory_iterator(source / folder)) {
            const std::string file = entry.path().lexically_relative(source).generic_string();
            if (entry.path().extension() != ".yaml" || file.starts_with("tests/cli/misspelt/tests/")) continue;
            const std::string name = schema_of(entry.path());
            ++counts[name];
            CHECK(mistake_in(name, test::read_file(entry.path()), file) == "");
        }
    for (const std::string& name : schema_names) CHECK_MESSAGE(counts[name] > 5, name);
}

TEST_CASE("a schema refuses what a reader refuses for its form") {
    const auto refuses = [](const std::string& name, const std::string& text) { return !mistake_in(name, text).empty(); };
    const std::string misspelt = "tests/cli/misspelt/tests/cases.yaml";
    CHECK(refuses("cases", test::read_file(source / misspelt)));
    CHECK(refuses("policy", "polici: p\n"));
    CHECK(refuses("policy", "leap_birthday: 02-29\n"));
    CHECK(refuses("policy", "parameters: {p: {valeus: {2026-01-01: 1}}}\n"));
    CHECK(refuses("policy", "parameters: {p: {values: {2026-01-01: {value: 1, publishd: 2026-01-01}}}}\n"));
    CHECK(refuses("policy", "parameters: {p: {values: {urban: 1}}}\n"));
    CHECK(refuses("policy", "benefits: {b: {eligible: {c: {any: {d: {wenn: true}}}}}}\n"));
    CHECK(refuses("policy", "variables: {household: {v: {choose: []}}}\n"));
    CHECK(refuses("cases", "- {name: n, month: 2026-10, expect: {b: {state: eligible}}}\n"));
    CHECK(refuses("cases", "- {name: n, month: 2026-10}\n"));
    CHECK(refuses("population", "month: 2026-10\n"));
    CHECK(refuses("population", "exported: 2026-10-05\ntables: {payments: {file: a.csv, encoding: utf-16, rows: 1}}\n"));
    CHECK_FALSE(refuses("policy", "parameters: {p: {values: {urban: {\"*\": {2026-01: {value: null, published: unstated}}}}}}\n"));
    CHECK_FALSE(refuses("population", "exported: 2026-10-05\ntables: {payments: {file: [a.csv, b.csv], encoding: utf-8, rows: [1, 2], months: 2}}\n"));
}

TEST_CASE("the rounding modes of the schema are those of the program") {
    const Json modes = schema("policy").at("definitions").at("mode").at("enum");
    CHECK(modes.size() == 6);
    for (const Json& mode : modes) CHECK(base::rounding_mode_of(mode.get<std::string>()).has_value());
}
