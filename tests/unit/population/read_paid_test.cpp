// What was paid: plain files, sheets of one shape one after the other, amounts for several months or benefits.

#include "doudi/population/payments.hpp"

#include <doctest/doctest.h>

#include "described.hpp"
#include "doudi/base/text.hpp"
#include "population/split_payment.hpp"

using namespace doudi;
using namespace doudi::population;
using namespace doudi::population::testing;
using Lines = std::vector<std::string>;

namespace {

// "2026-09 h1 110… 6222… minimum 417 2026-09-10 regular 0:2"; what is not said is "-".
std::string line_of(const Payment& payment) {
    const auto or_dash = [](const std::string& text) { return text.empty() ? std::string("-") : text; };
    return payment.month.to_string() + " " + or_dash(payment.household_id) + " " + or_dash(payment.resident_id) + " " +
           or_dash(payment.account) + " " + or_dash(base::join(payment.benefits, "+")) + " " +
           payment.amount.to_string() + " " + (payment.paid_on ? payment.paid_on->to_string() : "-") + " " +
           or_dash(payment.kind) + " " + std::to_string(payment.file) + ":" + std::to_string(payment.line);
}

Told told_of(const base::Result<Paid>& paid) {
    Told told;
    for (const std::string& line : lines_of(paid.diagnostics())) {
        told.push_back(line);
    }
    for (const Payment& payment : paid ? paid->payments : std::vector<Payment>{}) {
        told.push_back(line_of(payment));
    }
    return told;
}

Told plain(const std::string& text) {
    Folder folder;
    folder.write("payments.csv", text);
    const auto paid = read_paid(folder.path());
    const Told told = told_of(paid);
    CHECK(told == told_of(read_paid(folder.path() / "payments.csv")));
    return told;
}

constexpr const char* described = R"(exported: 2026-10-31
tables:
  payments:
    file: [九月.csv, 十月.csv]
    encoding: gb18030
    skip_rows: 1
    total_row: {column: 序号, text: 合计}
    rows: [2, 1]
    columns:
      month: {from: 发放日期, format: YYYYMMDD, rule: pay_month}
      paid_on: {from: 发放日期, format: YYYYMMDD}
      resident_id: 身份证号
      amount: {from: 金额, thousands: ","}
      benefit: {from: 摘要, values: {低保: [minimum, single], 护理: care}}
    ignore: [序号]
)";
constexpr const char* september =
    "清单,,,,\n序号,身份证号,发放日期,金额,摘要\n1,11010519491231002x,20260910,\"1,417.00\",低保\n2,110105491231002,"
    "20260910,-20.00,护理\n合计,,,\"1,397.00\",\n";
constexpr const char* october =
    "清单\n序号,身份证号,发放日期,金额,摘要\n1,11010519491231002X,20261012,417.00,低保\n合计,,,417.00,\n";

struct Bank {
    std::string layout = described;
    std::string first = september;
    std::string second = october;
    Folder folder;
    base::Result<Paid> read() {
        folder.write("population.yaml", layout)
            .write("九月.csv", to_gb18030(first))
            .write("十月.csv", to_gb18030(second));
        return read_paid(folder.path());
    }
    Bank& replace(std::string Bank::*text, std::string_view what, std::string_view with) {
        const std::size_t at = (this->*text).find(what);
        REQUIRE(at != std::string::npos);
        (this->*text).replace(at, what.size(), with);
        return *this;
    }
};

}  // namespace

TEST_CASE("plain payments are read, with the columns there are") {
    CHECK(plain("month,household_id,amount\n2026-09,h1,417.00\n") == Lines{"2026-09 h1 - - - 417 - - 0:2"});
    CHECK(
        plain(
            "household_id,amount,kind,month,benefit,paid_on,account,resident_id\nh1,-5.5,,2026-09,a+b,2026-09-10,6222,"
            "11010519491231002x\n") == Lines{"2026-09 h1 11010519491231002X 6222 a+b -5.5 2026-09-10 recovery 0:2"});
    CHECK(plain("month,household_id,amount\n").empty());
}

TEST_CASE("plain payments that cannot be used are refused") {
    CHECK(plain("month,household_id\n2026-09,h1\n").front().starts_with("payments.csv:1:1 missing-column amount|"));
    CHECK(plain("month,amount\n2026-09,417.00\n") == Lines{"payments.csv:1:1 payments-without-key"});
    CHECK(plain("month,household_id,amount\n2026-9,h1,4\n") == Lines{"payments.csv:2:1 bad-month month|2026-9"});
    CHECK(plain("month,household_id,amount\n2026-09,h1,4.005\n") ==
          Lines{"payments.csv:2:12 too-many-decimals amount|4.005|2"});
    CHECK(plain("month,household_id,amount\n2026-09,h1,\n") == Lines{"payments.csv:2:12 empty-cell amount|"});
    CHECK(plain("month,account,amount\n2026-09,6.22848E+18,4\n") ==
          Lines{"payments.csv:2:9 damaged-id account|6.22848E+18"});
    CHECK(plain("month,household_id,amount,kind\n2026-09,h1,4,recovery\n") ==
          Lines{"payments.csv:2:12 payment-sign 4|recovery"});
    CHECK(plain("month,household_id,amount,kind\n2026-09,h1,-4,regular\n") ==
          Lines{"payments.csv:2:12 payment-sign -4|regular"});
    CHECK(plain("month,household_id,amount,kind\n2026-09,h1,4,other\n")
              .front()
              .starts_with("payments.csv:2:14 bad-code kind|other"));
    Folder nothing;
    CHECK(lines_of(read_paid(nothing.path()).diagnostics()).front().ends_with("no-payments"));
}

