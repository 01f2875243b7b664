// Collects the cells of a described sheet that its description does not cover, and names the line that would.
// Nothing is read by such a line before its owner writes it.

#include "undescribed.hpp"

#include <algorithm>
#include <utility>

#include "doudi/base/text.hpp"

namespace doudi::population {

namespace {

bool mend_date(std::string_view text, bool months, ColumnLayout& line, std::string& kind) {
    const auto form = usual_form(text, months);
    if (!form || std::find(line.formats.begin(), line.formats.end(), *form) != line.formats.end()) {
        return false;
    }
    line.formats.push_back(*form);
    kind = *form;
    return true;
}

// Puts into `line` what it lacks to read `text`; false when nothing would.
bool mend(const CellError& wrong, std::string_view text, const table::ColumnSpec& spec, ColumnLayout& line,
          std::string& kind) {
    if (wrong.code == "bad-date" || wrong.code == "bad-month" || wrong.code == "bad-date-form") {
        return mend_date(text, spec.kind == table::ColumnKind::month && line.rule.empty(), line, kind);
    }
    if (wrong.code == "bad-number" && wrong.help == "help-thousands") {
        line.thousands = true;
        kind = "thousands";
        return true;
    }
    if (wrong.code == "bad-code" || wrong.code == "bad-bool") {
        line.values.emplace(text, "…");
        kind = "value " + std::string(text);
        return true;
    }
    if (wrong.code == "empty-cell") {
        line.blank = "…";
        kind = "blank";
        return true;
    }
    return false;
}

}  // namespace

bool Undescribed::take(const CellError& wrong, std::string_view text, std::size_t column, const std::string& header,
                       const base::SourceSpan& place, std::string_view household) {
    constexpr std::size_t most_faults = 200;  // a column mapped to the wrong header has as many texts as rows
    const ColumnForm& form = form_.columns[column];
    ColumnLayout line = form.line != nullptr ? *form.line : ColumnLayout{};
    line.input = form.spec.name;
    line.header = header;
    std::string kind;
    if (form_.is_plain() || !mend(wrong, text, form.spec, line, kind)) {
        return false;
    }
    for (Fault& known : faults_) {
        if (known.column == column && known.kind == kind) {
            ++known.count;
            return true;
        }
    }
    if (faults_.size() >= most_faults) {
        return false;
    }
    faults_.push_back({column, std::move(kind), std::move(line), wrong, place, std::string(household)});
    return true;
}

void Undescribed::finish(Mistakes& mistakes) {
    for (Fault& fault : faults_) {
        CellError& wrong = fault.wrong;
        const bool is_one = fault.count == 1;
        const Mistakes::About about(mistakes, is_one ? fault.household : "");
        if (!is_one) {
            const bool is_empty = wrong.code == "empty-cell";
            wrong.code = is_empty ? "undescribed-blanks" : "undescribed-cells";
            wrong.args = {wrong.args.front(), is_empty ? "" : wrong.args[1], std::to_string(fault.count)};
        }
        base::Diagnostic& told = mistakes.error(std::move(wrong.code), fault.place, std::move(wrong.args));
        if (is_one && !wrong.help.empty() && wrong.help != "help-thousands") {
            told.with_help(std::move(wrong.help), std::move(wrong.help_args));
        } else {
            told.with_help("help-put-line", {line_of(fault.line), columns_of(form_.spec->name)});
        }
    }
    faults_.clear();
}

}  // namespace doudi::population
