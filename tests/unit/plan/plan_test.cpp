#include <doctest/doctest.h>

#include <algorithm>

#include "doudi/plan/compile.hpp"
#include "doudi/policy/load.hpp"

using namespace doudi;

namespace {

plan::Plan plan_of(const policy::Policy& policy, const char* month) {
    table::Words words;
    auto plan = plan::compile(policy, *base::Month::parse(month), words);
    REQUIRE(plan.ok());
    return std::move(*plan);
}

}  // namespace

TEST_CASE("a plan reads only what stands above, and computes nothing twice") {
    const auto policy = policy::load(DOUDI_SOURCE_DIR "/rules/samples/jianyang-demo");
    REQUIRE(policy.ok());
    const plan::Plan plan = plan_of(*policy, "2026-10");
    for (std::size_t i = 0; i < plan.steps.size(); ++i)
        for (const plan::Slot input : plan.steps[i].inputs) CHECK(static_cast<std::size_t>(input) < i);
    int lookups_of_the_standard = 0;
    for (const plan::Step& step : plan.steps) {
        const bool lookup = step.op == plan::StepOp::lookup;
        if (lookup && policy->parameters[static_cast<std::size_t>(plan.lookups[static_cast<std::size_t>(step.index)].parameter)].name == "standard") ++lookups_of_the_standard;
    }
    CHECK(lookups_of_the_standard == 1);
}

TEST_CASE("a plan prints one line a step, the same each time") {
    const auto policy = policy::load(DOUDI_SOURCE_DIR "/samples/first-law");
    REQUIRE(policy.ok());
    const std::string text = plan::print(plan_of(*policy, "2026-03"), *policy);
    CHECK(text == plan::print(plan_of(*policy, "2026-03"), *policy));
    CHECK(std::count(text.begin(), text.end(), '\n') == static_cast<std::ptrdiff_t>(plan_of(*policy, "2026-03").steps.size()));
    CHECK(text.find("lookup first.standard") != std::string::npos);
    CHECK(text.find("person input") != std::string::npos);
}

TEST_CASE("a slot that a benefit needs refuses the plan, with every slot named") {
    const auto policy = policy::load(DOUDI_SOURCE_DIR "/rules/cn-510185-jianyang");
    REQUIRE(policy.ok());
    table::Words words;
    const auto plan = plan::compile(*policy, *base::Month::parse("2026-10"), words);
    CHECK_FALSE(plan.ok());
    CHECK(plan.diagnostics().items().size() > 5);
    for (const auto& one : plan.diagnostics().items()) CHECK(one.code == "unfilled-slot");
}
