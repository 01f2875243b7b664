#pragma once
// What compute and explain both ask: a policy, a population, a month, a state.

#include <string>
#include <string_view>
#include <vector>

#include "command.hpp"
#include "doudi/runs/history.hpp"

namespace doudi::cli {

struct RunWords {
    std::string policy;
    std::string population;
    std::string month;
    std::string state;
    std::string known_on;
    bool from_nothing = false;
    std::size_t quarantine = 0;
    std::vector<std::string> tables;
};

void add_run_options(CLI::App& command, Session& session, RunWords& words);
/// From words to options; false when they make no sense (said already, exit 2). `months` is "A..B" or empty.
bool read_run_words(const RunWords& words, const std::string& months, Session& session, runs::HistoryOptions& options);
int exit_of(runs::Trouble trouble);
/// What was said of the population as a whole, of single households how many of each kind (under the text of
/// `of_households`), and what was read otherwise than it stands in the sheets.
void print_population(const std::vector<population::Remark>& remarks, const std::vector<base::Diagnostic>& conversions,
                      std::string_view of_households, Session& session);

}  // namespace doudi::cli
