// The tables of a population: household and person, and the record tables that a law declares under one of them.
// Their columns are inputs and read with those.

#include <algorithm>

#include "doudi/base/text.hpp"
#include "fields.hpp"

namespace doudi::policy {

namespace {

/// Household and person are there always; who lists them says what they are.
void compare_standard(Context& context, Fields& fields, const Entity& standard) {
    const std::string parent = standard.parent == expr::no_table ? "" : "household";
    for (const auto& [key, usual] : {std::pair<std::string, std::string>{"file", standard.file},
                                     {"key", standard.key},
                                     {"in", parent},
                                     {"plural", standard.plural}}) {
        const auto written = fields.text(key);
        if (written && *written != usual)
            context.diagnostics.error("table-fixed", fields.find(key)->span, {standard.name, key, usual});
    }
}

void read_parent(Context& context, Fields& fields, Entity& entity) {
    const auto parent = fields.text("in");
    if (!parent) return;
    if (*parent == "household") entity.parent = expr::household_table;
    if (*parent == "person") entity.parent = expr::person_table;
    if (entity.parent == expr::no_table)
        context.diagnostics.error("table-parent", fields.find("in")->span, {base::shown(*parent)});
}

/// Each word of a table means it alone.
void check_words(Context& context, const Entity& entity, const Policy& policy) {
    for (const std::string& word : {entity.name, entity.plural, entity.key}) {
        const auto taken = [&](const Entity& other) {
            return !word.empty() && (word == other.name || word == other.plural || word == other.key);
        };
        const bool is_taken = std::any_of(policy.entities.begin(), policy.entities.end(), taken);
        if (is_taken || is_reserved(word)) context.diagnostics.error("reserved-name", entity.span, {word});
        if (is_taken || is_reserved(word)) return;
    }
}

void read_entity(Context& context, const Node& key, const Node& node, Policy& policy) {
    Fields fields(context, node, key.span, {"file", "key", "in", "plural", "lasting", "label", "description", "reference"});
    if (!fields.usable()) return;
    if (const expr::TableId standard = policy.table_called(key.text); standard != expr::no_table) {
        compare_standard(context, fields, policy.entities[static_cast<std::size_t>(standard)]);
        return;
    }
    Entity entity;
    read_named(context, fields, key, {}, entity);
    for (const std::string_view wanted : {"file", "key", "in"})
        if (!fields.has(wanted))
            context.diagnostics.error("table-incomplete", key.span, {entity.name, std::string(wanted)});
    entity.file = fields.text("file").value_or("");
    entity.key = fields.text("key").value_or("");
    entity.plural = fields.text("plural").value_or(entity.name + "s");
    entity.lasting = fields.flag("lasting").value_or(false);
    if (entity.file.find('/') != std::string::npos || (!entity.file.empty() && !entity.file.ends_with(".csv")))
        context.diagnostics.error("table-file", fields.find("file")->span, {base::shown(entity.file)});
    read_parent(context, fields, entity);
    check_words(context, entity, policy);
    policy.entities.push_back(std::move(entity));
}

/// The rows that a register has of one key: a table below the one it matches. What else the register says is read with it.
void read_matched_rows(Context& context, std::size_t id, Policy& policy) {
    const Node& key = context.merged.registers.keys[id];
    const Node& node = context.merged.registers.items[id];
    const Node* many = node.is_map() ? node.find("many") : nullptr;
    const Node* matches = node.is_map() ? node.find("matches") : nullptr;
    if (many == nullptr || many->text != "true" || matches == nullptr) return;
    Entity entity;
    entity.name = entity.plural = key.text;
    entity.span = key.span;
    entity.layer = context.layer_of(key.span);
    entity.of_register = static_cast<int>(id);
    entity.parent = policy.table_called(matches->text.substr(0, matches->text.find('.')));
    if (entity.parent > expr::person_table) return;   // told with the register
    check_words(context, entity, policy);
    policy.entities.push_back(std::move(entity));
}

}  // namespace

std::vector<Entity> standard_entities() {
    std::vector<Entity> entities(2);
    entities[0].name = "household";
    entities[0].plural = "households";
    entities[0].file = "households.csv";
    entities[0].key = "household_id";
    entities[1].name = "person";
    entities[1].plural = "persons";
    entities[1].file = "persons.csv";
    entities[1].key = "person_id";
    entities[1].parent = expr::household_table;
    return entities;
}

void read_entities(Context& context, Policy& policy) {
    const Node& section = context.merged.entities;
    for (std::size_t i = 0; i < section.keys.size(); ++i)
        read_entity(context, section.keys[i], section.items[i], policy);
    for (std::size_t i = 0; i < context.merged.registers.keys.size(); ++i) read_matched_rows(context, i, policy);
}

expr::TableId Policy::table_called(const std::string& name) const {
    for (std::size_t i = 0; i < entities.size(); ++i)
        if (entities[i].name == name) return static_cast<expr::TableId>(i);
    return expr::no_table;
}

const std::string& Policy::table_name(expr::TableId table) const {
    return entities[static_cast<std::size_t>(table)].name;
}
const std::string& Policy::plural_of(expr::TableId table) const {
    return entities[static_cast<std::size_t>(table)].plural;
}
std::vector<int> Policy::rivals_of(int benefit) const {
    const std::string& word = benefits[static_cast<std::size_t>(benefit)].best_of;
    std::vector<int> rivals;
    for (std::size_t i = 0; !word.empty() && i < benefits.size(); ++i)
        if (benefits[i].best_of == word && static_cast<int>(i) != benefit) rivals.push_back(static_cast<int>(i));
    return rivals;
}
expr::TableId Policy::parent_of(expr::TableId table) const {
    return table == expr::no_table ? expr::no_table : entities[static_cast<std::size_t>(table)].parent;
}

}  // namespace doudi::policy
