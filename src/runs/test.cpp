// `doudi test`: finds policies and their files of cases, runs them, counts. A mistake in one policy stops no other.

#include "doudi/runs/test.hpp"

#include <algorithm>

#include "doudi/plan/compile.hpp"
#include "doudi/policy/load.hpp"
#include "test_case.hpp"
#include "test_coverage.hpp"
#include "test_mutate.hpp"
#include "test_update.hpp"

namespace doudi::runs {

namespace fs = std::filesystem;

namespace {

bool is_policy(const fs::path& folder) {
    std::error_code error;
    return fs::is_regular_file(folder / "policy.yaml", error);
}

/// The policy folder itself, or every one below, in byte order of their paths.
std::vector<fs::path> policies_in(const fs::path& folder) {
    if (is_policy(folder)) return {folder};
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        if (at->is_directory(error) && is_policy(at->path())) found.push_back(at->path());
    std::sort(found.begin(), found.end(), [](const fs::path& a, const fs::path& b) { return a.string() < b.string(); });
    return found;
}

/// The policies below a place, one after the other.
class TestRun {
public:
    explicit TestRun(const TestOptions& options) : options_(options) {}

    void run(const fs::path& folder, const std::vector<fs::path>& files) {
        if (files.empty()) return;
        ++result.policies;
        const auto policy = policy::load(folder);
        if (!policy) {
            result.refused.append(policy.diagnostics());
            return;
        }
        table::Words words;
        Plans plans(*policy, words);
        for (const fs::path& file : files) run(*policy, file, words, plans);
        if (options_.coverage) coverage_.close(*policy);
        const std::vector<policy::Case> ran = std::exchange(ran_, {});
        if (options_.mutate && result.failed.empty()) mutation_.run(*policy, ran);
    }
    TestResult finish() {
        if (options_.coverage) result.coverage = coverage_.result();
        if (options_.mutate && result.failed.empty()) result.mutation = mutation_.result();
        result.not_mutated = options_.mutate && !result.failed.empty();
        return std::move(result);
    }
    TestResult result;

private:
    void run(const policy::Policy& policy, const fs::path& file, table::Words& words, Plans& plans) {
        const auto cases = policy::read_cases(policy, file);
        result.refused.append(cases.diagnostics());
        if (!cases) return;
        const std::size_t ran_before = ran_.size();
        std::vector<CaseResult> failed = run(policy, *cases, file, words, plans);
        if (options_.update && !failed.empty()) {
            auto updated = update_cases(file, failed);
            result.refused.append(updated.diagnostics());
            if (updated && !updated->empty()) {
                result.updated.insert(result.updated.end(), updated->begin(), updated->end());
                ran_.resize(ran_before);
                failed = again(policy, file, words, plans);
            }
        }
        for (const policy::Case& one : *cases) ++(is_wanted(one, file) ? result.cases : result.left_out);
        for (CaseResult& one : failed) result.failed.push_back(std::move(one));
    }
    std::vector<CaseResult> run(const policy::Policy& policy, const std::vector<policy::Case>& cases, const fs::path& file,
                                table::Words& words, Plans& plans) {
        std::vector<CaseResult> failed;
        const table::Schema schema = plan::schema_of(policy);
        MonthSeen seen;
        if (options_.coverage) seen = [&](const engine::Frame& frame) { coverage_.see(policy, frame, words); };
        for (const policy::Case& one : cases) {
            if (!is_wanted(one, file)) continue;
            CaseResult came = run_case(policy, schema, words, plans, one, seen);
            if (!came.has_passed()) failed.push_back(std::move(came));
            if (options_.mutate) ran_.push_back(one);
        }
        return failed;
    }
    /// A file that was rewritten: what fails now.
    std::vector<CaseResult> again(const policy::Policy& policy, const fs::path& file, table::Words& words, Plans& plans) {
        const auto cases = policy::read_cases(policy, file);
        result.refused.append(cases.diagnostics());
        return cases ? run(policy, *cases, file, words, plans) : std::vector<CaseResult>{};
    }
    [[nodiscard]] bool is_wanted(const policy::Case& one, const fs::path& file) const {
        return one.name.find(options_.filter) != std::string::npos || file.string().find(options_.filter) != std::string::npos;
    }

    const TestOptions& options_;
    Coverage coverage_;
    Mutation mutation_;
    std::vector<policy::Case> ran_;   ///< of the policy, to be run again on changed laws
};

}  // namespace

TestResult test(const fs::path& place, const TestOptions& options) {
    TestRun run(options);
    std::error_code error;
    const fs::path plain = place.has_filename() ? place.lexically_normal() : place.parent_path().lexically_normal();
    if (fs::is_regular_file(plain, error)) {
        const fs::path tests = plain.has_parent_path() ? plain.parent_path() : fs::path(".");
        run.run((tests / "..").lexically_normal(), {plain});
    } else if (!fs::is_directory(plain, error)) {
        run.result.refused.error("no-policy-here", {}, {place.string()});
    } else {
        for (const fs::path& folder : policies_in(plain)) run.run(folder, policy::case_files(folder));
    }
    return run.finish();
}

std::string print(const TestResult& result, const report::Drawing& drawing) {
    const auto word = [&](std::string_view key, const std::vector<std::string>& args = {}) {
        return report::text(drawing.language, key, args);
    };
    std::string text;
    for (const Updated& one : result.updated)
        text += one.span.file_line() + ": " + word("test-updated", {one.what, one.before, one.after}) + "\n";
    if (!result.updated.empty()) text += word("test-updated-count", {std::to_string(result.updated.size())}) + "\n\n";
    for (const CaseResult& one : result.failed) {
        text += word("test-case-failed", {one.name}) + "\n  " + one.span.file_line() + "\n";
        if (!one.mistakes.empty()) text += report::draw(one.mistakes, drawing);
        for (const Difference& difference : one.differences) {
            text += "  " + difference.month.to_string() + "  " + difference.what + "  (" + difference.span.file_line() +
                    ")\n";
            if (!difference.expected.empty()) text += "    " + word("test-expected", {difference.expected}) + "\n";
            text += "    " + word("test-came", {difference.came}) + "\n";
        }
        text += "\n";
    }
    if (result.mutation && result.cases > 0) text += print(*result.mutation, drawing.language);
    if (result.not_mutated) text += word("mutation-not-run") + "\n";
    if (result.coverage && result.cases > 0) text += print(*result.coverage, drawing.language);
    if (result.cases == 0 && result.refused.has_errors()) return text;
    if (result.cases == 0) return text + word(result.left_out > 0 ? "test-none-left" : "test-no-case") + "\n";
    const std::vector<std::string> counts = {std::to_string(result.cases), std::to_string(result.failed.size()),
                                             std::to_string(result.policies), std::to_string(result.left_out)};
    text += word("test-counts", counts);
    if (result.left_out > 0) text += word("test-left-out", counts);
    return text + "\n";
}

}  // namespace doudi::runs
