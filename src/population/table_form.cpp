// Joins an input's declaration with its line in population.yaml, and refuses lines that contradict it.
// Which header is which column is left to sheet_columns.cpp; the cells themselves to cell.cpp.

#include "table_form.hpp"

#include <algorithm>
#include <utility>

#include "cell.hpp"
#include "doudi/base/text.hpp"
#include "doudi/expr/unit.hpp"

namespace doudi::population {
namespace {

using table::ColumnKind;

class FormMaker {
public:
    FormMaker(ColumnForm& form, Mistakes& mistakes) : form_(form), line_(*form.line), mistakes_(mistakes) {}

    void join() {
        join_unit();
        join_thousands();
        join_formats();
        join_values();
        if (line_.blank && is_plain_cell(*line_.blank, form_.spec, line_.span, mistakes_)) {
            form_.cells.blank = line_.blank;
        }
    }
    static bool is_plain_cell(const std::string& text, const table::ColumnSpec& spec, const base::SourceSpan& span,
                              Mistakes& mistakes);

private:
    void refuse(std::string code, std::vector<std::string> args) {
        args.insert(args.begin(), line_.input);
        mistakes_.error(std::move(code), line_.span, std::move(args));
    }
    void join_unit();
    void join_thousands() {
        form_.cells.thousands = line_.thousands;
        if (line_.thousands && form_.spec.kind != ColumnKind::number) {
            refuse("layout-only-for", {"thousands", "number"});
        }
    }
    void join_formats();
    void join_values();
    void add_spelling(const std::string& text, const std::string& meaning);

