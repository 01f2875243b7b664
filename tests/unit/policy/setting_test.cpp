// What `--set` words change, and what they leave.

#include "setting_fixture.hpp"

using namespace doudi;
using namespace setting_test;

TEST_CASE("a word is a name, index values, a month, an operator and a value, with blanks where a person puts them") {
    const auto setting = policy::parse_setting(" aid.standard [ area = rural , region=5101 ] @2027-07 *= 1.050 ");
    REQUIRE(setting);
    CHECK(setting->name == "aid.standard");
    CHECK(setting->where == std::vector<std::pair<std::string, std::string>>{{"area", "rural"}, {"region", "5101"}});
    CHECK(setting->from == base::Month::parse("2027-07"));
    CHECK(setting->multiplies);
    CHECK(setting->value == "1.05");
    CHECK(policy::parse_setting("standard@2027-07[area=rural]=1")->where.size() == 1);
    CHECK(policy::parse_setting("低保标准=1,200")->value == "1,200");
}

TEST_CASE("NAME=V is the figure of all months asked, for every place") {
    CHECK(changed({"standard=1,200"}) == Words{"aid.standard 51 *: 1050 -> 1200 CNY/month in 2026-10",
                                               "aid.standard 5101 urban: 1130 -> 1200 CNY/month in 2026-10",
                                               "aid.standard 5101 rural: 905 -> 1200 CNY/month in 2026-10",
                                               "aid.standard * *: 700 -> 1200 CNY/month in 2026-10"});
    CHECK(changed({"standard[region=51]=1100"}, "2026-06", "2026-08") ==
          Words{"aid.standard 51 *: 1000 -> 1100 CNY/month in 2026-06",
                "aid.standard 51 *: 1050 -> 1100 CNY/month in 2026-07..2026-08",
                "aid.standard 5101 urban: 1130 -> 1100 CNY/month in 2026-06..2026-08",
                "aid.standard 5101 rural: 905 -> 1100 CNY/month in 2026-06..2026-08"});
}

TEST_CASE("a figure that had ended comes back") {
    CHECK(changed({"ended=95.50"}) == Words{"aid.ended:  -> 95.5 CNY/month in 2026-10"});
}

TEST_CASE("a name may be dotted, or a label of either language") {
    for (const std::string name : {"standard", "aid.standard", "低保标准", "the standard"})
        CHECK(what_if({name + "=1200"})->scenarios.front().name == "aid.standard=1200");
}

TEST_CASE("NAME@MONTH=V begins with that month") {
    CHECK(changed({"term@2026-11=6"}, "2026-10", "2026-12") == Words{"aid.term: 12 -> 6 month in 2026-11..2026-12"});
    CHECK(changed({"term@2020-01=6"}) == Words{"aid.term: 12 -> 6 month in 2026-10"});
}

TEST_CASE("NAME*=V multiplies every figure, rounded half up to the parameter's decimals, and says where it rounded") {
    CHECK(changed({"standard*=1.05"}, "2026-06", "2026-07") ==
          Words{"aid.standard 51 *: 1000 -> 1050 CNY/month in 2026-06",
                "aid.standard 51 *: 1050 -> 1103 CNY/month in 2026-07 (1102.5)",
                "aid.standard 5101 urban: 1130 -> 1187 CNY/month in 2026-06..2026-07 (1186.5)",
                "aid.standard 5101 rural: 905 -> 950 CNY/month in 2026-06..2026-07 (950.25)",
                "aid.standard * *: 700 -> 735 CNY/month in 2026-06..2026-07"});
    CHECK(changed({"share*=1.333"}) == Words{"aid.share: 30 -> 40 % in 2026-10 (39.99)"});
    CHECK(changed({"standard[region=5101]@2026-11*=2"}, "2026-10", "2026-12") ==
          Words{"aid.standard 5101 urban: 1130 -> 2260 CNY/month in 2026-11..2026-12",
                "aid.standard 5101 rural: 905 -> 1810 CNY/month in 2026-11"});
}

TEST_CASE("index values narrow it: the code itself, a region with all below it, in the spelling of the data too") {
    const Words rural = {"aid.standard 5101 rural: 905 -> 950 CNY/month in 2026-10"};
    CHECK(changed({"standard[region=5101,area=rural]=950"}) == rural);
    CHECK(changed({"standard[行政区划=5101,area=农村]=950"}) == rural);
}

