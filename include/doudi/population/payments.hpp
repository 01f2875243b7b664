#pragma once
// What was really paid, as a bank or an office lists it: described like a population (`tables: payments:`), or plain
// payments.csv. Whether a payment was right is left to the audit.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/base/diagnostic.hpp"
#include "doudi/base/exact.hpp"
#include "doudi/population/read.hpp"

namespace doudi::population {

/// One row of the paid file, or one month's share of it where a row pays several months.
struct Payment {
    base::Month month;                  ///< that it pays for; with `by_pay_month` the month it was paid in
    std::string household_id;           ///< these three: empty where the file does not say
    std::string resident_id;            ///< normalised
    std::string account;
    std::vector<std::string> benefits;  ///< several: one amount for all of them
    base::Rational amount;              ///< CNY; negative: a recovery
    std::optional<base::Date> paid_on;
    std::string kind;                   ///< "regular", "back_pay", "recovery", "returned"; empty: not said
    std::size_t file = 0;               ///< in Paid::files
    std::int64_t line = 0;
};
/// Whose account it is.
struct Payee {
    std::string household_id;
    std::string person_id;
    std::string resident_id;            ///< normalised
    std::string account;
};
struct Paid {
    std::vector<Payment> payments;      ///< in the order of the files
    std::vector<Payee> payees;
    std::vector<InputFile> files;
    std::vector<base::Diagnostic> conversions;
    bool by_pay_month = false;          ///< months were taken from pay dates: back pay stands in the month it was paid
    std::uint64_t rows = 0;             ///< of the files; each is in some payment
    base::Rational sum;                 ///< of the rows
};
/// Reads a folder with population.yaml (tables `payments`, perhaps `payees`), a plain folder with payments.csv, or one
/// plain CSV file. All mistakes are reported.
base::Result<Paid> read_paid(const std::filesystem::path& place, std::size_t most_errors = 100);

}  // namespace doudi::population
