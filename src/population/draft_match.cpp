// Holds surveyed sheets against the tables and inputs of a policy. Exact names come before names in front of brackets.
// What is written of it, and what is left open, is draft_writer.cpp's.

#include "draft_match.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace doudi::population {

using table::ColumnSpec;
using table::TableSpec;

namespace {

struct Candidate {
    std::size_t score = 0;
    std::size_t sheet = 0;
    std::size_t table = 0;
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

}  // namespace

bool is_in(const std::string& text, const std::vector<std::string>& list) {
    return std::find(list.begin(), list.end(), text) != list.end();
}

std::vector<std::string> headers_of(const ColumnSpec& column) {
    return column.headers.empty() ? std::vector{column.name} : column.headers;
}

std::vector<const TableSpec*> tables_of(const table::Schema& schema) {
    std::vector<const TableSpec*> specs;
    for (const TableSpec& spec : schema.tables) {
        if (!spec.matched) {
            specs.push_back(&spec);
        }
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

void match_columns(std::vector<TablePlace>& places) {
    for (TablePlace& place : places) {
        if (place.sheet != nullptr) {
            place.fit = fit(*place.sheet, *place.spec);
        }
    }
    find_keys(places);
}

std::vector<const SurveyedColumn*> key_candidates(const TablePlace& place, const std::vector<TablePlace>& places) {
    std::vector<const SurveyedColumn*> found;
    for (const SurveyedColumn& column : place.sheet->columns) {
        const auto is_match = [&](const MatchedHeader& match) { return match.found == &column; };
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

}  // namespace doudi::population
