// `doudi show POLICY NAME` of a table or register: its file, its key, whose rows they are, its columns.
// What a single column may hold is shown by its own name, in show_thing.cpp.

#include <algorithm>

#include "doudi/report/values.hpp"
#include "shown_law.hpp"

namespace doudi::runs {

namespace {

class Table : Wording {
public:
    Table(const policy::Policy& policy, const ShowOptions& options) : Wording{options.language}, policy_(policy) {}

    std::string print(expr::TableId table) {
        const policy::Entity& one = policy_.entities[static_cast<std::size_t>(table)];
        head(one);
        std::string facts = word("show-is-table");
        if (one.parent != expr::no_table) facts += " · " + word("show-rows-of", {policy_.table_name(one.parent)});
        line(facts + " · " + word("show-file-and-key", {one.file, one.key}));
        place(one);
        line(word("show-plural", {one.plural}));
        if (one.lasting) line(word("show-lasting-rows"));
        columns([&](const policy::Input& input) { return input.table == table && input.of_register < 0; });
        return text_;
    }

    std::string print(const policy::Register& one) {
        head(one);
        line(word("show-is-register") + " · " + word(one.rows == expr::no_table ? "show-register" : "show-register-many", {one.file, one.key, matched_by(policy_, one)}));
        place(one);
        if (one.required_for_payout) line(word("show-required-for-payout"));
        if (one.rows != expr::no_table) line(word("show-many-rows", {policy_.table_name(one.table), one.name}));
        const int id = static_cast<int>(&one - policy_.registers.data());
        columns([&](const policy::Input& input) { return input.of_register == id || (one.rows != expr::no_table && input.table == one.rows); });
        return text_;
    }

private:
    void line(const std::string& text) { text_ += "  " + text + "\n"; }

    void head(const policy::Named& one) {
        const std::string said = label(one);
        text_ = one.name + (said.empty() ? "" : "  " + said) + "\n";
    }

    /// Household and person are written nowhere.
    void place(const policy::Named& one) {
        if (one.span.file != nullptr) line(one.span.file_line() + "  (" + one.layer + ")");
        if (!one.reference.empty()) line(word("show-reference", {one.reference}));
        if (!one.description.empty()) line(one.description);
    }

    template <typename IsColumn>
    void columns(const IsColumn& is_column) {
        std::vector<std::vector<std::string>> rows;
        for (const policy::Input& one : policy_.inputs)
            if (is_column(one))
                rows.push_back({"    " + one.name, shown_type(one.type, one.unit), presence(one), label(one)});
        if (rows.empty()) return;
        text_ += "\n  " + word("show-columns") + "\n" + report::aligned(rows, {});
    }

    const policy::Policy& policy_;
    std::string text_;
};

bool is_called(const policy::Named& one, const std::string& typed) {
    return one.name == typed || one.label.zh == typed || one.label.en == typed;
}

}  // namespace

std::optional<std::string> show_table(const policy::Policy& policy, const std::string& typed,
                                      const ShowOptions& options) {
    for (std::size_t i = 0; i < policy.entities.size(); ++i) {
        const bool is_it = is_called(policy.entities[i], typed) || policy.entities[i].plural == typed;
        if (is_it && policy.entities[i].of_register < 0) return Table(policy, options).print(static_cast<expr::TableId>(i));
    }
    for (const policy::Register& one : policy.registers)
        if (is_called(one, typed)) return Table(policy, options).print(one);
    return std::nullopt;
}

}  // namespace doudi::runs
