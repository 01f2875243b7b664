#pragma once
// One thing changed at a time: what reproduces the paid amount to the fen is a cause.

#include <deque>
#include <set>
#include <string>
#include <vector>

#include "audit_case.hpp"
#include "audit_classify.hpp"

namespace doudi::runs {

class CauseFinder {
public:
    /// `cases` hold the households up to `month`. All outlive the finder.
    CauseFinder(const policy::Policy& policy, const PaidBook& book, Cases& cases, base::Month month)
        : policy_(policy), book_(book), cases_(cases), month_(month) {}
    /// Fills in the causes of a finding of the month; "unexplained" when none is found.
    void find(Judged& judged);

private:
    /// A law with one thing changed, made once for all households.
    Variant& without_figure(const FigureChange& change);
    Variant& without_part(int benefit, std::size_t part);
    Variant& all_counted();

    void by_figures(Judged& judged, const Case& own);
    void by_parts(Judged& judged, const Case& own);
    void by_facts_before(Judged& judged, const Case& own);
    void by_members(Judged& judged, const Case& own);
    void by_back_pay(Judged& judged) const;
    void by_month_before(Judged& judged) const;

    /// What would have been due for the month, back pay left as it is.
    [[nodiscard]] std::optional<base::Rational> due_under(Variant& law, const Judged& judged, const table::Batch& batch, const engine::State& before) const;
    /// The back pay that a law would have given, for the months that had some.
    [[nodiscard]] std::optional<base::Rational> back_pay_under(Variant& law, const Judged& judged, const Case& own) const;

    const policy::Policy& policy_;
    const PaidBook& book_;
    Cases& cases_;
    base::Month month_;
    std::map<std::pair<int, base::Date>, Variant> figures_;
    std::map<std::pair<int, std::size_t>, Variant> parts_;
    std::optional<Variant> counted_;
};

}  // namespace doudi::runs
