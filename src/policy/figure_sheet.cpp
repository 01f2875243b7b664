// A sheet of figures → the tree `values:` would be. What a figure may be is left to figure_reader.cpp.

#include "figure_sheet.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "doudi/base/file.hpp"
#include "doudi/base/text.hpp"
#include "doudi/table/csv.hpp"
#include "doudi/table/date_form.hpp"
#include "doudi/yaml/fields.hpp"

namespace doudi::policy {

using yaml::Node;
using yaml::NodeKind;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t sheet_limit = std::size_t{64} << 20U;
const std::vector<std::string> about_figures = {"published", "reference", "note"};

Node scalar(std::string text, base::SourceSpan span) {
    Node node;
    node.kind = NodeKind::scalar;
    node.text = std::move(text);
    node.span = std::move(span);
    return node;
}

Node map_at(base::SourceSpan span) {
    Node node;
    node.kind = NodeKind::map;
    node.span = std::move(span);
    return node;
}

/// One column that something reads: an index, a parameter, the day, or what is said about the figure.
struct Column {
    std::string header;
    base::SourceSpan place;                     ///< where the description names it
    std::map<std::string, std::string> values;  ///< as the sheet writes → as the law writes; empty: as it stands
    std::vector<table::DateForm> forms;         ///< of a day; empty: YYYY-MM-DD or YYYY-MM
    bool must_be = true;                        ///< a sheet without it is refused
    std::optional<std::size_t> field;           ///< in the sheet
};

class SheetReader {
public:
    SheetReader(const SheetPlace& place, const Node& key, const Node& described)
        : place_(place), key_(key), described_(described) {}

    Node values(const std::vector<std::string>& by, const std::string& unit) {
        yaml::Fields fields(place_.diagnostics, described_, key_.span, {"file", "from", "value", "columns", "ignore"});
        if (!fields.usable()) return map_at(key_.span);
        by_ = by;
        unit_ = unit;
        read_columns(fields);
        for (const std::string& index : by) want(index);
        want("value");
        want("unit", false);
        for (const std::string_view own : {"from", "value"})
            if (const auto header = fields.text(own)) {
                columns_[std::string(own)].header = *header;
                columns_[std::string(own)].place = fields.find(own)->span;
            }
        if (!read_sheet(fields)) return map_at(key_.span);
        return tree("value");
    }

    Node parameters() {
        yaml::Fields fields(place_.diagnostics, described_, key_.span, {"file", "by", "columns", "ignore"});
        Node all = map_at(key_.span);
        if (!fields.usable()) return all;
        for (const Node* index : fields.list("by")) by_.push_back(index->text);
        read_columns(fields);
        for (const std::string& index : by_) want(index);
        const std::vector<std::string> names = parameters_named();
        if (names.empty()) place_.diagnostics.error("sheet-without-parameters", key_.span);
        if (names.empty() || !read_sheet(fields)) return all;
        for (const std::string& name : names) {
            Node overlay = map_at(columns_[name].place);
            overlay.set(scalar("values", columns_[name].place), tree(name));
            all.set(scalar(name, columns_[name].place), std::move(overlay));
        }
        return all;
    }

private:
    // What the description says of the columns.

    void read_columns(yaml::Fields& fields) {
        if (const Node* columns = fields.find("columns")) {
            if (!columns->is_map()) place_.diagnostics.error("not-a-map", columns->span);
            for (std::size_t i = 0; i < columns->keys.size(); ++i) read_column(columns->keys[i], columns->items[i]);
        }
        want("from");
        for (const std::string& about : about_figures) want(about, false);
        for (const Node* header : fields.list("ignore")) ignored_.push_back(header->text);
    }

    void read_column(const Node& key, const Node& node) {
        Column& column = columns_[key.text];
        column.place = key.span;
        column.header = node.text;
        if (node.is_scalar()) return;
        yaml::Fields fields(place_.diagnostics, node, key.span, {"from", "values", "format"});
        column.header = fields.text("from").value_or(key.text);
        if (const Node* values = fields.find("values"); values != nullptr && values->is_map()) {
            for (std::size_t i = 0; i < values->keys.size(); ++i)
                column.values[values->keys[i].text] = values->items[i].text;
        } else if (values != nullptr) {
            place_.diagnostics.error("not-a-map", values->span);
        }
        for (const Node* form : fields.list("format")) {
            if (auto parsed = table::DateForm::parse(form->text)) {
                column.forms.push_back(std::move(*parsed));
            } else {
                place_.diagnostics.error("sheet-format", form->span, {base::shown(form->text)});
            }
        }
    }

