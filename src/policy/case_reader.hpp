#pragma once
// The reader of one file of worked cases, shared by what is given and what is expected.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "doudi/policy/cases.hpp"
#include "fields.hpp"
#include "scope.hpp"

namespace doudi::policy {

class CaseReader {
public:
    CaseReader(const Policy& policy, base::Diagnostics& diagnostics);
    std::vector<Case> read(const Node& root);

private:
    // what is given
    void read_case(const Node& node);
    bool read_months(Fields& fields, Case& one);
    std::optional<base::Month> month_of(const Node& node, const std::string& text);
    std::vector<GivenCell> cells(const Node& map, expr::TableId table);
    std::vector<GivenPerson> persons(const Node& map);
    void read_records(Fields& fields, const Case& one, std::vector<GivenRecord>& records);
    void read_record(expr::TableId table, const Node& key, const Node& value, const Case& one, std::vector<GivenRecord>& records);
    [[nodiscard]] std::vector<std::string_view> keys_with_tables(std::vector<std::string_view> keys, bool plural) const;
    void read_given(const Node& node, Case& one);
    void read_changes(const Node& node, Case& one);
    void read_change(const Node& key, const Node& value, Case& one);
    void read_state(const Node& map, const std::string& person, Case& one);
    void add_state(const Node& key, const Node& value, const std::string& person, Case& one);

    // what is expected
    void read_expected(const Node& node, const Case& one, const std::string& person, Expectation& expectation);
    void read_checks(const Node& key, const Node& value, Expectation& expectation);
    void read_value(const Node& key, const Node& value, const std::string& person, Expectation& expectation);
    void read_benefit(const Node& key, const Node& value, int id, const std::string& person, Expectation& expectation);
    void read_parts(const Node& value, ExpectedBenefit& expected);
    bool read_exact(const Node& value, const expr::Type& type, ExpectedValue& expected);
    void read_history(const Node& node, Case& one);

    /// What `key` names in rows of `table`; reports names that are unknown, of another table or ambiguous.
    std::optional<expr::Meaning> resolve(const Node& key, expr::TableId table);
    [[nodiscard]] expr::TableId table_of(const expr::Meaning& meaning) const;
    [[nodiscard]] expr::Type type_of(const expr::Meaning& meaning) const;
    bool knows_person(const Case& one, const Node& key);
    static bool knows_record(const Case& one, const std::string& key);
    bool is_map(const Node& node, const base::SourceSpan& place);
    void unknown(const std::string& code, const Node& at, const std::vector<std::string>& candidates);

    const Policy& policy_;
    base::Diagnostics& diagnostics_;
    Merged none_;  // Fields wants a context; cases belong to no layer
    Context context_;
    Names names_;
    std::set<expr::Meaning> remembered_;
    std::vector<Case> cases_;
};

}  // namespace doudi::policy
