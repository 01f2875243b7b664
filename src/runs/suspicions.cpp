// Rules of thumb about a population. Each needs several cells, so that no single household is spoken of.
// Their limits stand together at the top; docs/cli.md explains them to who gets the warnings.

#include "suspicions.hpp"

#include <algorithm>

#include "doudi/base/text.hpp"
#include "doudi/expr/unit.hpp"
#include "doudi/report/values.hpp"

namespace doudi::runs {

namespace {

constexpr std::uint64_t few = 5;               // fewer cells than that prove nothing
constexpr std::int64_t annual_times = 8;       // an amount a month beyond so many of the law's largest is one of a year
constexpr std::int64_t fen_times = 50;         // and beyond so many, and whole, in fen
constexpr std::int64_t fen_times_stock = 150;  // the same of what a household owns
constexpr std::int64_t year_in_four = 4;       // one cell in four that looks like a year
constexpr std::int64_t changed_times = 3;
constexpr std::int64_t hundredfold = 100;

class Suspicions {
public:
    Suspicions(const Profile& profile, const policy::Policy& policy, const Profile* before) : profile_(profile), policy_(policy), before_(before) {}

    base::Diagnostics find() {
        largest_ = largest_figure();
        for (const ColumnProfile& column : profile_.columns) {
            if (column.header.empty()) continue;  // nobody wrote these cells
            if (!is_in_other_unit(column)) has_changed(column);
            has_years(column);
            has_damaged_ids(column);
        }
        has_zero_incomes();
        if (before_ != nullptr) compare();
        return std::move(found_);
    }

private:
    base::Diagnostic& warn(std::string code, const std::string& file, std::vector<std::string> args) {
        const std::string name = file.empty() ? profile_.folder : profile_.folder + "/" + file;
        return found_.warning(std::move(code), base::place_of(name), std::move(args));
    }
    static std::string money(const base::Rational& amount) {
        return report::shown_money(base::round(amount, base::Rational(1, 100), base::RoundingMode::half_up));
    }
    static std::string called(const ColumnProfile& column) {
        return column.header == column.spec->name ? column.name() : base::shown(column.header) + " (" + column.name() + ")";
    }

    /// The law's largest amount a month in force: what amounts of people who need assistance are measured with.
    [[nodiscard]] std::optional<base::Rational> largest_figure() const {
        const expr::Unit money_a_month = expr::parse_unit("CNY/month")->unit;
        std::optional<base::Rational> largest;
        for (const policy::Parameter& parameter : policy_.parameters) {
            if (parameter.type.kind != expr::ValueKind::number || parameter.type.unit != money_a_month) continue;
            for (const policy::ParameterLeaf& leaf : parameter.leaves) {
                const policy::DatedFigure* in_force = nullptr;
                for (const policy::DatedFigure& figure : leaf.figures)
                    if (!profile_.month || figure.from <= profile_.month->first_day()) in_force = &figure;
                if (in_force != nullptr && !in_force->ends && (!largest || in_force->number > *largest)) largest = in_force->number;
            }
        }
        return largest && largest->sign() > 0 ? largest : std::nullopt;
    }

    [[nodiscard]] std::optional<base::Rational> middle_before(const ColumnProfile& column) const {
        const ColumnProfile* same = before_ == nullptr ? nullptr : before_->find(column.name());
        if (same == nullptr || same->not_zero() < few || !same->middle_but_zero || same->middle_but_zero->sign() <= 0) return std::nullopt;
        return same->middle_but_zero;
    }