    /// A column that goes by its own name unless the description names another.
    void want(const std::string& name, bool must_be = true) {
        Column& column = columns_[name];
        if (column.header.empty()) {
            column.header = name;
            column.place = key_.span;
            column.must_be = must_be;
        }
        read_.push_back(name);
    }

    std::vector<std::string> parameters_named() {
        std::vector<std::string> names;
        for (const auto& [name, column] : columns_)
            if (std::find(read_.begin(), read_.end(), name) == read_.end()) names.push_back(name);
        return names;
    }

    // The sheet itself.

    bool read_sheet(yaml::Fields& fields) {
        const auto name = fields.text("file");
        if (!name) {
            if (!fields.has("file")) place_.diagnostics.error("sheet-file", key_.span, {"…"});
            return false;
        }
        const fs::path path = fs::path(*name).lexically_normal();
        if (path.is_absolute() || *path.begin() == ".." || path.extension() != ".csv") {
            place_.diagnostics.error("sheet-file", fields.find("file")->span, {base::shown(*name)});
            return false;
        }
        const fs::path whole = place_.folder / path;
        auto source = base::read_source(whole, whole.lexically_normal().string(), sheet_limit);
        place_.diagnostics.append(source.diagnostics());
        if (!source) return false;
        sheet_ = *source;
        const auto same = [&](const auto& one) { return one->name == sheet_->name; };
        if (std::none_of(place_.sheets.begin(), place_.sheets.end(), same)) place_.sheets.push_back(sheet_);
        return read_rows();
    }

    bool read_rows() {
        table::CsvScanner scanner;
        scanner.feed(sheet_->text);
        scanner.finish();
        table::CsvRecord record;
        bool sound = scanner.next(record) == table::CsvScanner::Step::record && read_header(record);
        if (header_.empty()) place_.diagnostics.error("sheet-empty", {sheet_, 0, 0, 0});
        while (sound && scanner.next(record) == table::CsvScanner::Step::record) read_row(record);
        for (const table::CsvMistake& mistake : scanner.take_mistakes()) {
            place_.diagnostics.error(table::code_of(mistake.fault), at(mistake.place, 1));
            sound = false;
        }
        return sound;
    }

    bool read_header(const table::CsvRecord& record) {
        for (std::size_t i = 0; i < record.size(); ++i) {
            header_.emplace_back(record.text(i));
            if (std::find(header_.begin(), header_.end() - 1, header_.back()) != header_.end() - 1)
                place_.diagnostics.error("sheet-column-twice", span(record, i), {base::shown(header_.back())});
        }
        for (auto& [name, column] : columns_) find_column(name, column);
        bool all_there = true;
        for (const auto& [name, column] : columns_) all_there = all_there && (column.field || !column.must_be);
        for (std::size_t i = 0; i < header_.size(); ++i) {
            const auto reads = [&](const auto& one) { return one.second.field == i; };
            const bool is_ignored = std::find(ignored_.begin(), ignored_.end(), header_[i]) != ignored_.end();
            if (!is_ignored && std::none_of(columns_.begin(), columns_.end(), reads))
                place_.diagnostics.error("sheet-column-unread", span(record, i), {base::shown(header_[i])});
        }
        return all_there;
    }

    void find_column(const std::string& name, Column& column) {
        const auto found = std::find(header_.begin(), header_.end(), column.header);
        if (found != header_.end()) column.field = static_cast<std::size_t>(found - header_.begin());
        if (column.field || !column.must_be) return;
        auto& error = place_.diagnostics.error("sheet-column-missing", column.place,
                                               {base::shown(column.header), name, base::join(header_, ", ")});
        if (const auto near = base::nearest(column.header, header_)) error.with_help("help-did-you-mean", {*near});
    }

    void read_row(const table::CsvRecord& record) {
        const base::SourceSpan line = at({record.line(), 1}, 1);
        if (record.is_broken()) return;
        if (record.size() != header_.size()) {
            place_.diagnostics.error("sheet-row", line,
                                     {std::to_string(header_.size()), std::to_string(record.size())});
            return;
        }
        check_unit(record);
        std::vector<Node> keys;
        for (const std::string& index : by_) keys.push_back(cell(record, index));
        keys.push_back(cell(record, "from"));
        for (const auto& [name, column] : columns_) {
            const bool is_figure = name == "value" || std::find(read_.begin(), read_.end(), name) == read_.end();
            if (is_figure) add_figure(record, name, keys);
        }
    }

    void check_unit(const table::CsvRecord& record) {
        const auto unit = columns_.find("unit");
        if (unit == columns_.end() || !unit->second.field || unit_.empty()) return;
        const std::string_view text = record.text(*unit->second.field);
        if (text != unit_)
            place_.diagnostics.error("sheet-unit", span(record, *unit->second.field), {base::shown(text), unit_});
    }

