// The month and the day of export in population.yaml. What else it says is read with the sheets.

#include "when.hpp"

#include <algorithm>

#include "doudi/base/file.hpp"
#include "doudi/base/text.hpp"
#include "doudi/yaml/node.hpp"

namespace doudi::population {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t file_limit = std::size_t{16} << 20U;

void read_month(const yaml::Node& root, When& when, base::Diagnostics& diagnostics) {
    const yaml::Node* node = root.find("month");
    if (node == nullptr) {
        return;
    }
    when.month = base::Month::parse(node->text);
    when.described = when.month.has_value();
    when.month_place = node->span;
    if (!when.month) {
        diagnostics.error("bad-month", node->span, {"month", base::shown(node->text)});
    }
}

void read_exported(const yaml::Node& root, When& when, base::Diagnostics& diagnostics) {
    const yaml::Node* node = root.find("exported");
    if (node == nullptr) {
        return;
    }
    when.exported = base::Date::parse(node->text);
    if (!when.exported) {
        diagnostics.error("bad-date", node->span, {"exported", base::shown(node->text)});
    }
}

}  // namespace

std::optional<base::Date> When::known() const {
    if (exported || !month) {
        return exported;
    }
    return month->first_day();
}

bool When::is_known_on(const std::optional<base::Date>& day) const { return !day || !known() || *known() <= *day; }

base::Result<When> read_when(const fs::path& folder) {
    When when;
    when.month = base::Month::parse(folder.filename().string());
    const fs::path path = folder / "population.yaml";
    std::error_code failed;
    if (!fs::exists(path, failed)) {
        return when;
    }
    auto file = base::read_source(path, path.string(), file_limit);
    if (!file) {
        return std::move(file.diagnostics());
    }
    auto root = yaml::read_yaml(*file);
    if (!root) {
        return std::move(root.diagnostics());
    }
    base::Diagnostics diagnostics;
    read_month(*root, when, diagnostics);
    read_exported(*root, when, diagnostics);
    return diagnostics.has_errors() ? base::Result<When>(std::move(diagnostics)) : base::Result<When>(when);
}

std::vector<base::Month> months_in(const fs::path& folder) {
    std::vector<base::Month> months;
    std::error_code failed;
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
        const auto month = base::Month::parse(at->path().filename().string());
        if (month && at->is_directory(failed)) {
            months.push_back(*month);
        }
    }
    std::sort(months.begin(), months.end());
    return months;
}

bool is_there(const fs::path& path) {
    std::error_code failed;
    return fs::exists(path, failed);
}

}  // namespace doudi::population
