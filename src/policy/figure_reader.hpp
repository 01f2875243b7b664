#pragma once
// Reads the figures of one parameter, from its indexes down to each dated value.

#include <optional>
#include <string>
#include <vector>

#include "fields.hpp"

namespace doudi::policy {

class FigureReader {
public:
    /// `fallback`: the parameter says that one place's amount may be paid in another.
    FigureReader(Context& context, Parameter& parameter, bool fallback)
        : context_(context), parameter_(parameter), fallback_(fallback) {}
    /// One level of index values, or the dates at the bottom; `keys` are those above.
    void read_level(const Node& node, const base::SourceSpan& place, const std::vector<std::string>& keys);

private:
    void read_leaf(const Node& node, const base::SourceSpan& place, const std::vector<std::string>& keys);
    std::optional<base::Date> read_begin(const Node& node, std::size_t at);
    bool read_figure(const Node& node, DatedFigure& figure);
    [[nodiscard]] bool is_local(const Node& node) const;
    bool read_value(const Node& node, DatedFigure& figure);
    bool read_code(const Node& node, DatedFigure& figure);
    bool read_time(const Node& node, DatedFigure& figure);

    Context& context_;
    Parameter& parameter_;
    bool fallback_;
};

/// `{of: CNY, closed: lower, kind: flat, rows: [{from, to, value}, …]}`: the rows into `parameter.brackets`, their
/// figures into its leaves, each under its row's key.
void read_brackets(Context& context, const Node& node, const base::SourceSpan& place, Parameter& parameter,
                   bool fallback);

}  // namespace doudi::policy
