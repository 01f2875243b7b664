// Drafts a population.yaml: which sheet serves which table, which header is which input, and what is to be filled in.
// What the sheets hold is found by survey.cpp; nothing of the draft is believed before somebody has read it.

#include "doudi/population/draft.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "doudi/base/text.hpp"
#include "doudi/population/read.hpp"
#include "mistakes.hpp"
#include "survey.hpp"
#include "table_form.hpp"

namespace doudi::population {
namespace {

namespace fs = std::filesystem;
using table::ColumnKind;
using table::ColumnSpec;
using table::TableSpec;

constexpr std::size_t most_to_fill_in = 12;  // values of a number column that are no numbers

bool is_in(const std::string& text, const std::vector<std::string>& list) {
    return std::find(list.begin(), list.end(), text) != list.end();
}

std::vector<std::string> headers_of(const ColumnSpec& column) {
    return column.headers.empty() ? std::vector{column.name} : column.headers;
}

struct Match {
    const ColumnSpec* column = nullptr;
    const SurveyedColumn* found = nullptr;
    std::string remark;  ///< what stands in brackets behind the header's name
};

/// What a sheet would be as one of the tables.
struct Fit {
    std::vector<Match> matches;
    std::vector<const ColumnSpec*> without;  ///< inputs that no header is
};

Fit fit(const Survey& sheet, const TableSpec& spec) {
    Fit result;
    std::set<const SurveyedColumn*> taken;
    const auto find = [&](const ColumnSpec& column, bool exact) -> const SurveyedColumn* {
        for (const SurveyedColumn& one : sheet.columns) {
            const std::string& text = exact ? one.header : read_header(one.header).name;
            if (!taken.contains(&one) && is_in(text, headers_of(column))) {
                return &one;
            }
        }
        return nullptr;
    };
    for (const ColumnSpec& column : spec.columns) {
        if (column.joined) {
            continue;  // a register's sheet has it
        }
        const SurveyedColumn* found = find(column, true);
        const bool is_exact = found != nullptr;
        if (!is_exact) {
            found = find(column, false);
        }
        if (found != nullptr) {
            taken.insert(found);
            result.matches.push_back({&column, found, is_exact ? "" : read_header(found->header).remark});
        } else if (!column.ignored) {
            result.without.push_back(&column);
        }
    }
    return result;
}

/// A table and the sheet that seems to hold it.
struct TablePlace {
    const TableSpec* spec = nullptr;
    const Survey* sheet = nullptr;
    bool is_shared = false;  ///< the sheet serves another table too, a row of this one on several of its rows
    Fit fit{};
    const SurveyedColumn* key = nullptr;
    const SurveyedColumn* parent_key = nullptr;
};

struct Candidate {
    std::size_t score = 0;
    std::size_t sheet = 0;
    std::size_t table = 0;
};

/// The best fits first; each sheet and each table once.
std::vector<TablePlace> place_sheets(const std::vector<Survey>& sheets, const std::vector<const TableSpec*>& specs) {
    std::vector<Candidate> candidates;
    for (std::size_t s = 0; s < sheets.size(); ++s) {
        for (std::size_t t = 0; t < specs.size(); ++t) {
            candidates.push_back({fit(sheets[s], *specs[t]).matches.size(), s, t});
        }
    }
    const auto width = [&](const Candidate& one) { return specs[one.table]->columns.size(); };
    std::stable_sort(candidates.begin(), candidates.end(), [&](const Candidate& a, const Candidate& b) {
        return a.score != b.score ? a.score > b.score : width(a) < width(b);
    });
    std::vector<TablePlace> places;
    for (const TableSpec* spec : specs) {
        places.push_back({.spec = spec});
    }
    std::set<std::size_t> used;
    for (const Candidate& one : candidates) {
        if (one.score > 0 && places[one.table].sheet == nullptr && used.insert(one.sheet).second) {
            places[one.table].sheet = &sheets[one.sheet];
        }
    }
    return places;
}

/// A table that no sheet was left for may stand in one with another table: a line a member, the household on each.
void share_sheets(std::vector<TablePlace>& places, const std::vector<Survey>& sheets) {
    constexpr std::size_t some = 2;
    for (TablePlace& place : places) {
        for (const Survey& sheet : sheets) {
            if (place.sheet == nullptr && !place.spec->key.empty() && fit(sheet, *place.spec).matches.size() >= some) {
                place.sheet = &sheet;
                place.is_shared = place.spec->parent_key.empty();
            }
        }
    }
}

/// Keeps those for which `wanted` holds, when there are any.
template <class Wanted>
void prefer(std::vector<const SurveyedColumn*>& columns, Wanted wanted) {
    std::vector<const SurveyedColumn*> kept;
    std::copy_if(columns.begin(), columns.end(), std::back_inserter(kept), wanted);
    if (!kept.empty()) {
        columns = std::move(kept);
    }
}

bool has_one_of(const std::string& text, const std::vector<std::string_view>& pieces) {
    return std::any_of(pieces.begin(), pieces.end(),
                       [&](std::string_view piece) { return text.find(piece) != std::string::npos; });
}

/// Which column the rows of a table go by: filled throughout, no value twice, and no input.
std::vector<const SurveyedColumn*> key_candidates(const TablePlace& place, const std::vector<TablePlace>& places) {
    std::vector<const SurveyedColumn*> found;
    for (const SurveyedColumn& column : place.sheet->columns) {
        const auto is_match = [&](const Match& match) { return match.found == &column; };
        const bool is_input = std::any_of(place.fit.matches.begin(), place.fit.matches.end(), is_match);
        const bool is_full = column.filled == place.sheet->rows;
        const bool is_number_of_line = column.is_counter && has_one_of(column.header, {"序", "No", "NO", "no", "#"});
        if (!is_input && !is_number_of_line && (place.is_shared ? is_full && !column.is_key : column.is_key)) {
            found.push_back(&column);
        }
    }
    const bool is_child = !place.spec->parent_key.empty();
    prefer(found, [&](const SurveyedColumn* column) {
        return std::any_of(places.begin(), places.end(), [&](const TablePlace& other) {
            return other.spec->parent_key == place.spec->key && other.sheet != nullptr &&
                   other.sheet->find(column->header) != nullptr;
        });
    });
    prefer(found, [&](const SurveyedColumn* column) {
        return is_child ? has_one_of(column->header, {"成员", "人员", "个人", "person", "member"})
                        : has_one_of(column->header, {"家庭", "户", "household"});
    });
    prefer(found, [](const SurveyedColumn* column) {
        return has_one_of(column->header, {"编号", "编码", "户号", "id", "ID"});
    });
    prefer(found, [](const SurveyedColumn* column) { return !column->is_counter; });
    return found;
}

class Writer {
public:
    Writer(const Say& say, const std::vector<TablePlace>& places) : say_(say), places_(places) {}

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
        for (const Match& match : place.fit.matches) {
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

    void write_column(const Match& match, const Survey& sheet) {
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
    void read_remark(const Match& match, ColumnLayout& layout) {
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

    void read_forms(const Match& match, ColumnLayout& layout) {
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

    void tell_empty_cells(const Match& match, const Survey& sheet) {
        const std::uint64_t empty = sheet.rows - match.found->filled;
        if (empty == 0 || match.column->empty == table::Empty::missing || match.column->empty == table::Empty::filled) {
            return;
        }
        const bool is_refused = match.column->empty == table::Empty::refused;
        comment(3, say_(is_refused ? "draft-empty-refused" : "draft-empty-unknown", {std::to_string(empty)}), is_refused);
    }

    /// Cells that the input would not take as they are, where they are few.
    std::vector<std::string> values_to_fill_in(const Match& match) {
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
            const auto is_match = [&](const Match& match) { return match.found == &column; };
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

std::vector<const TableSpec*> tables_of(const table::Schema& schema) {
    std::vector<const TableSpec*> specs;
    for (const TableSpec& spec : schema.tables) {
        specs.push_back(&spec);
    }
    for (const table::RegisterSpec& spec : schema.registers) {
        specs.push_back(&spec.sheet);
    }
    return specs;
}

std::vector<std::string> known_headers(const std::vector<const TableSpec*>& specs) {
    std::vector<std::string> known;
    for (const TableSpec* spec : specs) {
        known.insert(known.end(), {spec->key, spec->parent_key});
        for (const ColumnSpec& column : spec->columns) {
            for (const std::string& header : headers_of(column)) {
                known.push_back(header);
            }
        }
    }
    known.erase(std::remove(known.begin(), known.end(), ""), known.end());
    return known;
}

/// Which columns the rows go by, as far as there is one answer.
void find_keys(std::vector<TablePlace>& places) {
    for (TablePlace& place : places) {
        if (place.sheet == nullptr || place.spec->key.empty()) {
            continue;
        }
        place.key = place.sheet->find(place.spec->key);
        const auto candidates = key_candidates(place, places);
        if (place.key == nullptr && candidates.size() == 1) {
            place.key = candidates.front();
        }
    }
    for (TablePlace& place : places) {
        if (place.sheet == nullptr || place.spec->parent_key.empty()) {
            continue;
        }
        place.parent_key = place.sheet->find(place.spec->parent_key);
        for (const TablePlace& parent : places) {
            if (place.parent_key == nullptr && parent.spec->key == place.spec->parent_key && parent.key != nullptr) {
                place.parent_key = place.sheet->find(parent.key->header);
            }
        }
    }
}

base::SourceSpan place_of(const fs::path& path) {
    return place_in_data(std::make_shared<const base::SourceFile>(base::SourceFile{path.string(), {}}), 0, 0);
}

}  // namespace

base::Result<std::string> draft_layout(const std::vector<fs::path>& sheets, const table::Schema& schema,
                                       const Say& say) {
    constexpr std::size_t most_errors = 100;
    Mistakes mistakes(most_errors);
    const std::vector<const TableSpec*> specs = tables_of(schema);
    const std::vector<std::string> known = known_headers(specs);
    std::vector<Survey> surveys;
    std::set<std::string> names;
    for (const fs::path& path : sheets) {
        if (!names.insert(path.filename().string()).second) {
            mistakes.error("draft-same-name", place_of(path));
        } else if (auto one = survey(path, known, mistakes)) {
            surveys.push_back(std::move(*one));
        }
    }
    if (mistakes.any()) {
        return mistakes.finish();
    }
    std::vector<TablePlace> places = place_sheets(surveys, specs);
    for (std::size_t i = 0; i < surveys.size(); ++i) {
        const auto holds = [&](const TablePlace& place) { return place.sheet == &surveys[i]; };
        if (std::none_of(places.begin(), places.end(), holds)) {
            mistakes.error("draft-no-table", place_of(sheets[i]));
        }
    }
    if (mistakes.any()) {
        return mistakes.finish();
    }
    share_sheets(places, surveys);
    for (TablePlace& place : places) {
        if (place.sheet != nullptr) {
            place.fit = fit(*place.sheet, *place.spec);
        }
    }
    find_keys(places);
    return Writer(say, places).write(surveys);
}

}  // namespace doudi::population
