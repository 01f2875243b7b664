// The tree keeps the rooms and the third-party table; and the reader of both sees a breach when it is given one.
// The tables themselves stand in includes.cpp.

#include "architecture/includes.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

using doudi::architecture::breaches;
using doudi::architecture::File;

// The reason against one line in one file; empty when there is none.
std::string why(const std::string& path, const std::string& line) {
    const auto found = breaches({File{path, line + "\n"}});
    return found.empty() ? std::string{} : found.front().why;
}

}  // namespace

TEST_CASE("every include line of the tree keeps the rooms and the third-party table") {
    const auto files = doudi::architecture::read_sources(DOUDI_SOURCE_DIR);
    CHECK(files.size() > 5);
    for (const auto& breach : breaches(files)) FAIL_CHECK(breach.where, ": ", breach.why);
}

TEST_CASE("a room may include itself, what is below it and the standard library") {
    CHECK(why("src/plan/fold.cpp", R"(#include "doudi/base/exact.hpp")").empty());
    CHECK(why("src/plan/fold.cpp", R"(#include "doudi/plan/plan.hpp")").empty());
    CHECK(why("src/plan/fold.cpp", R"(#include "plan/slots.hpp")").empty());
    CHECK(why("src/plan/fold.cpp", R"(#include "slots.hpp")").empty());
    CHECK(why("src/plan/fold.cpp", "#include <vector>").empty());
    CHECK(why("src/runs/publish.cpp", "#include <sys/stat.h>").empty());
    CHECK(why("include/doudi/base/text.hpp", "#include <unistd.h>").empty());
    CHECK(why("src/cli/main.cpp", R"(#include "doudi/version.hpp")").empty());
}

TEST_CASE("a breach is seen, with its place") {
    const auto found = breaches({File{"src/base/a.cpp", "// what\n\n  #  include \"doudi/engine/engine.hpp\"\n"}});
    REQUIRE(found.size() == 1);
    CHECK(found.front().where == "src/base/a.cpp:3");
    CHECK(found.front().why == "base stands below engine and may not include it");
}

TEST_CASE("no room includes one beside or above it") {
    CHECK(why("src/policy/load.cpp", R"(#include "doudi/population/sheet.hpp")") ==
          "policy stands beside population and may not include it");
    CHECK(why("include/doudi/expr/type.hpp", "#include <doudi/table/column.hpp>") ==
          "expr stands beside table and may not include it");
    CHECK(why("src/report/json.cpp", R"(#include "doudi/runs/compute.hpp")") ==
          "report stands below runs and may not include it");
}

TEST_CASE("a header of src belongs to its room") {
    CHECK(why("src/engine/run.cpp", R"(#include "plan/slots.hpp")") == "the headers of src/plan are its own");
    CHECK_FALSE(why("include/doudi/plan/plan.hpp", R"(#include "slots.hpp")").empty());
    CHECK(why("src/engine/run.cpp", R"(#include "../plan/slots.hpp")") == "no '..' in an include");
}

TEST_CASE("every file and every header stands in a room") {
    CHECK(why("src/util/helpers.cpp", "") == "stands in no room");
    CHECK(why("include/doudi/doudi.hpp", "") == "stands in no room");
    CHECK(why("src/base/a.cpp", R"(#include "doudi/util/helpers.hpp")") ==
          "'doudi/util/helpers.hpp' stands in no room");
}

TEST_CASE("a library is included where the table says") {
    CHECK(why("src/base/exact.cpp", "#include <boost/multiprecision/cpp_int.hpp>").empty());
    CHECK(why("src/yaml/reader.cpp", "#include <yaml-cpp/yaml.h>").empty());
    CHECK(why("src/cli/main.cpp", "#include <CLI/CLI.hpp>").empty());
    CHECK(why("src/report/xlsx.cpp", "#include <xlsxwriter.h>").empty());
    CHECK(why("src/report/unzip.cpp", "#include <zlib.h>").empty());
    CHECK(why("src/report/table.cpp", "#include <fmt/format.h>").empty());
}

TEST_CASE("a library elsewhere, or an unknown one, is a breach") {
    CHECK_FALSE(why("include/doudi/base/exact.hpp", "#include <boost/multiprecision/cpp_int.hpp>").empty());
    CHECK_FALSE(why("src/engine/exact.cpp", "#include <boost/multiprecision/cpp_int.hpp>").empty());
    CHECK_FALSE(why("src/policy/load.cpp", "#include <yaml-cpp/yaml.h>").empty());
    CHECK_FALSE(why("src/policy/load.cpp", R"(#include "yaml-cpp/yaml.h")").empty());
    CHECK_FALSE(why("src/report/values.cpp", "#include <xlsxwriter.h>").empty());
    CHECK_FALSE(why("src/report/xlsx.cpp", "#include <xlsxwriter/format.h>").empty());
    CHECK_FALSE(why("src/base/digest.cpp", "#include <zlib.h>").empty());
    CHECK_FALSE(why("src/base/file.cpp", "#include <openssl/evp.h>").empty());
    CHECK_FALSE(why("src/report/json.hpp", "#include <nlohmann/json.hpp>").empty());
    CHECK_FALSE(why("src/runs/run.cpp", "#include <CLI/CLI.hpp>").empty());
    CHECK_FALSE(why("src/base/text.cpp", "#include <doctest/doctest.h>").empty());
    CHECK_FALSE(why("src/base/text.cpp", "#include <unicode/ustring.h>").empty());
    CHECK_FALSE(why("src/base/text.cpp", "#include <zlib.hpp>").empty());
}

TEST_CASE("the oracle shares no evaluation code") {
    CHECK(why("tests/oracle/oracle.cpp", R"(#include "doudi/policy/policy.hpp")").empty());
    CHECK(why("tests/oracle/oracle.cpp", R"(#include "doudi/engine/engine.hpp")") ==
          "the oracle computes by itself: nothing of engine");
    CHECK(why("tests/properties/agree.cpp", R"(#include "doudi/engine/engine.hpp")").empty());
}
