#pragma once
// Reads population.yaml, piece by piece. Shared by the files that define it.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "doudi/population/layout.hpp"
#include "doudi/yaml/fields.hpp"
#include "doudi/yaml/node.hpp"

namespace doudi::population {

using yaml::Fields;
using yaml::Node;

class LayoutReader {
public:
    LayoutReader(const std::shared_ptr<const base::SourceFile>& file, const std::vector<KnownTable>& tables,
                 Described described)
        : tables_(tables), described_(described), folder_(std::filesystem::path(file->name).parent_path()) {
        layout_.file = file;
    }
    base::Result<Layout> read();

private:
    void read_root(const Node& root);
    void read_when(Fields& root);
    void read_tables(const Node* tables);
    void read_table(const Node& key, const Node& node, const table::TableSpec& spec);
    void read_files(Fields& fields, const Node& key, TableLayout& table);
    void read_encoding(Fields& fields, const Node& key, TableLayout& table);
    void read_rows(Fields& fields, const Node& key, TableLayout& table);
    void read_total_row(Fields& fields, TableLayout& table);
    const Node* map_of(const Fields& fields, std::string_view key);
    void read_sums(Fields& fields, TableLayout& table);
    void read_columns(Fields& fields, const table::TableSpec& spec, TableLayout& table);
    void read_column(const Node& key, const Node& node, TableLayout& table);
    void read_values(Fields& fields, ColumnLayout& column, const std::string& table);
    void read_ignore(Fields& fields, TableLayout& table);
    void read_absent(const Node* absent);
    void find_absent_table(const Node& key, const Node& value);

    void unknown_table(const Node& key);
    void unknown_input(const Node& key, const table::TableSpec& spec);
    base::Diagnostic& missing(const std::string& line, const base::SourceSpan& place, const std::string& above);
    [[nodiscard]] const table::TableSpec* spec_of(const std::string& name) const;
    [[nodiscard]] std::optional<std::string> month_of_folder() const;

    const std::vector<KnownTable>& tables_;
    Described described_;
    std::filesystem::path folder_;
    Layout layout_;
    base::Diagnostics diagnostics_;
};

bool has_column(const table::TableSpec& spec, std::string_view name);

}  // namespace doudi::population
