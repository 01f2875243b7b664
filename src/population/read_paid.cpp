// Reads what was paid: described sheets of one shape, or plain payments.csv and payees.csv.
// Whether a payment was right, and whose it is, is left to the audit.

#include <algorithm>
#include <utility>

#include "doudi/base/id_number.hpp"
#include "doudi/base/text.hpp"
#include "doudi/population/payments.hpp"
#include "ids.hpp"
#include "layout_file.hpp"
#include "mistakes.hpp"
#include "split_payment.hpp"
#include "table_reader.hpp"

namespace doudi::population {
namespace {

namespace fs = std::filesystem;
using table::ColumnKind;

enum PaymentColumn : std::size_t { month, household_id, resident_id, account, benefit, amount, paid_on, kind };
enum PayeeColumn : std::size_t { of_household, of_person, of_name, of_resident, of_account };

table::ColumnSpec column(std::string name, ColumnKind type, bool personal = false) {
    table::ColumnSpec spec;
    spec.headers = {name};
    spec.name = std::move(name);
    spec.kind = type;
    spec.empty = table::Empty::missing;
    spec.personal = personal;
    return spec;
}

table::TableSpec payments_spec() {
    table::TableSpec spec{"payments", "payments.csv", "", "", {}};
    spec.columns = {column("month", ColumnKind::month),
                    column("household_id", ColumnKind::text, true),
                    column("resident_id", ColumnKind::text, true),
                    column("account", ColumnKind::text, true),
                    column("benefit", ColumnKind::code),
                    column("amount", ColumnKind::number),
                    column("paid_on", ColumnKind::date),
                    column("kind", ColumnKind::code)};
    spec.columns[month].empty = table::Empty::refused;
    spec.columns[amount].empty = table::Empty::refused;
    spec.columns[amount].decimals = 2;
    spec.columns[amount].unit = "CNY";
    spec.columns[kind].closed = true;
    for (const char* word : {"regular", "back_pay", "recovery", "returned"}) {
        spec.columns[kind].spellings.emplace(word, word);
    }
    return spec;
}

table::TableSpec payees_spec() {
    table::TableSpec spec{"payees", "payees.csv", "", "", {}};
    spec.columns = {column("household_id", ColumnKind::text, true), column("person_id", ColumnKind::text, true),
                    column("name", ColumnKind::text, true),         column("resident_id", ColumnKind::text, true),
                    column("account", ColumnKind::text, true),      column("agreement_to", ColumnKind::date)};
    for (const std::size_t wanted : {std::size_t{of_household}, std::size_t{of_account}}) {
        spec.columns[wanted].empty = table::Empty::refused;
    }
    return spec;
}

/// What a table of this room's own says in one row.
class RowTexts {
public:
    RowTexts(const TableData& data, const table::Words& words) : data_(data), words_(words) {}
    [[nodiscard]] bool has(std::size_t column, std::uint32_t row) const {
        return data_.columns[column].standing_of(row) == table::known;
    }
    [[nodiscard]] std::string text(std::size_t column, std::uint32_t row) const {
        return has(column, row) ? words_.word(data_.columns[column].integers[row]) : "";
    }

private:
    const TableData& data_;
    const table::Words& words_;
};

class PaidReader {
public:
    explicit PaidReader(std::size_t most_errors) : mistakes_(most_errors) {}
    base::Result<Paid> read(const fs::path& place);

private:
    void find_files(const fs::path& place);
    [[nodiscard]] std::vector<fs::path> described_files(const TableLayout& table);
    void read_payments();
    void read_payees();
    void take_payment(std::uint32_t row, const CellPlaces& places);
    void close_benefits();
    void check_keys(const TableForm& form);
    void check_ids(const Payment& payment, const CellPlaces& places);
    void check_kind(Payment& payment, const CellPlaces& places);
    void add_shares(Payment payment, int months);
    [[nodiscard]] std::size_t file_of() const { return paid_.files.size() + payments_.inputs.size() - 1; }

