#pragma once
// `--set` words: figures of the law changed for a what-if. The law's files stay as they are.

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "doudi/base/calendar.hpp"
#include "doudi/base/diagnostic.hpp"
#include "doudi/base/exact.hpp"
#include "doudi/policy/policy.hpp"
#include "doudi/table/comparison.hpp"

namespace doudi::policy {

/// `1000..1400/50`: one scenario for each step from the first value to the last.
struct Sweep {
    base::Rational first, last, step;
};
/// One word, read but not yet held against a policy.
struct Setting {
    std::string word;                                        ///< as typed
    std::string name;                                        ///< bare or dotted, or a label
    std::vector<std::pair<std::string, std::string>> where;  ///< index and value: only those
    std::optional<base::Month> from;                         ///< nothing: from the first month asked on
    bool multiplies = false;                                 ///< NAME*=V
    std::string value;                                       ///< as typed; of a sweep its first one
    std::optional<Sweep> sweep;
};
/// Errors (the word cannot be read): setting-form, setting-operator, setting-month, setting-index-form, setting-factor,
/// setting-sweep.
base::Result<Setting> parse_setting(const std::string& word);

/// A policy with changed figures.
struct Reformed {
    std::string name;  ///< "minimum_living.standard=1200": the words in one form, joined by ";"
    Policy policy;
    std::vector<table::ChangedFigure> figures;
    std::set<int> parameters;  ///< ids of those changed; none where a reform changes more than figures
    bool figures_only = true;  ///< formulas and conditions are those of today
};
/// The rows a word with index values speaks of, as far as the population tells: whether there are any is the run's to say.
struct AskedRows {
    struct Value {
        int input = -1;  ///< id in the policy
        std::string index;
        std::string value;
        bool exact = false;  ///< the code itself; else also what begins with it
    };
    std::string word;
    std::vector<Value> values;
};
struct WhatIf {
    Policy baseline;                            ///< as given, with the slots that were set filled
    std::vector<table::ChangedFigure> assumed;  ///< those slots
    std::vector<Reformed> scenarios;            ///< one; of a sweep one for each value
    std::vector<AskedRows> asked;
};
/// All words make one scenario, applied in their order; one of them may be a sweep.
///
/// NAME=V: for all months asked: from the first of them on V is the figure, whatever the law has from then on, and also
/// where a figure had ended. NAME@M=V: the same from M on. NAME*=V: every figure in force from then on times V, rounded
/// half up to the parameter's decimals. [INDEX=VALUE,…]: rows with these index values only; the others keep their figures.
/// A slot that is set is filled on both sides, as there is nothing to compare it with.
///
/// Errors: setting-unknown, setting-ambiguous, setting-input, setting-not-a-figure, setting-no-figures; setting-no-index,
/// setting-no-indexes, setting-index-value, setting-no-place; setting-number, setting-plain-number, setting-unit,
/// setting-decimals, setting-code, setting-truth, setting-multiplies, setting-step, setting-sweep-twice, setting-slot-sweep;
/// and of what changes nothing: setting-same, setting-not-in-force, setting-later, setting-unread, setting-only-slots,
/// setting-undone.
base::Result<WhatIf> what_if(const Policy& policy, const std::vector<Setting>& settings, base::Month first,
                             base::Month last);

/// A policy that reforms changed (load_reformed), as a scenario of the months asked: named by its reforms, with the figures
/// that are others then. Parameters, variables and benefits of `today` have the same ids in `changed`.
Reformed reformed(const Policy& today, const Policy& changed, base::Month first, base::Month last);

/// What rests on some of `parameters`, this month or through `previous`: variables and benefits.
std::set<std::pair<expr::MeaningKind, int>> resting_on(const Policy& policy, const std::set<int>& parameters);

}  // namespace doudi::policy
