// Matches the header of a sheet with the columns a table wants. Nothing is guessed: a near name is a suggestion.
// What stands in the cells is left to cell.cpp.

#include "header.hpp"

#include <algorithm>

#include "doudi/base/text.hpp"
#include "suggestions.hpp"

namespace doudi::population {
namespace {

std::vector<std::string> first_names(const std::vector<WantedColumn>& wanted) {
    std::vector<std::string> names;
    for (const WantedColumn& column : wanted) {
        if (column.required) {
            names.push_back(column.headers.front());
        }
    }
    return names;
}

std::size_t find_wanted(const std::string& header, const std::vector<WantedColumn>& wanted) {
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const auto& headers = wanted[i].headers;
        if (std::find(headers.begin(), headers.end(), header) != headers.end()) {
            return i;
        }
    }
    return absent;
}

// A header that nobody wants, and what its writer may have meant: the wanted columns still without a field.
// Gives the wanted column that was suggested, or `absent`.
std::size_t report_unknown(const Rows& rows, std::size_t field, const std::vector<WantedColumn>& wanted,
                           const std::vector<std::size_t>& fields, Mistakes& mistakes) {
    std::vector<std::string> open;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (fields[i] == absent) {
            open.insert(open.end(), wanted[i].headers.begin(), wanted[i].headers.end());
        }
    }
    base::Diagnostic& told =
        mistakes.error("unknown-column", rows.header_place(field), {base::shown(rows.header()[field])});
    const auto near = base::nearest(rows.header()[field], open);
    if (!near) {
        return absent;
    }
    told.with_help("help-did-you-mean", {base::shown(*near)});
    return find_wanted(*near, wanted);
}

void report_missing(const Rows& rows, const WantedColumn& column, Mistakes& mistakes) {
    mistakes.error("missing-column", rows.header_place(0),
                   {base::shown(column.headers.front()), shown_list(column.headers), shown_list(rows.header())});
}

}  // namespace

std::optional<std::vector<std::size_t>> match_columns(const Rows& rows, const std::vector<WantedColumn>& wanted,
                                                      Mistakes& mistakes) {
    std::vector<std::size_t> fields(wanted.size(), absent);
    std::vector<std::size_t> unknown;
    bool is_sound = true;
    for (std::size_t field = 0; field < rows.header().size(); ++field) {
        const std::size_t which = find_wanted(rows.header()[field], wanted);
        if (which == absent) {
            unknown.push_back(field);
        } else if (fields[which] != absent) {
            mistakes.error("duplicate-column", rows.header_place(field), {base::shown(rows.header()[field])})
                .with_note("first-is-here", rows.header_place(fields[which]));
            is_sound = false;
        } else {
            fields[which] = field;
        }
    }
    if (unknown.size() == rows.header().size()) {
        // Perhaps data without a header, so what was found is not repeated: it may be personal.
        const std::vector<std::string> names = first_names(wanted);
        if (std::none_of(rows.header().begin(), rows.header().end(),
                         [&](const std::string& header) { return base::nearest(header, names).has_value(); })) {
            mistakes.error("no-header", rows.header_place(0), {shown_list(names)});
            return std::nullopt;
        }
    }
    std::vector<bool> suggested(wanted.size(), false);
    for (const std::size_t field : unknown) {
        const std::size_t which = report_unknown(rows, field, wanted, fields, mistakes);
        if (which != absent) {
            suggested[which] = true;
        }
        is_sound = false;
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (fields[i] == absent && wanted[i].required) {
            if (!suggested[i]) {
                report_missing(rows, wanted[i], mistakes);
            }
            is_sound = false;
        }
    }
    return is_sound ? std::optional(std::move(fields)) : std::nullopt;
}

}  // namespace doudi::population
