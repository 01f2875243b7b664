// Writes the draft: a line for what is known, a question for what is not. Reading refuses it until the questions are answered.
// Which sheet and header is which was found by draft_match.cpp.

#include "draft_writer.hpp"

#include <algorithm>
#include <utility>

#include "doudi/base/text.hpp"
#include "doudi/population/read.hpp"
#include "table_form.hpp"

namespace doudi::population {
namespace {

using table::ColumnKind;
using table::ColumnSpec;

constexpr std::size_t most_to_fill_in = 12;  // values of a number column that are no numbers

class DraftWriter {
public:
    DraftWriter(const Say& say, const std::vector<TablePlace>& places) : say_(say), places_(places) {}

    std::string write(const std::vector<Survey>& sheets) {
        std::vector<std::string> names;
        for (const Survey& sheet : sheets) {
            names.push_back(base::shown(sheet.file));
        }
        comment(0, say_("draft-about", {base::join(names, ", ")}), false);
        line(0, "month:", say_("draft-month", {}));
        line(0, "exported:", say_("draft-exported", {}));
        line(0, "tables:");
        for (const TablePlace& place : places_) {
            write_table(place);
        }
        write_absent();
        return std::move(text_);
    }

private:
    void line(std::size_t depth, const std::string& words, const std::string& question = {}) {
        text_ += std::string(depth * 2, ' ') + words + (question.empty() ? "" : "  # ? " + question) + "\n";
    }
    void comment(std::size_t depth, const std::string& words, bool is_question = true) {
        for (const std::string_view one : base::split(words, '\n')) {
            text_ += std::string(depth * 2, ' ') + (is_question ? "# ? " : "# ") + std::string(one) + "\n";
        }
    }

    void write_table(const TablePlace& place) {
        if (place.sheet == nullptr) {
            if (is_register(place)) {
                return comment(1, say_("draft-no-register", {place.spec->name}), false);
            }
            line(1, place.spec->name + ":");
            return line(2, "file:", say_("draft-no-sheet", {}));
        }
        const Survey& sheet = *place.sheet;
        line(1, place.spec->name + ":");
        line(2, "file: " + yaml_word(sheet.file, false));
        if (place.is_shared) {
            line(2, "distinct: " + (place.key == nullptr ? "" : yaml_word(place.key->header, false)), say_("draft-shared", {}));
        }
        line(2, sheet.encoding == Encoding::gb18030 ? "encoding: gb18030" : "encoding: utf-8");
        if (sheet.titles > 0) {
            line(2, "skip_rows: " + std::to_string(sheet.titles));
        }
        if (sheet.total) {
            line(2, "total_row: {column: " + yaml_word(sheet.total->column, true) + ", text: " + yaml_word(sheet.total->text, true) + "}");
        }
        line(2, "rows: " + std::to_string(sheet.rows), say_("draft-rows", {}));
        line(2, "columns:");
        write_key(place.spec->key, place.key, place, "draft-key");
        write_key(place.spec->parent_key, place.parent_key, place, "draft-parent-key");
        for (const MatchedHeader& match : place.fit.matches) {
            if (!match.column->ignored) {
                write_column(match, sheet);
            }
        }
        for (const ColumnSpec* column : place.fit.without) {
            if (is_register(place)) {
                line(3, column->name + ":", base::join(other_headers(*column), ", "));
            }
        }
        write_unused(place);
    }

    /// Without ids: a list outside the tables, which need not be there.
    static bool is_register(const TablePlace& place) { return place.spec->key.empty(); }

    void write_key(const std::string& name, const SurveyedColumn* column, const TablePlace& place, std::string_view why) {
        if (name.empty()) {
            return;
        }
        if (column != nullptr) {
            return line(3, name + ": " + yaml_word(column->header, false),
                        column->header == name ? "" : say_(why, {}));
        }
        std::vector<std::string> candidates;
        for (const SurveyedColumn* one : key_candidates(place, places_)) {
            candidates.push_back(base::shown(one->header));
        }
        line(3, name + ":", say_(candidates.empty() ? "draft-no-key" : "draft-which-key", {base::join(candidates, ", ")}));
    }

    void write_column(const MatchedHeader& match, const Survey& sheet) {
        ColumnLayout layout;
        layout.input = match.column->name;
        layout.header = match.found->header;
        layout.thousands = match.column->kind == ColumnKind::number && match.found->thousands;
        read_remark(match, layout);
        read_forms(match, layout);
        tell_empty_cells(match, sheet);
        const std::vector<std::string> open = values_to_fill_in(match);
        if (open.empty()) {
            return line(3, line_of(layout));
        }
        line(3, layout.input + ":");
        line(4, "from: " + yaml_word(layout.header, false));
        if (!layout.unit.empty()) {
            line(4, "unit: " + yaml_word(layout.unit, false));
        }
        if (layout.thousands) {
            line(4, "thousands: \",\"");
        }
        line(4, "values:");
        for (const std::string& value : open) {
            line(5, yaml_word(value, false) + ":", allowed(*match.column));
        }
    }

    /// "工资性收入（年）" of an input a month is money a year.
    void read_remark(const MatchedHeader& match, ColumnLayout& layout) {
        if (match.remark.empty()) {
            return;
        }
        const std::string& unit = match.column->unit;
        const std::size_t month = unit.rfind("/month");
        if (month != std::string::npos && match.remark.find("年") != std::string::npos) {
            layout.unit = unit.substr(0, month) + "/year";
            return comment(3, say_("draft-yearly", {base::shown(match.remark), layout.unit, unit}));
        }
        const std::vector<std::string> agreed = unit == "CNY"         ? std::vector<std::string>{"元", "人民币元"}
                                                : unit == "CNY/month" ? std::vector<std::string>{"元/月", "元／月", "月", "每月"}
                                                                      : std::vector<std::string>{};
        if (!is_in(match.remark, agreed)) {
            comment(3, say_("draft-remark", {base::shown(match.remark), unit.empty() ? "-" : unit}));
        }
    }

