// Matches the headers of a described sheet: lines of population.yaml first, then the policy's own names.
// A header that nobody reads and an input without a header are told with the line that would mend it.

#include "sheet_columns.hpp"

#include <algorithm>
#include <utility>

#include "doudi/base/text.hpp"
#include "suggestions.hpp"

namespace doudi::population {
namespace {

class Matcher {
public:
    Matcher(const Rows& rows, const TableForm& form, Mistakes& mistakes)
        : rows_(rows), form_(form), layout_(*form.layout), mistakes_(mistakes), read_(rows.header().size(), false) {}

    std::optional<SheetColumns> match();

private:
    std::size_t field_of(const std::string& header);
    std::size_t described(const std::string& header, const base::SourceSpan& span);
    std::size_t key_field(const std::string& key);
    void match_column(const ColumnForm& column, std::size_t& field);
    std::size_t implicit_field(const ColumnForm& column);
    void check_contradiction(const ColumnForm& column);
    void check_ignored();
    void report_rest(std::vector<std::string> ignorable);
    [[nodiscard]] std::vector<std::string> unread() const;

    const Rows& rows_;
    const TableForm& form_;
    const TableLayout& layout_;
    Mistakes& mistakes_;
    std::vector<bool> read_;
    std::vector<Missing> missing_;
    bool is_sound_ = true;
};

// The field with this header, which is then read; twice there is a mistake.
std::size_t Matcher::field_of(const std::string& header) {
    std::size_t found = absent;
    for (std::size_t field = 0; field < read_.size(); ++field) {
        if (rows_.header()[field] != header) {
            continue;
        }
        if (found != absent) {
            mistakes_.error("duplicate-column", rows_.header_place(field), {base::shown(header)})
                .with_note("first-is-here", rows_.header_place(found));
            is_sound_ = false;
        }
        read_[field] = true;
        found = found == absent ? field : found;
    }
    return found;
}

// A header that population.yaml speaks of has to be there.
std::size_t Matcher::described(const std::string& header, const base::SourceSpan& span) {
    const std::size_t field = field_of(header);
    if (field == absent) {
        is_sound_ = false;
        base::Diagnostic& told =
            mistakes_.error("layout-no-such-header", span, {base::shown(header), shown_list(rows_.header())});
        if (const auto near = likeliest(header, rows_.header())) {
            told.with_help("help-did-you-mean", {base::shown(*near)});
        }
    }
    return field;
}

std::size_t Matcher::key_field(const std::string& key) {
    if (const ColumnLayout* line = layout_.find(key)) {
        return described(line->header, line->span);
    }
    const std::size_t field = field_of(key);
    if (field == absent) {
        missing_.push_back({key, {key}, nullptr});
    }
    return field;
}

// By one of the policy's own names; two of them in one sheet leave it open which is meant.
std::size_t Matcher::implicit_field(const ColumnForm& column) {
    std::size_t found = absent;
    for (const std::string& header : column.spec.headers) {
        if (layout_.ignores(header)) {
            continue;
        }
        const std::size_t field = field_of(header);
        if (field == absent) {
            continue;
        }
        if (found != absent && !column.spec.ignored) {
            mistakes_
                .error("header-for-two", rows_.header_place(field),
                       {base::shown(header), base::shown(rows_.header()[found]), column.spec.name})
                .with_help("help-put-line",
                           {"ignore: [" + yaml_word(header, true) + "]", "tables: " + layout_.table + ":"});
            is_sound_ = false;
        }
        found = found == absent ? field : found;
    }
    return found;
}

// A line that takes for one input what the policy calls another contradicts it, unless that one has a line too.
void Matcher::check_contradiction(const ColumnForm& column) {
    for (const ColumnForm& other : form_.columns) {
        const auto& names = other.spec.headers;
        const bool is_named = std::find(names.begin(), names.end(), column.line->header) != names.end();
        if (&other != &column && is_named && other.line == nullptr && !other.spec.ignored) {
            mistakes_.error("layout-header-contradicts", column.line->span,
                            {base::shown(column.line->header), other.spec.name, column.spec.name});
            is_sound_ = false;
        }
    }
    for (const std::string& header : column.spec.headers) {
        const auto& headers = rows_.header();
        if (header != column.line->header && !layout_.ignores(header) &&
            std::find(headers.begin(), headers.end(), header) != headers.end()) {
            mistakes_
                .error("layout-header-twice", column.line->span,
                       {column.spec.name, base::shown(column.line->header), base::shown(header)})
                .with_help("help-put-line",
                           {"ignore: [" + yaml_word(header, true) + "]", "tables: " + layout_.table + ":"});
            field_of(header);
            is_sound_ = false;
        }
    }
}

void Matcher::match_column(const ColumnForm& column, std::size_t& field) {
    if (column.line != nullptr) {
        field = described(column.line->header, column.line->span);
        check_contradiction(column);
        return;
    }
    field = implicit_field(column);
    if (column.absent != nullptr && field != absent) {
        mistakes_.error("absent-but-there", column.absent->span,
                        {column.spec.name, base::shown(rows_.header()[field])});
        is_sound_ = false;
    }
    if (field == absent && column.absent == nullptr && !column.spec.ignored && !column.may_be_absent) {
        missing_.push_back({column.spec.name, column.spec.headers, &column});
    }
}

void Matcher::check_ignored() {
    for (const auto& [header, span] : layout_.ignore) {
        described(header, span);
    }
    for (const std::string& header : form_.elsewhere) {
        field_of(header);
    }
}

std::vector<std::string> Matcher::unread() const {
    std::vector<std::string> headers;
    for (std::size_t field = 0; field < read_.size(); ++field) {
        if (!read_[field]) {
            headers.push_back(rows_.header()[field]);
        }
    }
    return headers;
}

// Headers that nobody reads and inputs that have none are told together: often one is the other. `ignorable` are those
// that a list may name, control figures stand under some.
void Matcher::report_rest(std::vector<std::string> ignorable) {
    std::vector<std::string> rest = unread();
    is_sound_ = is_sound_ && rest.empty() && missing_.empty();
    const std::vector<std::string> all = rest;
    for (const Missing& missing : missing_) {
        base::Diagnostic& told = mistakes_.error("no-column-for", rows_.header_place(0),
                                                 {base::shown(missing.input), shown_list(missing.headers)});
        if (const auto header = suggest_column(told, missing, layout_, rest, all)) {
            std::erase(rest, *header);
            std::erase(ignorable, *header);
        }
    }
    if (rest.empty()) {
        return;
    }
    const auto& headers = rows_.header();
    const auto first = std::find(headers.begin(), headers.end(), rest.front()) - headers.begin();
    suggest_ignore(
        mistakes_.error("unread-columns", rows_.header_place(static_cast<std::size_t>(first)), {shown_list(rest)}),
        ignorable, form_);
}

std::optional<SheetColumns> Matcher::match() {
    SheetColumns found;
    const table::TableSpec& spec = *form_.spec;
    if (!spec.key.empty()) {
        found.key = key_field(spec.key);
    }
    if (!spec.parent_key.empty()) {
        found.parent_key = key_field(spec.parent_key);
    }
    found.columns.resize(form_.columns.size(), absent);
    for (std::size_t i = 0; i < form_.columns.size(); ++i) {
        match_column(form_.columns[i], found.columns[i]);
    }
    if (!layout_.distinct.empty()) {
        found.distinct = described(layout_.distinct, layout_.distinct_span);
    }
    check_ignored();
    std::vector<std::string> ignorable = unread();
    if (layout_.total_row) {
        described(layout_.total_row->column, layout_.total_row->span);
    }
    for (const ControlSum& control : layout_.sums) {
        described(control.header, control.span);
    }
    report_rest(std::move(ignorable));
    return is_sound_ ? std::optional(std::move(found)) : std::nullopt;
}

std::optional<SheetColumns> match_plain(const Rows& rows, const TableForm& form, Mistakes& mistakes) {
    const table::TableSpec& spec = *form.spec;
    std::vector<WantedColumn> wanted;
    for (const std::string& key : {spec.key, spec.parent_key}) {
        if (!key.empty()) {
            wanted.push_back({{key}, true});
        }
    }
    const std::size_t first = wanted.size();
    for (const ColumnForm& column : form.columns) {
        const auto& headers = column.spec.headers;
        wanted.push_back(
            {headers.empty() ? std::vector{column.spec.name} : headers, !column.spec.ignored && !column.may_be_absent});
    }
    const auto fields = match_columns(rows, wanted, mistakes);
    if (!fields) {
        return std::nullopt;
    }
    SheetColumns found;
    found.key = spec.key.empty() ? absent : fields->front();
    found.parent_key = spec.parent_key.empty() ? absent : (*fields)[first - 1];
    found.columns.assign(fields->begin() + static_cast<std::ptrdiff_t>(first), fields->end());
    return found;
}

}  // namespace

std::optional<SheetColumns> find_sheet_columns(const Rows& rows, const TableForm& form, Mistakes& mistakes) {
    return form.is_plain() ? match_plain(rows, form, mistakes) : Matcher(rows, form, mistakes).match();
}

bool check_header_line(const SheetFile& file, const TableForm& form, Mistakes& mistakes) {
    constexpr int most_lines = 20;
    constexpr std::size_t most_bytes = std::size_t{1} << 16U;
    const std::set<std::string> names = headers_of(form);
    CsvScanner scanner;
    scanner.feed(std::string_view(file.bytes).substr(0, most_bytes));
    if (file.bytes.size() <= most_bytes) {
        scanner.finish();
    }
    CsvRecord record;
    std::size_t here = 0;
    std::size_t best = 0;
    int best_line = 0;
    std::int64_t physical = 0;
    for (int line = 0; line < most_lines && scanner.next(record) == CsvScanner::Step::record; ++line) {
        std::size_t known = 0;
        for (std::size_t field = 0; field < record.size(); ++field) {
            known += names.contains(std::string(record.text(field))) ? 1U : 0U;
        }
        if (line == form.layout->skip_rows) {
            here = known;
        }
        if (known > best) {
            best = known;
            best_line = line;
            physical = record.line();
        }
    }
    if (here == 0 && best < 2) {  // perhaps data without a header, so nothing of it is repeated: it may be personal
        mistakes.error("no-header-described", place_in_data(file.source, 0, 0),
                       {std::to_string(form.layout->skip_rows)});
        return false;
    }
    if (best <= here || best < 2) {
        return true;
    }
    mistakes
        .error("header-elsewhere", place_in_data(file.source, physical, 1),
               {std::to_string(form.layout->skip_rows), std::to_string(physical)})
        .with_help("help-put-line", {"skip_rows: " + std::to_string(best_line), "tables: " + form.layout->table + ":"});
    return false;
}

}  // namespace doudi::population