TEST_CASE("where a figure serves others too, the asked rows get one of their own") {
    const auto result = what_if({"standard[area=rural]=950"});
    REQUIRE(result);
    Words lines;
    for (const auto& one : result->scenarios.front().figures) lines.push_back(line(one));
    CHECK(lines == Words{"aid.standard 5101 rural: 905 -> 950 CNY/month in 2026-10",
                         "aid.standard * rural: 700 -> 950 CNY/month in 2026-10",
                         "aid.standard 51 rural: 1050 -> 950 CNY/month in 2026-10"});
    CHECK(changed({"standard[region=510185]=1300"}) ==
          Words{"aid.standard 510185 urban: 1130 -> 1300 CNY/month in 2026-10",
                "aid.standard 510185 rural: 905 -> 1300 CNY/month in 2026-10"});
    CHECK(changed({"standard[region=510185,area=rural]=1300"}) ==
          Words{"aid.standard 510185 rural: 905 -> 1300 CNY/month in 2026-10"});  // and urban keeps 1130, in a copy
}

TEST_CASE("every row looks up the new figure if it is among those asked, else the one it had") {
    const std::vector<bool> exact = {false, true};
    const auto at = [&](const policy::Policy& policy, const std::string& region, const std::string& area) {
        const auto* figure =
            engine::figure_at(policy.parameters[0], {region, area}, exact, base::Date::of(2026, 10, 1).value());
        return figure == nullptr ? "none" : figure->number.to_string();
    };
    for (const std::string asked_region : {"", "5", "51", "5101", "510", "510185", "5102", "44"})
        for (const std::string asked_area : {"", "urban", "rural"}) {
            Words where;
            if (!asked_region.empty()) where.push_back("region=" + asked_region);
            if (!asked_area.empty()) where.push_back("area=" + asked_area);
            const std::string word = "standard[" + base::join(where, ",") + "]=1234";
            if (where.empty()) continue;
            CAPTURE(word);
            const auto result = what_if({word});
            REQUIRE(result);
            for (const std::string region :
                 {"5", "51", "5101", "510185", "510185001", "5102", "5103", "52", "44", "4401"})
                for (const std::string area : {"urban", "rural"}) {
                    CAPTURE(region);
                    CAPTURE(area);
                    const bool asked = region.starts_with(asked_region) && (asked_area.empty() || area == asked_area);
                    CHECK(at(result->scenarios.front().policy, region, area) ==
                          (asked ? "1234" : at(law(), region, area)));
                }
        }
}

TEST_CASE("words are applied in their order") {
    CHECK(changed({"share=40", "share*=0.5"}) == Words{"aid.share: 30 -> 20 % in 2026-10"});
    CHECK(what_if({"share=40%", "standard[area=rural]@2026-08*=1.10"})->scenarios.front().name ==
          "aid.share=40;aid.standard[area=rural]@2026-08*=1.1");
}

TEST_CASE("words, codes, yes and no can be set") {
    CHECK(changed({"mode=resume", "strict=否"}) ==
          Words{"aid.mode: once -> resume in 2026-10", "aid.strict: true -> false in 2026-10"});
}

TEST_CASE("explanations find the word as the figure's source") {
    const auto result = what_if({"share=40"});
    const auto& share = result->scenarios.front().policy.parameters[1];
    CHECK(share.leaves.front().figures.back().reference == "what-if --set aid.share=40");
    CHECK(share.leaves.front().figures.front().number == base::Rational(3, 10));  // what held before stays
    CHECK(result->baseline.parameters[1].leaves.front().figures.size() == 1);
}

TEST_CASE("a sweep makes a scenario a step, that one of them is today's figure is no mistake") {
    const auto result = what_if({"share=20%..40%/10%", "term=6"});
    REQUIRE(result);
    Words names;
    for (const auto& one : result->scenarios) names.push_back(one.name);
    CHECK(names == Words{"aid.share=20;aid.term=6", "aid.share=30;aid.term=6", "aid.share=40;aid.term=6"});
    CHECK(result->scenarios[1].figures.size() == 1);
    CHECK(what_if({"standard*=1..1.1/0.05"})->scenarios.size() == 3);
}

TEST_CASE("a slot is filled on both sides") {
    const auto result = what_if({"slot=10", "slot_by[area=rural]=20", "slot_by[area=urban]=30", "share=40"});
    REQUIRE(result);
    Words lines;
    for (const auto& one : result->assumed) lines.push_back(line(one));
    CHECK(lines == Words{"aid.slot:  -> 10 CNY/month in 2026-10", "aid.slot_by * rural:  -> 20 CNY/month in 2026-10",
                         "aid.slot_by * urban:  -> 30 CNY/month in 2026-10"});
    CHECK(result->scenarios.front().figures.size() == 1);
    CHECK_FALSE(result->baseline.parameters[7].is_slot());
}
