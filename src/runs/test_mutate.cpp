// `doudi test --mutate`: each change is made in a working copy of the law, one copy a thread, and undone; the cases that
// compute what was changed run until the first that comes otherwise.

#include "test_mutate.hpp"

#include <algorithm>
#include <atomic>
#include <set>
#include <tuple>

#include "batches.hpp"
#include "doudi/base/interrupt.hpp"
#include "doudi/base/text.hpp"
#include "mutants.hpp"
#include "test_case.hpp"
#include "test_coverage.hpp"

namespace doudi::runs {

namespace {

std::string key_of(const Change& change) { return change.span.to_string() + " " + change.key + " " + base::join(change.args, " | "); }

/// What a case computes of the law as it is.
struct Reach {
    std::set<Thing> things;
    std::set<const policy::DatedFigure*> figures;
    [[nodiscard]] bool can_notice(const Mutant& mutant) const {
        return mutant.figure != nullptr ? figures.contains(mutant.figure) : things.contains(mutant.thing);
    }
};

/// By case.
std::vector<Reach> reaches(const policy::Policy& policy, const std::vector<policy::Case>& cases) {
    table::Words words;
    Plans plans(policy, words);
    const table::Schema schema = plan::schema_of(policy);
    std::vector<Reach> all;
    for (const policy::Case& one : cases) {
        Reach& reach = all.emplace_back();
        run_case(policy, schema, words, plans, one, [&](const engine::Frame& frame) {
            for (const auto& [meaning, slot] : frame.plan->named) reach.things.emplace(meaning.kind, meaning.id);
            for (const plan::Lookup& lookup : frame.plan->lookups) reach.things.emplace(expr::MeaningKind::parameter, lookup.parameter);
            each_figure_taken(policy, frame, words, [&](const policy::DatedFigure* figure) { reach.figures.insert(figure); });
        });
    }
    return all;
}

/// A thread's own law, words and order of cases.
class Bench {
public:
    Bench(const policy::Policy& policy, const std::vector<policy::Case>& cases)
        : policy_(policy), cases_(cases), schema_(plan::schema_of(policy_)), mutants_(mutants_of(policy_)) {}

    /// `order`: the cases that may notice; one that does comes first next time.
    [[nodiscard]] bool is_noticed(std::size_t mutant, std::vector<std::size_t> order) {
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return last_[a] > last_[b]; });
        mutants_[mutant].flip();
        Plans plans(policy_, words_);
        const auto noticing = std::find_if(order.begin(), order.end(), [&](std::size_t one) { return comes_otherwise(plans, cases_[one]); });
        mutants_[mutant].flip();
        if (noticing == order.end()) return false;
        last_[*noticing] = ++noticed_;
        return true;
    }

private:
    /// A law that cannot be computed any more is noticed too.
    bool comes_otherwise(Plans& plans, const policy::Case& one) {
        try {
            return !run_case(policy_, schema_, words_, plans, one, {}).has_passed();
        } catch (const base::ExactOverflow&) {
            return true;
        } catch (const base::DivisionByZero&) {
            return true;
        }
    }

    policy::Policy policy_;
    const std::vector<policy::Case>& cases_;
    table::Words words_;
    table::Schema schema_;
    std::vector<Mutant> mutants_;
    std::map<std::size_t, std::size_t> last_;   // by case: which change it noticed last
    std::size_t noticed_ = 0;
};

}  // namespace

void Mutation::run(const policy::Policy& policy, const std::vector<policy::Case>& cases) {
    policy::Policy own = policy;
    const std::vector<Mutant> mutants = mutants_of(own);
    const std::vector<Reach> reach = reaches(own, cases);
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < mutants.size(); ++i) {
        Tried& tried = tried_[key_of(mutants[i].change)];
        tried.change = mutants[i].change;
        if (!tried.noticed) open.push_back(i);
    }
    std::vector<char> noticed(open.size());
    std::atomic<std::size_t> next{0};
    const unsigned threads = threads_of(0);
    on_threads(threads, threads, [&](std::size_t) {
        Bench bench(policy, cases);
        for (std::size_t i = next++; i < open.size(); i = next++) {
            base::obey_interrupt();
            std::vector<std::size_t> order;
            for (std::size_t one = 0; one < cases.size(); ++one)
                if (reach[one].can_notice(mutants[open[i]])) order.push_back(one);
            noticed[i] = bench.is_noticed(open[i], std::move(order)) ? 1 : 0;
        }
    });
    for (std::size_t i = 0; i < open.size(); ++i)
        if (noticed[i] != 0) tried_[key_of(mutants[open[i]].change)].noticed = true;
}

MutationResult Mutation::result() const {
    MutationResult result;
    result.changes = tried_.size();
    for (const auto& [key, tried] : tried_) {
        if (tried.noticed) ++result.noticed;
        if (!tried.noticed) result.survivors.push_back(tried.change);
    }
    const auto place = [](const Change& one) { return std::tuple(one.span.file ? one.span.file->name : "", one.span.line, one.span.column); };
    std::stable_sort(result.survivors.begin(), result.survivors.end(), [&](const Change& a, const Change& b) { return place(a) < place(b); });
    return result;
}

std::string print(const MutationResult& mutation, report::Language language) {
    std::string text;
    for (const Change& one : mutation.survivors)
        text += one.span.to_string() + ": " + report::text(language, "mutant-survived", {report::text(language, one.key, one.args)}) + "\n";
    const std::size_t tenths = mutation.changes == 0 ? 0 : mutation.noticed * 1000 / mutation.changes;  // rounded down
    return text + report::text(language, "mutation-score", {std::to_string(mutation.noticed), std::to_string(mutation.changes),
                                                            std::to_string(tenths / 10) + "." + std::to_string(tenths % 10)}) + "\n";
}

}  // namespace doudi::runs
