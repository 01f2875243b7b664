#pragma once
// A policy as the oracle keeps it: what its names stand for, and its figures as the oracle's own numbers.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "oracle/names.hpp"
#include "oracle/oracle.hpp"
#include "oracle/units.hpp"
#include "oracle/value.hpp"

namespace doudi::oracle {

struct Figure {
    long from = 0;  ///< a day
    bool ends = false;
    Value value;
};
struct Leaf {
    std::vector<std::string> keys;
    std::vector<Figure> figures;  ///< ascending
};
struct Index {
    std::vector<Target> found;    ///< seen from a row of each table
    bool open = true;             ///< an open code is matched by its longest prefix, a closed one exactly
};
struct ParameterOfLaw {
    std::string full_name;
    std::vector<Index> indexes;
    std::vector<Leaf> leaves;
    bool series = false;
};

struct Law {
    explicit Law(const policy::Policy& policy);
    Law(const Law&) = delete;
    Law& operator=(const Law&) = delete;

    /// The figure in force on `day` under these index values; a missing one after its end.
    [[nodiscard]] Value figure(std::size_t parameter, const std::vector<std::string>& under, long day) const;
    [[nodiscard]] std::string full_name(const Target& target) const;

    const policy::Policy policy;
    const Names names;
    const Surveyor surveyor;
    std::vector<ParameterOfLaw> parameters;
    std::vector<std::optional<Number>> minimums;  ///< of benefits
    std::map<const policy::Part*, std::string> part_names;  ///< "benefit.part", by which a division by zero is told
    std::optional<Target> members;                ///< the role: which persons a household's benefit counts

private:
    void take_parameter(const policy::Parameter& parameter);
    void take_members();
};

}  // namespace doudi::oracle
