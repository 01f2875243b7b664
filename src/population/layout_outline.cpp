// Reads a population.yaml by its indentation alone, so that a line taken out of it can be named even where what is left
// is no YAML. What the lines say is left to read_layout.cpp.

#include "layout_outline.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "doudi/base/text.hpp"
#include "suggestions.hpp"

namespace doudi::population {
namespace {

enum class Level : std::uint8_t { root, tables, table, columns, column, total_row, other };

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}
bool is_root_key(std::string_view word) { return is_one_of(word, {"month", "exported", "tables", "absent"}); }
bool is_table_key(std::string_view word) {
    return is_one_of(word, {"file", "encoding", "skip_rows", "total_row", "rows", "sums", "distinct", "columns",
                            "ignore", "months"});
}
bool is_column_key(std::string_view word) {
    return is_one_of(word, {"from", "unit", "values", "blank", "thousands", "format", "rule"});
}

// One line that says something.
struct Line {
    int number = 0;
    std::size_t indent = 0;
    std::string key;    // of "key: …"; empty: an item of a list
    std::string value;  // behind the colon; empty: lines below it are its children
    base::SourceSpan span;
};

std::string_view unquoted(std::string_view word) {
    word = base::trim(word);
    const bool quoted =
        word.size() >= 2 && (word.front() == '"' || word.front() == '\'') && word.back() == word.front();
    return quoted ? word.substr(1, word.size() - 2) : word;
}

// How many brackets stay open behind the text.
int brackets(std::string_view text, int open) {
    char quote = 0;
    for (const char c : text) {
        if (quote != 0) {
            quote = c == quote ? 0 : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '{' || c == '[') {
            ++open;
        } else if (c == '}' || c == ']') {
            --open;
        }
    }
    return std::max(open, 0);
}

// What stands inside brackets over several lines is no line of its own.
std::vector<Line> lines_of(const std::shared_ptr<const base::SourceFile>& file) {
    std::vector<Line> lines;
    int open = 0;
    const std::string_view text = file->text;
    int number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view raw = text.substr(begin, end - begin);
        const std::string_view content = base::trim(raw.substr(0, std::min(raw.find(" #"), raw.size())));
        ++number;
        const bool begins = open == 0 && !content.empty() && content.front() != '#' && content != "---";
        open = brackets(content.empty() || content.front() == '#' ? "" : content, open);
        if (begins) {
            Line line;
            line.number = number;
            line.indent = raw.find_first_not_of(' ');
            line.span = base::span_of_bytes(file, begin + line.indent, begin + line.indent + content.size());
            const std::size_t colon = content.find(':');
            const bool is_item = content.front() == '-';
            if (!is_item && colon != std::string_view::npos) {
                line.key = unquoted(content.substr(0, colon));
                line.value = base::trim(content.substr(colon + 1));
            } else {
                line.value = content;
            }
            lines.push_back(std::move(line));
        }
        begin = end + 1;
    }
    return lines;
}

class Outline {
public:
    Outline(const std::shared_ptr<const base::SourceFile>& file, const std::vector<KnownTable>& tables)
        : tables_(tables), lines_(lines_of(file)) {
        for (const Line& line : lines_) {
            if (const table::TableSpec* spec = spec_of(line.key)) {
                described_.insert(spec->name);
            }
            keys_.insert(line.key);
        }
    }

    std::optional<base::Diagnostic> find();

private:
    struct Open {
        std::size_t indent;
        Level level;       // of its children
        const Line* line;  // null: the file itself
        std::set<std::string> children{};
    };
    [[nodiscard]] const table::TableSpec* spec_of(const std::string& name) const;
    [[nodiscard]] bool is_input(const std::string& word) const;
    [[nodiscard]] Level level_below(Level level, const std::string& key) const;
    [[nodiscard]] std::string missing_before(const Line& line, Open& parent, const Line* before);
    [[nodiscard]] static std::string missing_list(const Line& line, Level level);
    [[nodiscard]] std::string missing_table(std::size_t at) const;
    [[nodiscard]] std::string missing_input(const Line& line) const;

    const std::vector<KnownTable>& tables_;
    std::vector<Line> lines_;
    std::set<std::string> described_;
    std::set<std::string> keys_;
};

const table::TableSpec* Outline::spec_of(const std::string& name) const {
    for (const KnownTable& known : tables_) {
        if (known.spec->name == name) {
            return known.spec;
        }
    }
    return nullptr;
}

bool Outline::is_input(const std::string& word) const {
    return std::any_of(tables_.begin(), tables_.end(), [&](const KnownTable& known) {
        const auto& columns = known.spec->columns;
        return (!word.empty() && (word == known.spec->key || word == known.spec->parent_key)) ||
               std::any_of(columns.begin(), columns.end(),
                           [&](const table::ColumnSpec& column) { return column.name == word; });
    });
}

Level Outline::level_below(Level level, const std::string& key) const {
    if (level == Level::root) {
        return key == "tables" ? Level::tables : Level::other;
    }
    if (level == Level::tables) {
        return Level::table;
    }
    if (level == Level::table) {
        return key == "columns" ? Level::columns : key == "total_row" ? Level::total_row : Level::other;
    }
    return level == Level::columns ? Level::column : Level::other;
}

