// TEMPORARY: plain payments.csv (and payees.csv beside it) alone. Without a column `month`, months come from pay dates.
// Described files are left to the reader that takes this one's place.

#include <algorithm>

#include "doudi/base/text.hpp"
#include "doudi/population/payments.hpp"
#include "header.hpp"
#include "sheet.hpp"

namespace doudi::population {
namespace {

namespace fs = std::filesystem;

enum Field : std::size_t { amount, month, household_id, resident_id, account, benefit, paid_on, kind };

void read_payments(Rows& rows, Paid& paid, Mistakes& mistakes) {
    const auto& header = rows.header();
    paid.by_pay_month = std::find(header.begin(), header.end(), "month") == header.end();
    const auto columns = match_columns(rows,
                                       {{{"amount"}}, {{"month"}, false}, {{"household_id"}, false}, {{"resident_id"}, false}, {{"account"}, false},
                                        {{"benefit"}, false}, {{"paid_on"}, false}, {{"kind"}, false}},
                                       mistakes);
    if (!columns) return;
    while (const CsvRecord* row = rows.next()) {
        const auto text = [&](Field field) { return (*columns)[field] == absent ? std::string_view{} : row->text((*columns)[field]); };
        Payment payment;
        const auto number = base::Rational::parse_decimal(text(amount));
        payment.paid_on = base::Date::parse(text(paid_on));
        const auto of = paid.by_pay_month && payment.paid_on ? std::optional(base::Month::of(*payment.paid_on)) : base::Month::parse(text(month));
        if (!number || !of) {
            mistakes.error("bad-number", rows.place((*columns)[amount]), {"amount", base::shown(text(amount))});
            continue;
        }
        payment.month = *of;
        payment.amount = *number;
        payment.household_id = text(household_id);
        payment.resident_id = normalised_id(std::string(text(resident_id)));
        payment.account = text(account);
        for (const std::string_view name : base::split(text(benefit), ';'))
            if (!name.empty()) payment.benefits.emplace_back(name);
        payment.kind = text(kind);
        payment.line = row->line();
        paid.sum += payment.amount;
        ++paid.rows;
        paid.payments.push_back(std::move(payment));
    }
}

void read_payees(Rows& rows, Paid& paid, Mistakes& mistakes) {
    const auto columns = match_columns(rows, {{{"household_id"}}, {{"account"}}, {{"person_id"}, false}, {{"resident_id"}, false}}, mistakes);
    if (!columns) return;
    while (const CsvRecord* row = rows.next()) {
        const auto text = [&](std::size_t field) { return (*columns)[field] == absent ? std::string() : std::string(row->text((*columns)[field])); };
        paid.payees.push_back({text(0), text(2), normalised_id(text(3)), text(1)});
    }
}

}  // namespace

base::Result<Paid> read_paid(const fs::path& place, std::size_t most_errors) {
    Mistakes mistakes(most_errors);
    Paid paid;
    const fs::path file = fs::is_directory(place) ? place / "payments.csv" : place;
    if (const auto sheet = load_sheet(file, mistakes)) {
        Rows rows(*sheet, mistakes);
        if (rows.read_header()) read_payments(rows, paid, mistakes);
        paid.files.push_back(sheet->input);
        paid.files.back().rows = rows.count();
    }
    if (const fs::path beside = file.parent_path() / "payees.csv"; fs::exists(beside))
        if (const auto sheet = load_sheet(beside, mistakes)) {
            Rows rows(*sheet, mistakes);
            if (rows.read_header()) read_payees(rows, paid, mistakes);
            paid.files.push_back(sheet->input);
        }
    if (mistakes.any()) return mistakes.finish();
    return paid;
}

}  // namespace doudi::population