TEST_CASE("sheets of one shape are read one after the other") {
    Bank bank;
    const auto paid = bank.read();
    CHECK(told_of(paid) == Lines{"2026-09 - 11010519491231002X - minimum+single 1417 2026-09-10 - 0:3",
                                 "2026-09 - 11010519491231002X - care -20 2026-09-10 recovery 0:4",
                                 "2026-10 - 11010519491231002X - minimum+single 417 2026-10-12 - 1:3"});
    REQUIRE(paid.ok());
    CHECK(paid->by_pay_month);
    CHECK(paid->rows == 3);
    CHECK(paid->sum == 1814);
    REQUIRE(paid->files.size() == 3);
    CHECK(paid->files[1].name == "十月.csv");
    CHECK(paid->files[1].rows == 1);
    REQUIRE(!paid->conversions.empty());
    CHECK(paid->conversions.front().code == "sheet-read");
}

TEST_CASE("a description of payments is as strict as one of a population") {
    Bank bank;
    SUBCASE("a text that stands for no benefit") {
        bank.replace(&Bank::second, "低保", "补贴");
        CHECK(told_of(bank.read()) ==
              Lines{"十月.csv:3:38 bad-code 摘要|补贴|care, minimum+single, 低保, 护理 help-put-line benefit: {from: "
                    "摘要, values: "
                    "{低保: [minimum, single], 护理: care, 补贴: …}}|tables: payments: columns:"});
    }
    SUBCASE("totals of each file") {
        bank.replace(&Bank::second, "合计,,,417.00,", "合计,,,418.00,");
        CHECK(told_of(bank.read()) == Lines{"十月.csv:4:6 total-differs 金额|418.00|417"});
    }
    SUBCASE("a number of rows for each file") {
        bank.replace(&Bank::layout, "rows: [2, 1]", "rows: 3");
        CHECK(told_of(bank.read()) == Lines{"population.yaml:8:11 layout-rows-of-files 1|2"});
    }
    SUBCASE("sums are over all files") {
        bank.replace(&Bank::layout, "    columns:", "    sums: {金额: 1814}\n    columns:");
        CHECK(bank.read().ok());
        bank.replace(&Bank::layout, "1814", "1813");
        CHECK(told_of(bank.read()) == Lines{"population.yaml:9:12 sum-differs 金额|1813|1814"});
    }
    SUBCASE("no key at all") {
        bank.replace(&Bank::layout, "      resident_id: 身份证号\n", "")
            .replace(&Bank::layout, "[序号]", "[序号, 身份证号]");
        CHECK(told_of(bank.read()) == Lines{"population.yaml:3:3 payments-without-key"});
    }
    SUBCASE("the rule is of payments' months alone") {
        bank.replace(&Bank::layout, "paid_on: {from: 发放日期, format: YYYYMMDD}",
                     "paid_on: {from: 发放日期, format: YYYYMMDD, rule: pay_month}");
        CHECK(told_of(bank.read()) == Lines{"population.yaml:11:53 layout-rule pay_month"});
    }
    SUBCASE("payments say their months themselves") {
        bank.replace(&Bank::layout, "exported:", "month: 2026-10\nexported:");
        CHECK(told_of(bank.read()) == Lines{"population.yaml:1:1 unknown-key month"});
    }
}

TEST_CASE("a quarter is spread over its months, to the fen") {
    Bank bank;
    bank.replace(&Bank::layout, "    columns:", "    months: 3\n    columns:")
        .replace(&Bank::first, "\"1,417.00\"", "\"1,000.00\"")
        .replace(&Bank::first, "\"1,397.00\"", "980.00");
    const auto paid = bank.read();
    const Told told = told_of(paid);
    REQUIRE(told.size() == 9);
    CHECK(told[0] == "2026-07 - 11010519491231002X - minimum+single 333.34 2026-09-10 - 0:3");
    CHECK(told[2] == "2026-09 - 11010519491231002X - minimum+single 333.33 2026-09-10 - 0:3");
    CHECK(told[3] == "2026-07 - 11010519491231002X - care -6.67 2026-09-10 recovery 0:4");
    CHECK(paid->rows == 3);
    CHECK(paid->sum == 1397);
    const auto shares = split_amount(base::Rational(1, 100), 3);
    CHECK(shares == std::vector<base::Rational>{base::Rational(1, 100), 0, 0});
}

TEST_CASE("a list of one month may say so once") {
    Bank bank;
    bank.replace(&Bank::layout, "      month: {from: 发放日期, format: YYYYMMDD, rule: pay_month}\n", "");
    bank.layout += "absent: {month: 2026-08}\n";
    const auto paid = bank.read();
    REQUIRE_MESSAGE(paid.ok(), lines_of(paid.diagnostics()).front());
    CHECK_FALSE(paid->by_pay_month);
    CHECK(paid->payments.front().month == base::Month::parse("2026-08"));
}

TEST_CASE("payees stand beside the payments") {
    Folder folder;
    folder.write("payments.csv", "month,account,amount\n2026-09,6222,4\n")
        .write("payees.csv",
               "household_id,person_id,name,account,agreement_to\nh1,p1,甲,6222,2027-01-01\nh2,,,6223,\n");
    const auto paid = read_paid(folder.path());
    REQUIRE_MESSAGE(paid.ok(), lines_of(paid.diagnostics()).front());
    REQUIRE(paid->payees.size() == 2);
    CHECK(paid->payees[0].household_id == "h1");
    CHECK(paid->payees[0].account == "6222");
    CHECK(paid->files.size() == 2);
    folder.write("payees.csv", "household_id,account\nh1,\n");
    CHECK(lines_of(read_paid(folder.path()).diagnostics()) == Lines{"payees.csv:2:4 empty-cell account|"});
}
