// What must hold of the facts of a household, and what comes of it when it does not.

#include "doudi/base/text.hpp"
#include "fields.hpp"

namespace doudi::policy {

namespace {

class CheckReader {
public:
    CheckReader(Context& context, const Policy& policy, Check& check) : context_(context), policy_(policy), check_(check) {}

    void read(const Node& key, const Node& node, const std::string& law) {
        Fields fields(context_, node, key.span, {"label", "description", "reference", "note", "of", "when", "unique", "severity", "holds", "in_force"});
        if (!fields.usable()) return;
        read_named(context_, fields, key, law, check_);
        read_table(fields);
        read_severity(fields, key);
        check_.in_force = read_in_force(context_, fields);
        if (fields.has("when") == fields.has("unique")) context_.diagnostics.error("check-form", key.span, {key.text});
        if (fields.has("when")) check_.when = read_formula(context_, fields.find("when"));
        if (const auto input = fields.text("unique")) read_unique(*input, *fields.find("unique"));
        for (const Node* benefit : fields.list("holds")) {
            check_.hold_names.push_back(benefit->text);
            check_.hold_spans.push_back(benefit->span);
        }
        if (!check_.hold_names.empty() && check_.severity != CheckSeverity::hold) context_.diagnostics.error("check-holds", fields.place("holds"), {key.text});
    }

private:
    void read_table(Fields& fields) {
        const auto of = fields.text("of");
        check_.of = of ? policy_.table_called(*of) : expr::household_table;
        if (check_.of == expr::no_table) report_unknown_table(context_, *fields.find("of"), policy_, false);
    }

    void read_severity(Fields& fields, const Node& key) {
        const auto word = fields.text("severity");
        if (word == "quarantine") {
            check_.severity = CheckSeverity::quarantine;
        } else if (word == "hold") {
            check_.severity = CheckSeverity::hold;
        } else if (word != "warn") {
            context_.diagnostics.error("check-severity", word ? fields.find("severity")->span : key.span, {key.text});
        }
    }

    /// Which of two rows is right a machine cannot know, so neither is set aside.
    void read_unique(const std::string& name, const Node& at) {
        for (std::size_t i = 0; i < policy_.inputs.size(); ++i)
            if (policy_.inputs[i].table == check_.of && policy_.inputs[i].name == name && policy_.inputs[i].of_register < 0) check_.unique = static_cast<int>(i);
        const auto is_word = [&] {
            const Input& input = policy_.inputs[static_cast<std::size_t>(check_.unique)];
            const expr::ValueKind kind = input.type.kind;
            return (kind == expr::ValueKind::text || (kind == expr::ValueKind::code && !input.type.codes)) && input.presence != Presence::ignored;
        };
        if (check_.unique < 0 || !is_word()) context_.diagnostics.error("check-unique", at.span, {base::shown(name)});
        if (check_.severity == CheckSeverity::quarantine) context_.diagnostics.error("check-unique-quarantine", at.span, {check_.name});
    }

    Context& context_;
    const Policy& policy_;
    Check& check_;
};

}  // namespace

void read_checks(Context& context, const std::string& law, const Node& section, Policy& policy) {
    for (std::size_t i = 0; i < section.keys.size(); ++i) {
        check_declared_once(context, policy.checks, section.keys[i]);
        Check check;
        CheckReader(context, policy, check).read(section.keys[i], section.items[i], law);
        if (!check.name.empty()) policy.checks.push_back(std::move(check));
    }
}

}  // namespace doudi::policy