// The table whose inputs the lines from `at` on speak of, of those that no line names.
std::string Outline::missing_table(std::size_t at) const {
    std::string best;
    std::size_t most = 0;
    for (const KnownTable& known : tables_) {
        if (described_.contains(known.spec->name)) {
            continue;
        }
        std::size_t met = known.required ? 1U : 0U;
        std::set<std::string> own = {known.spec->key};
        for (const table::ColumnSpec& column : known.spec->columns) {
            own.insert(column.name);
        }
        for (std::size_t i = at; i < lines_.size() && (i == at || spec_of(lines_[i].key) == nullptr); ++i) {
            met += own.contains(lines_[i].key) ? 2U : 0U;
        }
        if (met > most) {
            most = met;
            best = known.spec->name;
        }
    }
    return best;
}

// The input whose `from` stands alone: by its header, else any that no line names.
std::string Outline::missing_input(const Line& line) const {
    std::vector<std::string> open;
    for (const KnownTable& known : tables_) {
        for (const table::ColumnSpec& column : known.spec->columns) {
            if (keys_.contains(column.name)) {
                continue;
            }
            open.push_back(column.name);
            if (line.key == "from" && likeliest(std::string(unquoted(line.value)), column.headers)) {
                return column.name;
            }
        }
    }
    return open.empty() ? "INPUT" : base::join(open, ": / ");
}

// The list that an item belongs to; empty where items may stand.
std::string Outline::missing_list(const Line& line, Level level) {
    const std::string_view item = base::trim(std::string_view(line.value).substr(1));
    if (level == Level::column) {
        return "format";
    }
    if (level != Level::table && level != Level::columns) {
        return "";
    }
    const bool is_number = !item.empty() && item.find_first_not_of("0123456789_") == std::string_view::npos;
    return item.ends_with(".csv") ? "file" : is_number ? "rows" : "ignore";
}

// The parent that this line lacks; empty when it stands where it may.
std::string Outline::missing_before(const Line& line, Open& parent, const Line* before) {
    const std::string& key = line.key;
    const bool is_deeper_than_value = before != nullptr && line.indent > before->indent && !before->value.empty();
    const auto at = static_cast<std::size_t>(&line - lines_.data());
    if (key.empty()) {
        return line.value.starts_with("-") ? missing_list(line, parent.level) : "";
    }
    if (parent.level == Level::root && !is_root_key(key)) {
        return spec_of(key) != nullptr ? "tables" : is_input(key) && line.indent > 0 ? "absent" : "";
    }
    if (parent.level == Level::tables && spec_of(key) == nullptr) {
        return is_table_key(key) ? missing_table(at) : is_input(key) ? "absent" : "";
    }
    const bool is_number = !line.value.empty() && line.value.find_first_not_of("0123456789.,-_\"") == std::string::npos;
    if (parent.level == Level::table && !is_table_key(key)) {
        if (is_one_of(key, {"column", "text"})) {
            return "total_row";
        }
        return is_input(key) || line.value.starts_with("{") ? "columns"
               : is_deeper_than_value && is_number          ? "sums"
                                                            : "";
    }
    if (parent.level == Level::table && !parent.children.insert(key).second) {
        return missing_table(at);
    }
    if (parent.level == Level::total_row && !is_one_of(key, {"column", "text"})) {
        return is_number ? "sums" : "";
    }
    const bool is_second = parent.level == Level::column && !parent.children.insert(key).second;
    if ((is_second || parent.level == Level::columns) && is_column_key(key) && !is_input(key)) {
        return missing_input(line);
    }
    return parent.level == Level::column && !is_column_key(key) && is_deeper_than_value ? "values" : "";
}

std::optional<base::Diagnostic> Outline::find() {
    std::vector<Open> open = {{0, Level::root, nullptr}};
    const Line* before = nullptr;
    for (const Line& line : lines_) {
        // Items of a list may stand as far out as its key.
        while (open.size() > 1 &&
               (line.indent < open.back().indent || (line.indent == open.back().indent && !line.key.empty()))) {
            open.pop_back();
        }
        const std::string missing = missing_before(line, open.back(), before);
        if (!missing.empty()) {
            base::Diagnostic told{"line-without-parent",
                                  base::Severity::error,
                                  line.span,
                                  {base::shown(line.key.empty() ? line.value : line.key + ":"), missing},
                                  {},
                                  {},
                                  {}};
            return told.with_help("help-put-line-above", {missing + ":", std::to_string(line.number)});
        }
        if (!line.key.empty() && line.value.empty()) {
            open.push_back({line.indent, level_below(open.back().level, line.key), &line});
        }
        before = &line;
    }
    return std::nullopt;
}

}  // namespace

std::optional<base::Diagnostic> find_missing_parent(const std::shared_ptr<const base::SourceFile>& file,
                                                    const std::vector<KnownTable>& tables) {
    return Outline(file, tables).find();
}

}  // namespace doudi::population
