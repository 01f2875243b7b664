#pragma once
// `doudi test`: the worked cases beside the law, run exactly as a population is.

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/base/diagnostic.hpp"
#include "doudi/policy/cases.hpp"
#include "doudi/report/messages.hpp"
#include "doudi/table/column.hpp"
#include "doudi/table/schema.hpp"

namespace doudi::runs {

/// One thing that came otherwise than expected.
struct Difference {
    base::Month month;
    std::string what;  ///< "minimum_living_allowance", "a.counted"
    std::string expected;
    std::string came;
    base::SourceSpan span;  ///< of what is expected
    std::string instead{};  ///< as YAML, in place of the whole value; empty where no value would do
    std::vector<std::pair<std::string, std::string>> fields{};  ///< of a benefit's map, those that differ: "parts.top_up" → "12.00"
};
struct CaseResult {
    std::string name;
    base::SourceSpan span;
    std::vector<Difference> differences;
    base::Diagnostics mistakes;  ///< cells that cannot be read, open slots: the case did not run to its end
    [[nodiscard]] bool has_passed() const { return differences.empty() && mistakes.empty(); }
};

/// Runs one case on its policy, compiling only what it expects.
CaseResult run_case(const policy::Policy& policy, const table::Schema& schema, table::Words& words,
                    const policy::Case& one);

/// Pieces of a law that worked cases may decide.
enum class PieceKind : std::uint8_t { condition, row, figure, bracket };
inline constexpr std::size_t piece_kinds = 4;
struct UndecidedPiece {
    PieceKind kind = PieceKind::condition;
    std::string why;   ///< key of a text
    std::string what;  ///< "minimum_living.allowance.income_below_standard"
    base::SourceSpan span;
};
struct CoverageResult {
    std::array<std::size_t, piece_kinds> pieces{};
    std::array<std::size_t, piece_kinds> decided{};
    std::vector<UndecidedPiece> undecided;  ///< by place
};
/// One line for each piece that no case decides, and the counts.
std::string print(const CoverageResult& coverage, report::Language language);

/// One small change of a law.
struct Change {
    base::SourceSpan span;
    std::string key;  ///< of a text that says what was changed
    std::vector<std::string> args;
};
struct MutationResult {
    std::size_t changes = 0;
    std::size_t noticed = 0;        ///< by some case that comes otherwise
    std::vector<Change> survivors;  ///< by place
};
/// One line for each change that no case notices, and the score.
std::string print(const MutationResult& mutation, report::Language language);

struct TestOptions {
    std::string filter;     ///< only cases with this text in their name or file
    bool coverage = false;  ///< also say what no case decides
    bool update = false;    ///< rewrite what came otherwise, in the files of cases
    bool mutate = false;    ///< also try small changes of the law, where every case passes
};
/// An expectation that was rewritten.
struct Updated {
    base::SourceSpan span;  ///< in the file as it was
    std::string what;       ///< "2026-03 allowance"
    std::string before;     ///< as written
    std::string after;
};
struct TestResult {
    std::size_t policies = 0;
    std::size_t cases = 0;     ///< that were run
    std::size_t left_out = 0;  ///< by the filter
    std::vector<CaseResult> failed;
    base::Diagnostics refused;  ///< mistakes in policies and in files of cases; the others were run
    std::vector<Updated> updated;
    std::optional<MutationResult> mutation;  ///< when it was asked for and no case failed
    bool not_mutated = false;                ///< it was asked for, and some case failed
    std::optional<CoverageResult> coverage;  ///< when it was asked for
};
/// `place`: a policy folder, a folder with policies below it, or one file of cases.
TestResult test(const std::filesystem::path& place, const TestOptions& options);

/// Every failed case, and the counts.
std::string print(const TestResult& result, const report::Drawing& drawing);

}  // namespace doudi::runs
