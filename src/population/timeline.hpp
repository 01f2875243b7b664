#pragma once
// What reaches from one month's facts into another's: lasting facts, registers, corrections; and what was known when.

#include <cstddef>
#include <deque>
#include <filesystem>
#include <optional>
#include <vector>

#include "corrections.hpp"
#include "doudi/population/read.hpp"
#include "lasting.hpp"
#include "lasting_records.hpp"
#include "overrides.hpp"
#include "registers.hpp"
#include "when.hpp"

namespace doudi::population {

/// The months' folders of one population, or its only folder. Everything is read once and serves every month.
class Timeline {
public:
    /// What it is given outlives it.
    Timeline(const std::filesystem::path& place, const table::Schema& schema, const ReadOptions& options, table::Words& words);

    /// Whether `folder` may tell the facts of `month`. Sets `held_still` when it describes another month, or none.
    /// Errors: facts-known-later, folder-of-other-month, corrections-in-month. What else is wrong with its population.yaml
    /// is left to who reads the folder.
    [[nodiscard]] base::Diagnostics check(const std::filesystem::path& folder, base::Month month, bool& held_still) const;

    /// `population` was read from `folder` just now: takes up the lasting facts. Errors: those of the other files, once
    /// and for all.
    [[nodiscard]] base::Diagnostics take_up(const std::filesystem::path& folder, Population& population);
    /// Makes the facts those of `month`: corrections, then registers. What an earlier call did is taken back first.
    void apply(base::Month month, Population& population);
    /// Whether two months of one folder may have different facts.
    [[nodiscard]] bool differs_by_month() const { return corrections_ || overrides_; }

private:
    struct MonthFolder {
        std::filesystem::path path;
        When when;
        bool hidden = false;   // not known on the day that counts
    };
    void read_all(const std::filesystem::path& folder, Mistakes& mistakes);
    void list_folders(Mistakes& mistakes);
    void read_others(Mistakes& mistakes);
    void read_narrow(std::size_t folder, Mistakes& mistakes);
    void read_registers(const std::filesystem::path& folder, Mistakes& mistakes);
    void read_register(std::size_t which, const std::filesystem::path& folder, std::optional<std::size_t> month, Mistakes& mistakes);
    void check_overridden_ids(const Population& population, Mistakes& mistakes) const;
    void check_corrected_ids(const Population& population, Mistakes& mistakes) const;
    [[nodiscard]] std::size_t number_of(const std::filesystem::path& folder) const;
    void take_lasting(Population& population) const;
    void note_lasting(const char* what, const std::map<std::size_t, std::size_t>& taken, Population& population) const;

    const std::filesystem::path& place_;
    const table::Schema& schema_;
    const ReadOptions& options_;
    table::Words& words_;
    std::vector<MonthFolder> folders_;                       // ascending; none: one folder serves every month
    std::vector<std::vector<InputFile>> files_;              // of each folder, once read for its lasting facts
    LastingFacts lasting_;
    LastingRecords lasting_records_;
    std::deque<RegisterFiles> registers_;
    std::optional<Corrections> corrections_;
    std::optional<Overrides> overrides_;
    std::optional<base::Diagnostics> read_;                  // once all was read: what was wrong with it
    // of the population taken up
    std::size_t own_ = 0;
    std::size_t remarks_ = 0;
    std::size_t input_files_ = 0;
    std::vector<std::vector<std::vector<std::string>>> holds_;
};

}  // namespace doudi::population
