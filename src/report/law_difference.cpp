// What differs between two laws, for people and programs. What differs is found in runs/diff.cpp.

#include "doudi/report/law_difference.hpp"

#include <nlohmann/json.hpp>

#include "doudi/base/text.hpp"
#include "doudi/report/values.hpp"

namespace doudi::report {

namespace {

using Json = nlohmann::ordered_json;
using Rows = std::vector<std::vector<std::string>>;

std::string change_of(const table::LawDifference& one) {
    if (!one.before) return "added";
    return one.after ? "changed" : "removed";
}

/// "-" and "+" as two lines, the second without repeating what it is about. Values stand last: formulas are long.
void add_rows(const table::LawDifference& one, Language language, Rows& rows) {
    std::vector<std::string> about = {text(language, "diff-" + one.kind), one.name, one.what};
    const auto add = [&](const char* sign, const std::string& value, const base::SourceSpan& at) {
        rows.push_back({"    " + std::string(sign), about[0], about[1], about[2], at.file_line(), value});
        about.assign(3, "");
    };
    if (one.before) add("-", *one.before, one.before_at);
    if (one.after) add("+", *one.after, one.after_at);
}

std::string counted(const table::LawComparison& comparison, Language language) {
    int added = 0;
    int removed = 0;
    for (const table::LawDifference& one : comparison.differences) {
        added += one.before ? 0 : 1;
        removed += one.after ? 0 : 1;
    }
    const int all = static_cast<int>(comparison.differences.size());
    return text(
        language, "diff-count",
        {std::to_string(all), std::to_string(added), std::to_string(removed), std::to_string(all - added - removed)});
}

}  // namespace

std::string law_difference_screen(const table::LawComparison& comparison, Language language) {
    const auto& all = comparison.differences;
    if (all.empty()) return text(language, "diff-none", {comparison.before, comparison.after}) + "\n";
    std::string screen = "- " + comparison.before + "\n+ " + comparison.after + "\n";
    for (std::size_t i = 0; i < all.size();) {
        const table::LawDifference& first = all[i];
        if (i == 0 || all[i - 1].law != first.law)
            screen += "\n" + (first.law.empty() ? text(language, "diff-no-law") : first.law) + "\n";
        Rows rows;
        for (; i < all.size() && all[i].law == first.law && all[i].date == first.date; ++i)
            add_rows(all[i], language, rows);
        screen += "  " + (first.date ? first.date->to_string() : text(language, "diff-no-date")) + "\n";
        screen += aligned(rows, {});
    }
    return screen + "\n" + counted(comparison, language) + "\n";
}

std::string law_difference_csv(const table::LawComparison& comparison) {
    std::string csv = "law,kind,name,what,date,change,before,after,before_at,after_at\n";
    for (const table::LawDifference& one : comparison.differences)
        csv += csv_row({one.law, one.kind, one.name, one.what, one.date ? one.date->to_string() : "", change_of(one),
                        one.before.value_or(""), one.after.value_or(""), one.before ? one.before_at.file_line() : "",
                        one.after ? one.after_at.file_line() : ""});
    return csv;
}

std::string law_difference_json(const table::LawComparison& comparison) {
    Json list = Json::array();
    for (const table::LawDifference& one : comparison.differences) {
        const auto side = [](const std::optional<std::string>& value, const base::SourceSpan& at) {
            return value ? Json{{"value", *value}, {"at", at.file_line()}} : Json();
        };
        list.push_back({{"law", one.law.empty() ? Json() : Json(one.law)},
                        {"kind", one.kind},
                        {"name", one.name},
                        {"what", one.what},
                        {"date", one.date ? Json(one.date->to_string()) : Json()},
                        {"change", change_of(one)},
                        {"before", side(one.before, one.before_at)},
                        {"after", side(one.after, one.after_at)}});
    }
    return Json{{"before", comparison.before}, {"after", comparison.after}, {"differences", std::move(list)}}.dump(2) +
           "\n";
}

}  // namespace doudi::report