    ColumnForm& form_;
    const ColumnLayout& line_;
    Mistakes& mistakes_;
};

// Both units are of one kind and differ in months and years, or in per cent.
void FormMaker::join_unit() {
    if (line_.unit.empty()) {
        return;
    }
    if (form_.spec.kind != ColumnKind::number) {
        return refuse("layout-only-for", {"unit", "number"});
    }
    const auto from = expr::parse_unit(line_.unit);
    if (!from) {
        return refuse("layout-unit", {base::shown(line_.unit)});
    }
    const std::string own = form_.spec.unit.empty() ? "1" : form_.spec.unit;
    const auto to = expr::parse_unit(own);
    base::ensure(to.has_value(), "the unit of an input is one");
    const auto factor = expr::conversion(from->unit, to->unit);
    if (!factor) {
        return refuse("layout-units-differ", {base::shown(line_.unit), own});
    }
    form_.spec.scale = from->scale * *factor;
    form_.spec.unit = line_.unit;
}

void FormMaker::join_formats() {
    const bool is_month = form_.spec.kind == ColumnKind::month;
    if (!line_.formats.empty() && !is_month && form_.spec.kind != ColumnKind::date) {
        return refuse("layout-only-for", {"format", "date"});
    }
    const bool wants_day = !is_month || line_.rule == "pay_month";
    for (const std::string& text : line_.formats) {
        auto form = DateForm::parse(text);
        if (!form) {
            refuse("layout-format", {base::shown(text)});
        } else if (form->has_day() != wants_day) {
            refuse(wants_day ? "layout-format-without-day" : "layout-format-with-day", {base::shown(text)});
        } else {
            form_.cells.dates.push_back(std::move(*form));
        }
    }
    if (line_.rule == "pay_month" && line_.formats.empty()) {
        form_.cells.dates.push_back(*DateForm::parse("YYYY-MM-DD"));
    }
}

void FormMaker::join_values() {
    for (const auto& [text, meaning] : line_.values) {
        if (!is_plain_cell(meaning, form_.spec, line_.span, mistakes_)) {
            continue;
        }
        if (form_.spec.kind == ColumnKind::boolean || form_.spec.closed) {
            add_spelling(text, meaning);
        } else {
            form_.cells.values.emplace(text, meaning);
        }
    }
}

// What policy and layout say of one spelling adds up, or is the same.
void FormMaker::add_spelling(const std::string& text, const std::string& meaning) {
    const bool is_bool = form_.spec.kind == ColumnKind::boolean;
    const auto plain = is_bool ? plain_bool(text) : std::nullopt;
    const auto known = form_.spec.spellings.find(text);
    const std::string said = plain                                 ? (*plain ? "true" : "false")
                             : known != form_.spec.spellings.end() ? known->second
                                                                   : "";
    if (!said.empty() && said != meaning) {
        refuse("layout-spelling", {base::shown(text), base::shown(meaning), said});
    } else if (said.empty()) {
        form_.cells.values.emplace(text, meaning);
    }
}

// A value that stands for cells has to be a cell that the column would take in the policy's own words.
bool FormMaker::is_plain_cell(const std::string& text, const table::ColumnSpec& spec, const base::SourceSpan& span,
                              Mistakes& mistakes) {
    table::ColumnSpec plain = spec;
    if (spec.closed || spec.kind == ColumnKind::boolean) {
        plain.spellings.clear();
        for (const auto& [ignored, code] : spec.spellings) {
            plain.spellings.emplace(code, code);
        }
    }
    table::Words words;
    Cell cell;
    auto wrong = parse_cell(text, plain, words, cell);
    const bool is_value = spec.kind != ColumnKind::boolean || text == "true" || text == "false";
    if (!wrong && is_value) {
        return true;
    }
    CellError told =
        wrong ? std::move(*wrong) : CellError{"bad-bool", {spec.name, base::shown(text), "true, false"}, {}, {}};
    base::Diagnostic& mistake = mistakes.error(std::move(told.code), span, std::move(told.args));
    if (!told.help.empty()) {
        mistake.with_help(std::move(told.help), std::move(told.help_args));
    }
    return false;
}

}  // namespace

TableForm form_of(const table::TableSpec& spec, const Layout* whole, std::vector<std::filesystem::path> files,
                  Mistakes& mistakes) {
    TableForm form;
    form.spec = &spec;
    form.whole = whole;
    form.layout = whole == nullptr ? nullptr : whole->find(spec.name);
    form.files = std::move(files);
    for (const table::ColumnSpec& column : spec.columns) {
        ColumnForm& added = form.columns.emplace_back();
        added.spec = column;
        if (form.layout == nullptr) {
            continue;
        }
        added.line = form.layout->find(column.name);
        added.absent = whole->find_absent(spec.name, column.name);
        if (added.line != nullptr) {
            FormMaker(added, mistakes).join();
        }
        if (added.absent != nullptr && added.line != nullptr) {
            mistakes.error("absent-and-described", added.absent->span, {column.name})
                .with_note("described-here", added.line->span);
        } else if (added.absent != nullptr && (!added.absent->value.empty() || column.empty == table::Empty::refused)) {
            FormMaker::is_plain_cell(added.absent->value, column, added.absent->span, mistakes);
        }
    }
    return form;
}

std::set<std::string> headers_of(const TableForm& form) {
    std::set<std::string> names = {form.spec->key, form.spec->parent_key};
    for (const ColumnForm& column : form.columns) {
        names.insert(column.spec.headers.begin(), column.spec.headers.end());
    }
    for (const ColumnLayout& line : form.layout->columns) {
        names.insert(line.header);
    }
    for (const auto& [header, span] : form.layout->ignore) {
        names.insert(header);
    }
    names.erase("");
    return names;
}

std::string yaml_word(const std::string& word, bool in_flow) {
    const std::string_view special = in_flow ? ",[]{}:#&*!|>'\"%@`" : ":#&*!|>'\"%@`[]{}";
    const bool plain = !word.empty() && word.find_first_of(special) == std::string::npos && base::trim(word) == word &&
                       word.front() != '-' && word.front() != '?';
    return plain ? word : '"' + word + '"';
}

namespace {

// Several benefits as they are listed.
std::string yaml_list(const std::string& meaning) {
    if (meaning.find('+') == std::string::npos) {
        return yaml_word(meaning, true);
    }
    std::vector<std::string> words;
    for (const std::string_view word : base::split(meaning, '+')) {
        words.push_back(yaml_word(std::string(word), true));
    }
    return "[" + base::join(words, ", ") + "]";
}

}  // namespace

std::string line_of(const ColumnLayout& column) {
    std::vector<std::string> rest;
    if (!column.unit.empty()) {
        rest.push_back("unit: " + yaml_word(column.unit, true));
    }
    if (!column.values.empty()) {
        std::vector<std::string> pairs;
        for (const auto& [text, meaning] : column.values) {
            pairs.push_back(yaml_word(text, true) + ": " + yaml_list(meaning));
        }
        rest.push_back("values: {" + base::join(pairs, ", ") + "}");
    }
    if (column.blank) {
        rest.push_back("blank: " + yaml_word(*column.blank, true));
    }
    if (column.thousands) {
        rest.emplace_back("thousands: \",\"");
    }
    if (column.formats.size() == 1) {
        rest.push_back("format: " + yaml_word(column.formats.front(), true));
    } else if (!column.formats.empty()) {
        rest.push_back("format: [" + base::join(column.formats, ", ") + "]");
    }
    if (!column.rule.empty()) {
        rest.push_back("rule: " + column.rule);
    }
    if (rest.empty()) {
        return column.input + ": " + yaml_word(column.header, false);
    }
    return column.input + ": {from: " + yaml_word(column.header, true) + ", " + base::join(rest, ", ") + "}";
}

std::string columns_of(const std::string& table) { return "tables: " + table + ": columns:"; }

}  // namespace doudi::population
