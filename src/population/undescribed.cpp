// Collects the cells of a described sheet that its description does not cover, and names the line that would.
// Nothing is read by such a line before its owner writes it.

#include "undescribed.hpp"

#include <algorithm>
#include <utility>

#include "doudi/base/text.hpp"

namespace doudi::population {
namespace {

constexpr std::size_t most_kept = 200;  // a column mapped to the wrong header has as many faults as rows
constexpr std::size_t most_texts = 3;

// A form that is stated already does not read the cell, so it is a day that does not exist.
bool mend_date(std::string_view text, const ColumnForm& column, bool months, ColumnLayout& line) {
    const auto form = table::usual_form(text, months);
    const auto& stated = column.line != nullptr ? column.line->formats : std::vector<std::string>{};
    if (!form || std::find(stated.begin(), stated.end(), *form) != stated.end()) {
        return false;
    }
    if (std::find(line.formats.begin(), line.formats.end(), *form) == line.formats.end()) {
        line.formats.push_back(*form);
    }
    return true;
}

}  // namespace

// Puts into `line` what it lacks to read `text`; false when nothing would.
bool Undescribed::mend(const CellError& wrong, std::string_view text, const ColumnForm& column, ColumnLayout& line,
                       Kind& kind) {
    if (wrong.code == "bad-date" || wrong.code == "bad-month" || wrong.code == "bad-date-form") {
        kind = Kind::form;
        const bool months = column.spec.kind == table::ColumnKind::month && line.rule.empty();
        return mend_date(text, column, months, line);
    }
    if (wrong.code == "bad-number" && wrong.help == "help-thousands") {
        kind = Kind::form;
        line.thousands = true;
        return true;
    }
    if (wrong.code == "bad-code" || wrong.code == "bad-bool") {
        kind = Kind::word;
        line.values.emplace(text, "…");
        return line.values.size() <= most_kept;
    }
    if (wrong.code == "empty-cell") {
        kind = Kind::blank;
        line.blank = "…";
        return true;
    }
    return false;
}

bool Undescribed::take(const CellError& wrong, std::string_view text, std::size_t column, const std::string& header,
                       const base::SourceSpan& place, std::string_view household) {
    if (form_.is_plain()) {
        return false;
    }
    const ColumnForm& form = form_.columns[column];
    Column& known = columns_[column];
    ColumnLayout line = form.line != nullptr ? *form.line : ColumnLayout{};
    line.input = form.spec.name;
    line.header = header;
    if (known.count == 0) {
        known.line = line;
    }
    if (!mend(wrong, text, form, line, known.kind) || !mend(wrong, text, form, known.line, known.kind)) {
        return false;
    }
    ++known.count;
    if (known.texts.size() < most_texts && wrong.args.size() > 1) {
        const std::string shown = "'" + wrong.args[1] + "'";
        if (std::find(known.texts.begin(), known.texts.end(), shown) == known.texts.end()) {
            known.texts.push_back(shown);
        }
    }
    if (known.kept.size() < most_kept) {
        known.kept.push_back({wrong, std::move(line), place, std::string(household)});
    }
    return true;
}

void Undescribed::report_column(const Column& column, Mistakes& mistakes) const {
    const Fault& first = column.kept.front();
    const std::string count = std::to_string(column.count);
    base::Diagnostic& told = column.kind == Kind::blank
                                 ? mistakes.error("undescribed-blanks", first.place, {first.wrong.args.front(), count})
                                 : mistakes.error("undescribed-cells", first.place,
                                                  {first.wrong.args.front(), base::join(column.texts, ", "), count});
    told.with_help("help-put-line", {line_of(column.line), columns_of(form_.spec->name)});
}

void Undescribed::report_cell(const Fault& fault, Mistakes& mistakes) const {
    const Mistakes::About about(mistakes, fault.household);
    base::Diagnostic& told = mistakes.error(fault.wrong.code, fault.place, fault.wrong.args);
    if (fault.wrong.help == "help-did-you-mean" || fault.wrong.help == "help-hidden-character") {
        told.with_help(fault.wrong.help, fault.wrong.help_args);
    } else {
        told.with_help("help-put-line", {line_of(fault.line), columns_of(form_.spec->name)});
    }
}

void Undescribed::finish(const std::vector<std::uint64_t>& cells, Mistakes& mistakes) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const Column& column = columns_[i];
        if (column.count == 0) {
            continue;
        }
        const std::uint64_t least = column.kind == Kind::form ? 2 : std::max<std::uint64_t>(2, (cells[i] + 1) / 2);
        if (column.count >= least || column.count > column.kept.size()) {
            report_column(column, mistakes);
            continue;
        }
        for (const Fault& fault : column.kept) {
            report_cell(fault, mistakes);
        }
    }
}

}  // namespace doudi::population