    /// `{value, published, …}` under its index values and its day. An empty cell among many parameters states nothing.
    void add_figure(const table::CsvRecord& record, const std::string& name, const std::vector<Node>& keys) {
        Node value = cell(record, name);
        if (value.text.empty() && name != "value") return;
        if (value.text.empty() || value.text == "null") value.kind = NodeKind::null;
        Node figure = map_at(value.span);
        figure.set(scalar("value", value.span), value);
        for (const std::string& about : about_figures) {
            if (!columns_[about].field) continue;
            Node text = cell(record, about);
            if (!text.text.empty()) figure.set(scalar(about, text.span), std::move(text));
        }
        Leaf& leaf = leaves_[name][texts_of(keys)];
        if (leaf.figure.is_map()) {
            place_.diagnostics.error("overlap", keys.back().span, {keys.back().text})
                .with_note("first-is-here", leaf.keys.back().span);
            return;
        }
        leaf = {keys, std::move(figure)};
    }

    /// The cell's text in the law's own spelling.
    Node cell(const table::CsvRecord& record, const std::string& name) {
        const Column& column = columns_.at(name);
        Node node = scalar(std::string(record.text(*column.field)), span(record, *column.field));
        if (!column.values.empty()) {
            const auto found = column.values.find(node.text);
            if (found == column.values.end()) {
                std::vector<std::string> known;
                for (const auto& [text, value] : column.values) known.push_back(text);
                place_.diagnostics.error("sheet-word", node.span, {name, base::shown(node.text), base::join(known, ", ")});
            } else {
                node.text = found->second;
            }
        }
        if (!column.forms.empty()) node.text = day(node, column);
        return node;
    }

    std::string day(const Node& node, const Column& column) {
        std::vector<std::string> forms;
        for (const table::DateForm& form : column.forms) {
            const auto read = form.read(node.text);
            if (read) return form.has_day() ? read->to_string() : read->to_string().substr(0, 7);
            forms.push_back(form.text());
        }
        place_.diagnostics.error("sheet-day", node.span, {base::shown(node.text), base::join(forms, ", ")});
        return node.text;
    }

    // From leaves to the tree.

    struct Leaf {
        std::vector<Node> keys;  ///< index values, then the day
        Node figure;
    };

    static std::vector<std::string> texts_of(const std::vector<Node>& keys) {
        std::vector<std::string> texts;
        for (const Node& key : keys) texts.push_back(key.text);
        return texts;
    }

    /// Leaves come sorted by their keys, so that those which share keys follow each other.
    Node tree(const std::string& name) {
        Node root = map_at(columns_[name].place);
        for (auto& [texts, leaf] : leaves_[name]) {
            Node* level = &root;
            for (std::size_t i = 0; i + 1 < leaf.keys.size(); ++i) {
                if (level->keys.empty() || level->keys.back().text != texts[i]) {
                    level->keys.push_back(leaf.keys[i]);
                    level->items.push_back(map_at(leaf.keys[i].span));
                }
                level = &level->items.back();
            }
            level->keys.push_back(leaf.keys.back());
            level->items.push_back(std::move(leaf.figure));
        }
        return root;
    }

    [[nodiscard]] base::SourceSpan span(const table::CsvRecord& record, std::size_t field) const {
        return at(record.place(field), base::count_characters(record.text(field)));
    }
    [[nodiscard]] base::SourceSpan at(const table::CsvPlace& place, std::size_t characters) const {
        const int column = static_cast<int>(place.column);
        return {sheet_, static_cast<int>(place.line), column,
                column + std::max(1, static_cast<int>(characters))};
    }

    const SheetPlace& place_;
    const Node& key_;
    const Node& described_;
    std::vector<std::string> by_;
    std::string unit_;
    std::map<std::string, Column> columns_;
    std::vector<std::string> read_;  // names of columns that hold no figure of parameters_from
    std::vector<std::string> ignored_;
    std::vector<std::string> header_;
    std::shared_ptr<const base::SourceFile> sheet_;
    std::map<std::string, std::map<std::vector<std::string>, Leaf>> leaves_;  // parameter (or "value") → keys → figure
};

}  // namespace

Node values_of_sheet(const SheetPlace& place, const Node& key, const Node& described,
                     const std::vector<std::string>& by, const std::string& unit) {
    return SheetReader(place, key, described).values(by, unit);
}

Node parameters_of_sheet(const SheetPlace& place, const Node& key, const Node& described) {
    return SheetReader(place, key, described).parameters();
}

}  // namespace doudi::policy