    /// True when it was said that the cells look like amounts of a year, or in fen.
    bool is_in_other_unit(const ColumnProfile& column) {
        if (!column.is_money() || column.not_zero() < few || column.middle_but_zero->sign() <= 0) return false;
        const base::Rational& middle = *column.middle_but_zero;
        const bool is_whole = column.whole == column.not_zero();
        if (const auto before = middle_before(column)) {
            const base::Rational times = middle / *before;
            if (is_whole && times >= hundredfold * 3 / 5 && times <= hundredfold * 5 / 3) return warn_unit("looks-like-fen", column, "help-middle-before", *before);
            if (column.is_money_a_month() && times >= annual_times && times <= 2 * annual_times) return warn_unit("looks-annual", column, "help-middle-before", *before);
            return false;  // what it held before says more than the law's figures
        }
        if (!largest_) return false;
        const base::Rational times = middle / *largest_;
        if (is_whole && times > (column.is_money_a_month() ? fen_times : fen_times_stock)) return warn_unit("looks-like-fen", column, "help-largest-figure", *largest_);
        if (column.is_money_a_month() && times > annual_times) return warn_unit("looks-annual", column, "help-largest-figure", *largest_);
        return false;
    }
    bool warn_unit(std::string code, const ColumnProfile& column, std::string help, const base::Rational& measure) {
        warn(std::move(code), column.file, {called(column), money(*column.middle_but_zero), column.spec->unit}).with_help(std::move(help), {money(measure)});
        return true;
    }

    void has_changed(const ColumnProfile& column) {
        const auto before = middle_before(column);
        if (!before || column.not_zero() < few || column.spec->kind != table::ColumnKind::number) return;
        const base::Rational& now = *column.middle_but_zero;
        if (now >= *before * changed_times || now * changed_times <= *before)
            warn("median-changed", column.file, {called(column), money(*before), money(now)});
    }

    void has_years(const ColumnProfile& column) {
        constexpr std::uint64_t some = 3;
        if (!column.is_money() || column.years < some || column.years * year_in_four < column.not_zero()) return;
        warn("year-in-amount", column.file, {called(column), std::to_string(column.years), std::to_string(column.not_zero())});
    }

    void has_damaged_ids(const ColumnProfile& column) {
        if (column.spec->kind != table::ColumnKind::text) return;
        // By chance about one ID number in a thousand ends so.
        const bool are_cut = column.ending_in_zeros >= 2 && column.ending_in_zeros * hundredfold > column.long_digits;
        const std::uint64_t damaged = column.powers_of_ten + (are_cut ? column.ending_in_zeros : 0);
        if (damaged > 0) warn("id-damaged", column.file, {called(column), std::to_string(damaged), std::to_string(column.filled)});
    }

    void has_zero_incomes() {
        if (profile_.with_amounts < few || profile_.without_income * 2 <= profile_.with_amounts) return;
        warn("zero-share", "", {std::to_string(profile_.without_income), std::to_string(profile_.with_amounts)});
    }

    void compare() {
        std::vector<std::string> missing;
        std::uint64_t households = 0;
        for (const auto& [region, count] : before_->regions) {
            if (profile_.regions.contains(region)) continue;
            missing.push_back(base::shown(region) + " (" + std::to_string(count) + ")");
            households += count;
        }
        constexpr std::size_t most_shown = 10;
        const std::size_t count = missing.size();
        if (count > most_shown) {
            missing.resize(most_shown);
            missing.emplace_back("…");
        }
        if (count > 0) warn("village-missing", "", {std::to_string(count), std::to_string(households), base::shown(before_->folder), base::join(missing, ", ")});
        const auto gone = static_cast<std::uint64_t>(std::count_if(before_->household_ids.begin(), before_->household_ids.end(),
                                                                   [&](const std::string& id) { return !profile_.household_ids.contains(id); }));
        if (gone >= few && gone * 10 > before_->households)
            warn("households-gone", "", {std::to_string(gone), std::to_string(before_->households), base::shown(before_->folder)});
    }

    const Profile& profile_;
    const policy::Policy& policy_;
    const Profile* before_;
    std::optional<base::Rational> largest_;
    base::Diagnostics found_;
};

}  // namespace

base::Diagnostics suspicions(const Profile& profile, const policy::Policy& policy, const Profile* before) {
    return Suspicions(profile, policy, before).find();
}

}  // namespace doudi::runs
