// Says what population.yaml made of a sheet. Nothing is changed here; the texts are the report room's.

#include "conversions.hpp"

#include <map>
#include <utility>

#include "doudi/base/text.hpp"

namespace doudi::population {
namespace {

base::Diagnostic note_of(std::string code, base::SourceSpan span, std::vector<std::string> args) {
    return {std::move(code), base::Severity::note, std::move(span), std::move(args), {}, {}, {}};
}

void add(base::Diagnostic& told, std::string code, std::vector<std::string> args) {
    told.notes.push_back(note_of(std::move(code), {}, std::move(args)));
}

std::string listed(const std::vector<ControlFigure>& figures) {
    std::vector<std::string> texts;
    for (const ControlFigure& figure : figures) {
        texts.push_back(base::shown(figure.header) + " " + base::shown(figure.figure));
    }
    return base::join(texts, ", ");
}

base::Diagnostic describe_sheet(const TableForm& form, const Controls& controls, std::uint64_t rows) {
    const TableLayout& layout = *form.layout;
    std::vector<std::string> names;
    for (const auto& file : form.files) {
        names.push_back(base::shown(file.filename().string()));
    }
    base::Diagnostic told =
        note_of("sheet-read", layout.span, {layout.table, base::join(names, ", "), std::to_string(rows)});
    if (layout.encoding == Encoding::gb18030) {
        add(told, "sheet-encoding", {"GB18030"});
    }
    if (layout.skip_rows > 0) {
        add(told, "sheet-titles", {std::to_string(layout.skip_rows)});
    }
    if (layout.total_row) {
        const std::string figures = listed(controls.agreed_totals());
        add(told, figures.empty() ? "sheet-total-empty" : "sheet-total",
            {base::shown(layout.total_row->text), figures});
    }
    if (!controls.agreed().empty()) {
        add(told, "sheet-sums", {listed(controls.agreed())});
    }
    if (!controls.open().empty()) {
        add(told, "sheet-sums-open", {base::join(controls.open(), ", ")});
    }
    add(told, layout.rows.empty() ? "sheet-rows-unstated" : "sheet-rows-agree", {});
    if (!layout.distinct.empty()) {
        add(told, "sheet-distinct", {base::shown(layout.distinct)});
    }
    return told;
}

// Dates by their form, and separators: which columns, how many cells.
void describe_writing(const TableForm& form, const std::vector<ReadColumn>& columns,
                      std::vector<base::Diagnostic>& all) {
    struct Written {
        std::uint64_t cells = 0;
        std::vector<std::string> names;
        void add(std::uint64_t count, const ReadColumn& column) {
            if (count > 0) {
                cells += count;
                names.push_back(column.form->spec.name);
            }
        }
    };
    std::map<std::string, Written> dates;
    Written thousands;
    for (const ReadColumn& column : columns) {
        std::vector<std::string> forms;
        for (const DateForm& one : column.form->cells.dates) {
            forms.push_back(one.text());
        }
        dates[base::join(forms, ", ")].add(column.counts.dated, column);
        thousands.add(column.counts.thousands, column);
    }
    for (const auto& [forms, written] : dates) {
        if (written.cells > 0) {
            all.push_back(
                note_of("dates-read", form.layout->span,
                        {form.layout->table, std::to_string(written.cells), forms, base::join(written.names, ", ")}));
        }
    }
    if (thousands.cells > 0) {
        all.push_back(
            note_of("separators-read", form.layout->span,
                    {form.layout->table, std::to_string(thousands.cells), base::join(thousands.names, ", ")}));
    }
}

base::Diagnostic describe_column(const TableForm& form, const ReadColumn& column, const std::string& own_unit) {
    const ColumnLayout& line = *column.form->line;
    base::Diagnostic told = note_of("column-converted", line.span, {form.layout->table + "." + line.input});
    if (!line.unit.empty() && line.unit != own_unit) {
        add(told, "converted-unit",
            {std::to_string(column.counts.filled), line.unit, own_unit.empty() ? "1" : own_unit});
    }
    if (line.blank) {
        add(told, "converted-blank", {std::to_string(column.counts.blank), base::shown(*line.blank)});
    }
    if (!line.values.empty()) {
        add(told, "converted-values", {std::to_string(column.counts.spelled)});
    }
    if (!line.rule.empty()) {
        add(told, "converted-pay-month", {std::to_string(column.counts.dated)});
    }
    return told;
}

}  // namespace

std::vector<base::Diagnostic> describe_reading(const TableForm& form, const std::vector<ReadColumn>& columns,
                                               const Controls& controls, std::uint64_t rows) {
    std::vector<base::Diagnostic> all = {describe_sheet(form, controls, rows)};
    describe_writing(form, columns, all);
    for (const ReadColumn& column : columns) {
        if (const AbsentInput* absent = column.form->absent) {
            const std::string name = form.layout->table + "." + absent->input;
            const std::string count = std::to_string(rows);
            all.push_back(absent->value.empty()
                              ? note_of("absent-column-empty", absent->span, {name, count})
                              : note_of("absent-column", absent->span, {name, base::shown(absent->value), count}));
        }
        if (column.form->line == nullptr) {
            continue;
        }
        const auto at = static_cast<std::size_t>(column.form - form.columns.data());
        base::Diagnostic told = describe_column(form, column, form.spec->columns[at].unit);
        if (!told.notes.empty()) {
            all.push_back(std::move(told));
        }
    }
    return all;
}

}  // namespace doudi::population
