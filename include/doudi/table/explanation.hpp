#pragma once
// The ordered reasons of one household's month, ready to be drawn. Texts are in the reader's language already.

#include <string>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/table/result.hpp"

namespace doudi::table {

enum class Outcome : std::uint8_t { none, holds, fails, unknown };

/// One line: a value with where it comes from, or a condition with its two sides.
struct ExplanationLine {
    int depth = 0;
    Outcome outcome = Outcome::none;   ///< of a condition
    std::string sign;                  ///< "", "+", "−", "×", "÷", "="
    std::string name;                  ///< law.name, or empty for a piece of a formula
    std::string label;
    std::string value;                 ///< for people: "1,120.00 元/月", "981.00 < 1,120.00"
    std::string exact;                 ///< for programs: "1120", "2/3"
    std::string detail;                ///< "since 2026-01-01", "margin 139.00", the persons counted
    std::string place;                 ///< "rules/cn/minimum_living.yaml:128"
    std::string reference;             ///< article or notice
};
struct BenefitExplanation {
    std::string name;
    std::string label;
    std::string person;                ///< person_id, empty for the household's own
    Status status = Status::ineligible;
    std::string amount;                ///< "641.00", empty when undecided
    bool in_kind = false;              ///< a number of pieces: "3"
    std::string paid;                  ///< what was paid for it (and for what is paid together with it); empty: not asked
    std::vector<ExplanationLine> amounts;
    std::vector<ExplanationLine> conditions;
    std::vector<std::string> reasons;
};
/// A part of what was due with a payment: of its own month, or back pay for an earlier one.
struct DueShare {
    base::Month month;
    std::string amount;
};
/// What was paid in a month, and how it is put together.
struct PaymentExplanation {
    base::Month month;
    std::string known_on;              ///< the pay day
    std::string paid;
    std::string due;
    std::string due_by_now;            ///< for its own month, where something became known since; else empty
    std::vector<DueShare> shares;      ///< add up to `due`
    std::vector<std::string> changes;  ///< why there is back pay: figures with their days, "3 persons × 15.00"
    std::string kind;                  ///< the audit's class ("match")
    std::string cause;                 ///< of a difference
    std::string text;                  ///< all of this as one line
};
struct Explanation {
    std::string title;                 ///< of the policy: a sample policy says so here
    std::string summary;
    base::Month month;
    std::string household;
    std::string region;
    std::string size;
    std::vector<BenefitExplanation> benefits;
    std::vector<PaymentExplanation> payments;  ///< beside a paid file: of the month, and of others that held more
    std::vector<std::string> notes;  ///< facts held still, and the like
};

}  // namespace doudi::table
