// The engine against the oracle, to the fen, on random households of the sample policies and of a few policies that
// exercise the whole language. RC_PARAMS and DOUDI_SEED choose other households than the usual ones.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <thread>

#include "properties/disagreement.hpp"

using namespace doudi;
using properties::Dice;
using properties::EngineSide;
using properties::History;
using properties::HouseholdMaker;
using properties::Subject;
using properties::Tally;

namespace {

/// A policy, months in which all its figures are stated, and how many households of it a round has.
struct Field {
    std::string folder;
    std::string first;
    std::string last;
    std::size_t households;
};

const std::vector<Field>& fields() {
    static const std::vector<Field> all = {
        {"rules/samples/jianyang-demo", "2020-01", "2026-12", 400},
        {"rules/samples/worked-cases", "2026-01", "2026-12", 200},
        {"tests/properties/policies/operators", "2023-06", "2025-12", 120},
        {"tests/properties/policies/groups", "2023-06", "2025-12", 120},
        {"tests/properties/policies/memory", "2024-06", "2025-06", 120},
        {"tests/properties/policies/figures", "2023-06", "2025-12", 120},
        {"tests/properties/policies/terms", "2023-12", "2025-01", 120},
        {"tests/properties/policies/choices", "2024-01", "2024-12", 120},
        {"tests/properties/policies/records", "2024-03", "2024-11", 120},
        {"tests/properties/policies/tables", "2023-10", "2025-02", 120},
    };
    return all;
}

/// Half a round's households of one policy, with an engine of its own so that two threads can work.
class Bench {
public:
    explicit Bench(const Field& field)
        : subject_(properties::subject_of(field.folder)),
          checked_(properties::checked_policy(field.folder)),
          engine_(checked_),
          maker_(subject_.policy, base::Month::parse(field.first).value(), base::Month::parse(field.last).value()),
          households_(field.households / 2) {}

    /// Nothing when both sides agree.
    std::string run(std::uint64_t seed) {
        static const std::vector<std::size_t> lengths = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 6, 6, 14};
        Dice dice(seed);
        const std::size_t months = dice.pick(lengths);
        const History history = maker_.make(dice.next(), households_, months);
        compared_ += households_;
        const auto found = compare(subject_, engine_, history, &tally_);
        return found ? smallest_example(subject_, engine_, history, *found) : std::string();
    }
    [[nodiscard]] std::size_t compared() const { return compared_; }
    [[nodiscard]] const policy::Policy& policy() const { return subject_.policy; }
    [[nodiscard]] const Tally& tally() const { return tally_; }

private:
    Subject subject_;
    policy::Policy checked_;
    EngineSide engine_;
    HouseholdMaker maker_;
    std::size_t households_;
    std::size_t compared_ = 0;
    Tally tally_;
};

/// The usual seed, unless DOUDI_SEED or RC_PARAMS says another.
rc::detail::TestParams parameters() {
    rc::detail::TestParams params = rc::detail::configuration().testParams;
    const char* given = std::getenv("RC_PARAMS");
    if (given != nullptr && std::string(given).find("seed") != std::string::npos) return params;
    const char* seed = std::getenv("DOUDI_SEED");
    params.seed = seed != nullptr ? std::strtoull(seed, nullptr, 10) : 510185;
    return params;
}

/// One round: every policy, in two threads. What differs, or nothing.
std::string round_of(std::uint64_t seed, std::vector<std::unique_ptr<Bench>>& benches) {
    Dice dice(seed);
    std::vector<std::uint64_t> seeds;
    for (std::size_t i = 0; i < benches.size(); ++i) seeds.push_back(dice.next());
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::string found;
    const auto work = [&] {
        for (std::size_t i = next++; i < benches.size(); i = next++) {
            std::string differs;
            try {
                differs = benches[i]->run(seeds[i]);
            } catch (const std::exception& error) {
                differs = std::string("stopped: ") + error.what();
            }
            const std::lock_guard lock(mutex);
            if (found.empty() && !differs.empty()) found = "seed " + std::to_string(seeds[i]) + ", " + differs;
        }
    };
    std::thread other(work);
    work();
    other.join();
    return found;
}

}  // namespace

TEST_CASE("engine and oracle agree to the fen on 100000 random households") {
    std::vector<std::unique_ptr<Bench>> benches;
    for (const Field& field : fields())
        for (int half = 0; half < 2; ++half) benches.push_back(std::make_unique<Bench>(field));
    const rc::detail::TestParams params = parameters();
    const auto property = [&] {
        const auto seed = *rc::gen::noShrink(rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<std::uint64_t>()));
        const std::string differs = round_of(seed, benches);
        if (!differs.empty()) RC_FAIL(differs);
    };
    const auto result = rc::detail::checkTestable(property, rc::detail::TestMetadata(), params);
    rc::detail::printResultMessage(result, std::cerr);
    std::size_t compared = 0;
    for (const auto& bench : benches) compared += bench->compared();
    std::cerr << "\ncompared " << compared << " households, seed " << params.seed << "\n";
    CHECK(result.is<rc::detail::SuccessResult>());
    if (params.maxSuccess < 100) return;
    CHECK(compared >= 100000);
    for (const auto& bench : benches)  // a comparison of refusals alone would prove little
        for (const policy::Benefit& benefit : bench->policy().benefits)
            for (const char* status : {" eligible", " ineligible", " undecided"})
                CHECK_MESSAGE(bench->tally().count(benefit.name + status) == 1, benefit.name << status);
}

TEST_CASE("engine and oracle refuse the same months and regions") {
    struct Edge {
        std::string folder, first, last;
    };
    const std::vector<Edge> edges = {{"rules/samples/jianyang-demo", "2019-11", "2020-02"},
                                     {"rules/samples/worked-cases", "2025-11", "2026-02"},
                                     {"tests/properties/policies/memory", "2019-11", "2020-02"}};
    Dice dice(parameters().seed);
    for (const Edge& edge : edges) {
        const Subject subject = properties::subject_of(edge.folder);
        const policy::Policy checked = properties::checked_policy(edge.folder);
        EngineSide engine(checked);
        Tally tally;
        const HouseholdMaker maker(subject.policy, base::Month::parse(edge.first).value(),
                                   base::Month::parse(edge.last).value());
        for (int i = 0; i < 400; ++i) {
            History history = maker.make(dice.next(), 1, 1 + dice.below(3));
            for (auto& month : history.months)
                for (auto& household : month)
                    if (household.cells.count("region") == 1 && i % 3 == 0) household.cells["region"] = "310101";
            const auto found = compare(subject, engine, history, &tally);
            if (!found) continue;
            FAIL_CHECK(smallest_example(subject, engine, history, *found));
            break;
        }
        CHECK(tally["refused"] > 0);
        CHECK(tally.size() > 1);
    }
}