    Mistakes mistakes_;
    table::Words words_;
    table::TableSpec payments_spec_ = payments_spec();
    const table::TableSpec payees_spec_ = payees_spec();
    fs::path folder_;
    std::optional<LayoutFile> layout_;
    std::vector<fs::path> payment_files_;
    std::vector<fs::path> payee_files_;
    int months_ = 1;
    TableData payments_;
    TableData payees_;
    Paid paid_;
};

std::vector<fs::path> PaidReader::described_files(const TableLayout& table) {
    std::vector<fs::path> paths;
    for (const std::string& name : table.files) {
        paths.push_back(folder_ / name);
    }
    return paths;
}

// A described folder, a plain one, or one plain file.
void PaidReader::find_files(const fs::path& place) {
    std::error_code failed;
    if (!fs::is_directory(place, failed)) {
        payment_files_ = {place};
        return;
    }
    folder_ = place;
    const std::size_t before = mistakes_.count();
    layout_ = load_layout(place, {{&payments_spec_, true}, {&payees_spec_, false}}, Described::payments, mistakes_);
    if (mistakes_.count() != before) {
        return;
    }
    const Layout* layout = layout_ ? &layout_->layout : nullptr;
    const auto files_of = [&](const table::TableSpec& spec) {
        const TableLayout* table = layout == nullptr ? nullptr : layout->find(spec.name);
        if (table != nullptr) {
            return described_files(*table);
        }
        const bool is_there = layout == nullptr && fs::exists(place / spec.file, failed);
        return is_there ? std::vector{place / spec.file} : std::vector<fs::path>{};
    };
    payment_files_ = files_of(payments_spec_);
    payee_files_ = files_of(payees_spec_);
    if (payment_files_.empty()) {
        mistakes_.error("no-payments", base::place_of(place.string()));
    }
}

// One of the three keys has to be there, so that a payment is somebody's.
void PaidReader::check_keys(const TableForm& form) {
    for (const std::size_t key : {household_id, resident_id, account}) {
        const auto& standing = payments_.columns[key].standing;
        if (standing.empty() ||
            std::any_of(standing.begin(), standing.end(), [](table::Standing one) { return one == table::known; })) {
            return;
        }
    }
    if (!payments_.lines.empty()) {
        const base::SourceSpan place = form.is_plain() ? place_in_data(payments_.source, 1, 1) : form.layout->span;
        mistakes_.error("payments-without-key", place);
    }
}

// Where texts are taken for benefits, those are all there are.
void PaidReader::close_benefits() {
    const TableLayout* table = layout_ ? layout_->layout.find(payments_spec_.name) : nullptr;
    const ColumnLayout* line = table == nullptr ? nullptr : table->find("benefit");
    if (line == nullptr || line->values.empty()) {
        return;
    }
    table::ColumnSpec& spec = payments_spec_.columns[benefit];
    spec.closed = true;
    for (const auto& [text, meaning] : line->values) {
        spec.spellings.emplace(meaning, meaning);
    }
}

void PaidReader::read_payments() {
    const Layout* layout = layout_ ? &layout_->layout : nullptr;
    close_benefits();
    TableForm form = form_of(payments_spec_, layout, payment_files_, mistakes_);
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
        const ColumnLayout* line = form.columns[i].line;
        paid_.by_pay_month = paid_.by_pay_month || (line != nullptr && line->rule == "pay_month");
        form.columns[i].may_be_absent = i != month && i != amount && (i != paid_on || !paid_.by_pay_month);
    }
    months_ = form.is_plain() ? 1 : form.layout->months;
    if (layout != nullptr && mistakes_.any()) {
        return;
    }
    read_table(form, nullptr, words_, payments_, mistakes_,
               [&](std::uint32_t row, const CellPlaces& places) { take_payment(row, places); });
    check_keys(form);
    paid_.rows = payments_.lines.size();
    paid_.files.insert(paid_.files.end(), payments_.inputs.begin(), payments_.inputs.end());
    paid_.conversions = payments_.conversions;
}

void PaidReader::take_payment(std::uint32_t row, const CellPlaces& places) {
    const RowTexts texts(payments_, words_);
    if (!texts.has(month, row) || !texts.has(amount, row)) {
        return;  // said already
    }
    Payment payment;
    payment.month = base::Month{static_cast<std::int32_t>(payments_.columns[month].integers[row])};
    payment.household_id = texts.text(household_id, row);
    payment.resident_id = base::normalised_id(texts.text(resident_id, row));
    payment.account = texts.text(account, row);
    const std::string benefits = texts.text(benefit, row);  // outlives the views that split gives
    for (const std::string_view name : base::split(benefits, '+')) {
        if (!name.empty()) {
            payment.benefits.emplace_back(name);
        }
    }
    payment.amount = payments_.columns[amount].numbers[row];
    if (texts.has(paid_on, row)) {
        payment.paid_on = base::Date{static_cast<std::int32_t>(payments_.columns[paid_on].integers[row])};
    }
    payment.kind = texts.text(kind, row);
    payment.file = file_of();
    payment.line = payments_.lines[row];
    paid_.sum += payment.amount;
    check_ids(payment, places);
    check_kind(payment, places);
    add_shares(std::move(payment), months_);
}

void PaidReader::check_ids(const Payment& payment, const CellPlaces& places) {
    for (const auto& [text, column] :
         {std::pair{&payment.household_id, household_id}, std::pair{&payment.resident_id, resident_id},
          std::pair{&payment.account, account}}) {
        if (text->empty()) {
            continue;
        }
        if (auto fault = find_id_fault(*text, payments_spec_.columns[column].name)) {
            mistakes_.error(std::move(fault->code), places.of(column), std::move(fault->args));
        }
    }
}

// What is taken back is negative, and nothing else is.
void PaidReader::check_kind(Payment& payment, const CellPlaces& places) {
    const int sign = payment.amount.sign();
    if (sign < 0 && payment.kind.empty()) {
        payment.kind = "recovery";
    }
    const bool is_recovery = payment.kind == "recovery";
    if ((sign < 0 && !is_recovery && payment.kind != "returned") || (sign > 0 && is_recovery)) {
        mistakes_.error("payment-sign", places.of(amount), {payment.amount.to_string(), payment.kind});
    }
}

void PaidReader::add_shares(Payment payment, int months) {
    const std::vector<base::Rational> shares = split_amount(payment.amount, months);
    for (int i = 0; i < months; ++i) {
        Payment share = payment;
        share.month = payment.month - (months - 1 - i);
        share.amount = shares[static_cast<std::size_t>(i)];
        paid_.payments.push_back(std::move(share));
    }
}

void PaidReader::read_payees() {
    if (payee_files_.empty()) {
        return;
    }
    TableForm form = form_of(payees_spec_, layout_ ? &layout_->layout : nullptr, payee_files_, mistakes_);
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
        form.columns[i].may_be_absent = i != of_household && i != of_account;
    }
    if (layout_ && mistakes_.any()) {
        return;
    }
    read_table(form, nullptr, words_, payees_, mistakes_);
    const RowTexts texts(payees_, words_);
    for (std::uint32_t row = 0; row < payees_.lines.size(); ++row) {
        paid_.payees.push_back({texts.text(of_household, row), texts.text(of_person, row),
                                base::normalised_id(texts.text(of_resident, row)), texts.text(of_account, row)});
    }
    paid_.files.insert(paid_.files.end(), payees_.inputs.begin(), payees_.inputs.end());
    paid_.conversions.insert(paid_.conversions.end(), payees_.conversions.begin(), payees_.conversions.end());
}

base::Result<Paid> PaidReader::read(const fs::path& place) {
    find_files(place);
    if (!mistakes_.any()) {
        read_payments();
        read_payees();
    }
    if (mistakes_.any()) {
        return mistakes_.finish();
    }
    if (layout_) {
        paid_.files.push_back(layout_->input);
    }
    base::Rational shared;
    for (const Payment& payment : paid_.payments) {
        shared += payment.amount;
    }
    base::ensure(shared == paid_.sum, "the shares of payments add up to the rows");
    return std::move(paid_);
}

}  // namespace

base::Result<Paid> read_paid(const fs::path& place, std::size_t most_errors) {
    return PaidReader(most_errors).read(place);
}

}  // namespace doudi::population
