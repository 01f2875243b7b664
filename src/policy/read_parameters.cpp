// What a parameter is: its type, unit and indexes. Its dated figures are left to figure_reader.cpp, slices to read_brackets.cpp.

#include <algorithm>

#include "doudi/base/text.hpp"
#include "figure_reader.hpp"

namespace doudi::policy {

namespace {

class ParameterReader {
public:
    ParameterReader(Context& context, Parameter& parameter) : context_(context), parameter_(parameter) {}

    void read(const Node& key, const Node& node, const std::string& law) {
        Fields fields(context_, node, key.span,
                      {"label", "description", "reference", "note", "unit", "decimals", "type", "values_allowed", "by", "values", "series", "brackets", "fallback"});
        if (!fields.usable()) return;
        read_named(context_, fields, key, law, parameter_);
        fields.text("note");
        read_type(fields);
        for (const Node* index : fields.list("by")) {
            if (std::find(parameter_.by.begin(), parameter_.by.end(), index->text) != parameter_.by.end())
                context_.diagnostics.error("listed-twice", index->span, {base::shown(index->text)});
            parameter_.by.push_back(index->text);
        }
        read_figures(fields, fields.flag("fallback").value_or(false));
    }

private:
    /// Without any the parameter is a slot.
    void read_figures(Fields& fields, bool fallback) {
        const Node* found = nullptr;
        for (const std::string_view form : {"values", "series", "brackets"}) {
            if (!fields.has(form)) continue;
            if (found != nullptr) context_.diagnostics.error("one-kind-of-figures", fields.place(form), {parameter_.name});
            if (found != nullptr) return;
            found = fields.find(form);
            parameter_.series = form == "series";
            if (form == "brackets") {
                read_brackets(context_, *found, fields.place(form), parameter_, fallback);
            } else {
                FigureReader(context_, parameter_, fallback).read_level(*found, fields.place(form), {});
            }
        }
    }

    void read_type(Fields& fields) {
        const auto word = fields.text("type");
        if (const auto unit = fields.text("unit")) {
            const auto declared = expr::parse_unit(*unit);
            if (!declared) context_.diagnostics.error("unknown-unit", fields.find("unit")->span, {base::shown(*unit)});
            if (declared) parameter_.unit = *declared;
        }
        parameter_.type = expr::Type::number(parameter_.unit.unit);
        parameter_.decimals = fields.whole("decimals", 0, 6).value_or(parameter_.unit.unit.is_money() ? 2 : 6);
        if (word && *word == "code") {
            std::vector<std::string> codes;
            for (const Node* item : fields.list("values_allowed")) codes.push_back(item->text);
            if (codes.empty()) context_.diagnostics.error("codes-missing", fields.place("type"), {parameter_.name});
            parameter_.type = expr::Type::code(std::make_shared<const std::vector<std::string>>(std::move(codes)));
        } else if (word && *word == "bool") {
            parameter_.type = expr::Type::boolean();
        } else if (word && *word == "date") {
            parameter_.type = expr::Type::date();
        } else if (word && *word == "month") {
            parameter_.type = expr::Type::month();
        } else if (word && *word != "number") {
            context_.diagnostics.error("unknown-type", fields.find("type")->span, {base::shown(*word)});
        }
        if (word && *word != "number" && fields.has("unit")) context_.diagnostics.error("only-for-numbers", fields.place("unit"), {"unit", *word});
    }

    Context& context_;
    Parameter& parameter_;
};

}  // namespace

void read_parameters(Context& context, const std::string& law, const Node& section, Policy& policy) {
    for (std::size_t i = 0; i < section.keys.size(); ++i) {
        Parameter parameter;
        ParameterReader(context, parameter).read(section.keys[i], section.items[i], law);
        if (!parameter.name.empty()) policy.parameters.push_back(std::move(parameter));
    }
}

}  // namespace doudi::policy