    void read_forms(const MatchedHeader& match, ColumnLayout& layout) {
        const bool is_month = match.column->kind == ColumnKind::month;
        if (!is_month && match.column->kind != ColumnKind::date) {
            return;
        }
        std::uint64_t known = 0;
        for (const auto& [form, count] : is_month ? match.found->month_forms : match.found->day_forms) {
            known += count;
            layout.formats.push_back(form);
        }
        if (layout.formats.size() == 1 && layout.formats.front() == (is_month ? "YYYY-MM" : "YYYY-MM-DD")) {
            layout.formats.clear();
        }
        if (known < match.found->filled) {
            comment(3, say_("draft-no-form", {std::to_string(match.found->filled - known)}));
        }
    }

    void tell_empty_cells(const MatchedHeader& match, const Survey& sheet) {
        const std::uint64_t empty = sheet.rows - match.found->filled;
        if (empty == 0 || match.column->empty == table::Empty::missing || match.column->empty == table::Empty::filled) {
            return;
        }
        const bool is_refused = match.column->empty == table::Empty::refused;
        comment(3, say_(is_refused ? "draft-empty-refused" : "draft-empty-unknown", {std::to_string(empty)}), is_refused);
    }

    /// Cells that the input would not take as they are, where they are few.
    std::vector<std::string> values_to_fill_in(const MatchedHeader& match) {
        const ColumnSpec& column = *match.column;
        if (column.kind == ColumnKind::number) {
            const std::vector<std::string>& texts = match.found->no_numbers;
            const bool are_many = match.found->has_many_no_numbers || texts.size() > most_to_fill_in;
            if (are_many) {
                comment(3, say_("draft-no-numbers", {std::to_string(match.found->filled - match.found->numbers)}));
            }
            return are_many ? std::vector<std::string>{} : texts;
        }
        if (!column.closed && column.kind != ColumnKind::boolean) {
            return {};
        }
        if (match.found->has_many_values) {
            comment(3, say_("draft-many-values", {}));
        }
        std::vector<std::string> open;
        for (const std::string& text : match.found->values) {
            table::Words words;
            Cell cell;
            if (parse_cell(text, column, words, cell)) {
                open.push_back(text);
            }
        }
        return open;
    }

    static std::string allowed(const ColumnSpec& column) {
        if (column.kind == ColumnKind::boolean) {
            return "true, false";
        }
        if (column.kind == ColumnKind::number) {
            if (column.min && column.max) {
                return column.min->to_string() + " … " + column.max->to_string();
            }
            return column.unit.empty() ? "0, 1, …" : column.unit;
        }
        std::vector<std::string> codes;
        for (const auto& [text, code] : column.spellings) {
            if (!is_in(code, codes)) {
                codes.push_back(code);
            }
        }
        return base::join(codes, ", ");
    }

    [[nodiscard]] bool is_used(const SurveyedColumn& column, const Survey& sheet) const {
        return std::any_of(places_.begin(), places_.end(), [&](const TablePlace& place) {
            const auto is_match = [&](const MatchedHeader& match) { return match.found == &column; };
            return place.sheet == &sheet &&
                   (place.key == &column || place.parent_key == &column ||
                    std::any_of(place.fit.matches.begin(), place.fit.matches.end(), is_match));
        });
    }

    void write_unused(const TablePlace& place) {
        std::vector<std::string> unused;
        for (const SurveyedColumn& column : place.sheet->columns) {
            if (!is_used(column, *place.sheet)) {
                unused.push_back(yaml_word(column.header, true));
            }
        }
        if (!unused.empty()) {
            comment(2, say_("draft-unused", {}));
            comment(2, "ignore: [" + base::join(unused, ", ") + "]", false);
        }
    }

    static std::vector<std::string> other_headers(const ColumnSpec& column) {
        std::vector<std::string> headers = headers_of(column);
        headers.erase(headers.begin());
        return headers;
    }
    static bool has_column(const TablePlace& place, const std::string& name) {
        return std::any_of(place.spec->columns.begin(), place.spec->columns.end(),
                           [&](const ColumnSpec& column) { return column.name == name; });
    }

    void write_absent() {
        bool is_first = true;
        for (const TablePlace& place : places_) {
            for (const ColumnSpec* column : is_register(place) ? std::vector<const ColumnSpec*>{} : place.fit.without) {
                if (std::exchange(is_first, false)) {
                    line(0, "absent:", say_("draft-absent", {}));
                }
                const bool is_of_two = std::count_if(places_.begin(), places_.end(), [&](const TablePlace& other) { return other.sheet != nullptr && has_column(other, column->name); }) > 1;
                line(1, (is_of_two ? place.spec->name + "." : "") + column->name + ":", base::join(other_headers(*column), ", "));
            }
        }
    }

    const Say& say_;
    const std::vector<TablePlace>& places_;
    std::string text_;
};

}  // namespace

std::string write_draft(const Say& say, const std::vector<TablePlace>& places, const std::vector<Survey>& sheets) {
    return DraftWriter(say, places).write(sheets);
}

}  // namespace doudi::population
