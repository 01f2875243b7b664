// What a population looks like: how each column was found, what it holds, what was converted, what is suspicious.
// Reading is as strict as for a run; nothing of a single household is printed but masked ids in remarks.

#include <algorithm>

#include "doudi/base/text.hpp"
#include "doudi/plan/compile.hpp"
#include "doudi/population/read.hpp"
#include "doudi/report/values.hpp"
#include "doudi/runs/check.hpp"
#include "profile.hpp"
#include "suspicions.hpp"

namespace doudi::runs {

namespace fs = std::filesystem;

namespace {

/// The months' folders, in their order.
std::vector<fs::path> month_folders(const fs::path& folder) {
    std::vector<fs::path> folders;
    for (const base::Month month : population::months_in(folder)) folders.push_back(folder / month.to_string());
    return folders;
}

class Describer {
public:
    Describer(const policy::Policy& policy, report::Language language)
        : policy_(policy), language_(language), schema_(plan::schema_of(policy)) {}

    base::Result<Profile> read(const fs::path& folder, base::Diagnostics* told) const {
        table::Words words;
        const auto population = population::read(folder, schema_, words, {});
        if (!population) return base::Diagnostics(population.diagnostics());
        Profile profile = profile_of(schema_, *population, words, folder.string());
        if (!profile.month) profile.month = base::Month::parse(folder.filename().string());
        if (told == nullptr) return profile;
        told->append(base::Diagnostics(population.diagnostics()));
        tell(population->remarks, *told);
        profile.conversions = population->conversions;
        return profile;
    }

    [[nodiscard]] std::string describe(const Profile& profile, const Profile* before) const {
        std::string text = word("check-rows", {profile.folder, std::to_string(profile.households), std::to_string(profile.persons)}) + "\n";
        if (before != nullptr) text += compared(profile, *before);
        for (const base::Diagnostic& one : profile.conversions) text += "  " + report::in_one_line(one, language_) + "\n";
        return text + print(profile, policy_, language_);
    }

private:
    [[nodiscard]] std::string word(std::string_view key, const std::vector<std::string>& args) const {
        return report::text(language_, key, args);
    }

    [[nodiscard]] std::string compared(const Profile& profile, const Profile& before) const {
        const auto without = [](const std::set<std::string>& some, const std::set<std::string>& others) {
            return std::to_string(std::count_if(some.begin(), some.end(), [&](const std::string& id) { return !others.contains(id); }));
        };
        return word("check-compared", {before.folder, std::to_string(before.households), without(profile.household_ids, before.household_ids),
                                       without(before.household_ids, profile.household_ids)}) + "\n";
    }

    /// Of many remarks of a kind the first few, and how many more there are.
    static void tell(const std::vector<population::Remark>& remarks, base::Diagnostics& told) {
        constexpr std::size_t most = 10;
        std::map<std::string, std::size_t> counts;
        for (const population::Remark& remark : remarks) {
            if (++counts[remark.told.code] > most) continue;
            base::Diagnostic one = remark.told;
            one.severity = remark.weight == population::Remark::Weight::note ? base::Severity::note : base::Severity::warning;
            told.items().push_back(std::move(one));
        }
        for (const auto& [code, count] : counts)
            if (count > most) told.warning("check-more-remarks", {}, {std::to_string(count - most), code});
    }

    const policy::Policy& policy_;
    report::Language language_;
    table::Schema schema_;
};

/// The folders to describe, in the order of their months.
base::Result<std::vector<fs::path>> folders_of(const fs::path& folder, const std::optional<base::Month>& month) {
    if (month) {
        const auto place = population::place_of(folder, *month);
        if (!place) return base::Diagnostics(place.diagnostics());
        return std::vector{place->folder};
    }
    std::vector<fs::path> folders = month_folders(folder);
    if (folders.empty()) folders = {folder};
    return folders;
}

/// The older population: of a folder of months the last one.
base::Result<std::optional<Profile>> read_before(const Describer& describer, const std::optional<fs::path>& folder) {
    if (!folder) return std::optional<Profile>{};
    const std::vector<fs::path> months = month_folders(*folder);
    auto profile = describer.read(months.empty() ? *folder : months.back(), nullptr);
    if (!profile) return std::move(profile.diagnostics());
    return std::optional(std::move(*profile));
}

}  // namespace

base::Result<std::string> describe_population(const policy::Policy& policy, const PopulationCheck& check, report::Language language) {
    const auto folders = folders_of(check.folder, check.month);
    if (!folders) return base::Diagnostics(folders.diagnostics());
    const Describer describer(policy, language);
    auto before = read_before(describer, check.before);
    if (!before) return std::move(before.diagnostics());
    std::string text;
    base::Diagnostics diagnostics;
    for (const fs::path& folder : *folders) {
        auto profile = describer.read(folder, &diagnostics);
        if (!profile) {
            diagnostics.append(std::move(profile.diagnostics()));
            continue;
        }
        const Profile* older = *before ? &**before : nullptr;
        text += (text.empty() ? "" : "\n") + describer.describe(*profile, older);
        diagnostics.append(suspicions(*profile, policy, older));
        if (older != nullptr) *before = std::move(*profile);  // each further month is compared with the one before it
    }
    if (diagnostics.has_errors()) return diagnostics;
    return {std::move(text), std::move(diagnostics)};
}

}  // namespace doudi::runs
