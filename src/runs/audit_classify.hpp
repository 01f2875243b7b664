#pragma once
// From what was due and what was paid to classes.

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "audit_reckon.hpp"
#include "doudi/table/finding.hpp"

namespace doudi::runs {

/// A finding beside what it was made from, for the search of its causes.
struct Judged {
    table::Finding finding;
    std::vector<int> benefits;                   ///< of the policy; empty: all
    std::shared_ptr<const Reckoning> reckoning;  ///< nothing of a match
    std::vector<base::Month> makes_up_for;       ///< months whose differences this one takes back
};

/// A text in both languages. {0}, {1} are the same in both unless `zh` says otherwise.
table::Cause cause(const std::string& code, const std::vector<std::string>& en = {}, const std::vector<std::string>& zh = {});

class Classifier {
public:
    Classifier(const policy::Policy& policy, const PaidBook& book);
    /// The household's findings of the month. Months come in order: a later payment may make up for an earlier mistake.
    std::vector<Judged> judge(const Reckoning& reckoning);
    /// Benefits that no payment of the file names: nothing is said of them.
    [[nodiscard]] const std::set<int>& left_out() const { return left_out_; }

private:
    /// A difference that no later payment has made up for yet.
    struct Open {
        base::Month month;
        std::vector<int> benefits;
        base::Rational difference;
    };
    /// Payments that are compared together, since they share benefits.
    struct Group {
        std::vector<int> benefits;           ///< empty: all
        std::vector<std::size_t> payments;
        base::Rational paid;
    };

    [[nodiscard]] std::vector<Group> groups_of(const Reckoning& reckoning) const;
    [[nodiscard]] std::vector<Group> unpaid(const Reckoning& reckoning, const std::vector<Group>& paid) const;
    Judged judge(const Reckoning& reckoning, const Group& group);
    [[nodiscard]] table::FindingClass class_of(const Reckoning& reckoning, const Group& group, const base::Rational& due) const;
    [[nodiscard]] bool is_duplicate(const Group& group, const base::Rational& due) const;
    bool makes_up(Judged& judged, std::vector<Open>& open) const;
    void give_reasons(const Reckoning& reckoning, const Group& group, table::Finding& finding) const;
    void reasons_of_units(const Reckoning& reckoning, const std::vector<int>& benefits, table::Finding& finding) const;
    [[nodiscard]] std::string person_of(const Reckoning& reckoning, const Group& group) const;
    [[nodiscard]] bool is_back_pay(std::size_t payment) const { return book_.paid().payments[payment].kind == "back_pay"; }
    [[nodiscard]] const policy::Benefit& law(int benefit) const { return policy_.benefits[static_cast<std::size_t>(benefit)]; }

    const policy::Policy& policy_;
    const PaidBook& book_;
    std::vector<int> together_;              // for each benefit, the first of those that some payment pays together with it
    std::set<int> left_out_;
    std::map<std::string, std::vector<Open>> open_;
};

}  // namespace doudi::runs
