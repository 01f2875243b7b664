// `doudi test --update`: finds where each value stands that came otherwise, and writes the file anew with only these
// changed. Values are found in the text that was read; a file that changed meanwhile is left alone.

#include "test_update.hpp"

#include <algorithm>
#include <optional>

#include "doudi/base/file.hpp"
#include "doudi/base/text.hpp"
#include "doudi/yaml/node.hpp"

namespace doudi::runs {

namespace {

constexpr std::size_t file_limit = std::size_t{4} << 20U;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The value behind the key that stands there.
const yaml::Node* value_at(const yaml::Node& node, const base::SourceSpan& key) {
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        const bool is_it = node.is_map() && node.keys[i].span.line == key.line && node.keys[i].span.column == key.column;
        if (is_it) return &node.items[i];
        if (const yaml::Node* found = value_at(node.items[i], key)) return found;
    }
    return nullptr;
}

/// Behind the quote that closes the text.
std::optional<std::size_t> end_of_quoted(const std::string& text, std::size_t begin) {
    const char quote = text[begin];
    for (std::size_t i = begin + 1; i < text.size() && text[i] != '\n'; ++i) {
        if (quote == '"' && text[i] == '\\') {
            ++i;
        } else if (text[i] == quote) {
            if (quote == '"' || i + 1 >= text.size() || text[i + 1] != quote) return i + 1;
            ++i;
        }
    }
    return std::nullopt;
}

/// Behind the bracket that closes a list or map; nothing where it holds a comment, which would be lost.
std::optional<std::size_t> end_of_bracket(const std::string& text, std::size_t begin) {
    int open = 0;
    for (std::size_t i = begin; i < text.size(); ++i) {
        const char c = text[i];
        const bool begins_word = i > 0 && std::string_view(" \n[{,").find(text[i - 1]) != std::string_view::npos;
        if (c == '#' && begins_word) return std::nullopt;
        if ((c == '"' || c == '\'') && begins_word) {
            const auto end = end_of_quoted(text, i);
            if (!end) return std::nullopt;
            i = *end - 1;
        } else if (c == '[' || c == '{') {
            ++open;
        } else if ((c == ']' || c == '}') && --open == 0) {
            return i + 1;
        }
    }
    return std::nullopt;
}

/// Behind the value; nothing for one that goes on over indented lines.
std::optional<std::size_t> end_of(const yaml::Node& value) {
    const std::string& text = value.span.file->text;
    if (value.begin >= text.size()) return std::nullopt;
    const char first = text[value.begin];
    if (value.is_scalar() && value.quoted) return first == '"' || first == '\'' ? end_of_quoted(text, value.begin) : std::nullopt;
    if (value.is_scalar()) return text.compare(value.begin, value.text.size(), value.text) == 0 ? std::optional(value.begin + value.text.size()) : std::nullopt;
    return first == '[' || first == '{' ? end_of_bracket(text, value.begin) : std::nullopt;
}

struct Edit {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string text;
    Updated told;
};

std::optional<Edit> edit_of(const yaml::Node& value, const std::string& text, const std::string& what) {
    const auto end = end_of(value);
    if (!end || text.empty()) return std::nullopt;
    const std::string before = value.span.file->text.substr(value.begin, *end - value.begin);
    return Edit{value.begin, *end, text, {value.span, what, before, text}};
}

const yaml::Node* field_of(const yaml::Node& map, const std::string& path) {
    const yaml::Node* node = &map;
    for (const std::string_view key : base::split(path, '.'))
        if (node != nullptr) node = node->find(key);
    return node;
}

/// All edits that make one expectation true, or none.
std::vector<Edit> edits_of(const yaml::Node& root, const Difference& difference) {
    const yaml::Node* value = value_at(root, difference.span);
    if (value == nullptr) return {};
    const std::string what = difference.month.to_string() + " " + difference.what;
    std::vector<Edit> edits;
    if (!value->is_map() || difference.fields.empty()) {
        if (auto edit = edit_of(*value, difference.instead, what)) edits.push_back(std::move(*edit));
        return edits;
    }
    for (const auto& [path, text] : difference.fields) {
        const yaml::Node* field = field_of(*value, path);
        auto edit = field == nullptr ? std::nullopt : edit_of(*field, text, what + "." + path);
        if (!edit) return {};
        edits.push_back(std::move(*edit));
    }
    return edits;
}

std::string with_edits(std::string text, const std::vector<Edit>& edits) {
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) text.replace(edit->begin, edit->end - edit->begin, edit->text);
    return text;
}

}  // namespace

base::Result<std::vector<Updated>> update_cases(const std::filesystem::path& file, const std::vector<CaseResult>& failed) {
    std::vector<Updated> updated;
    if (failed.empty()) return updated;
    const auto& source = failed.front().span.file;
    const auto root = yaml::read_yaml(source);
    auto bytes = base::read_file(file, file_limit);
    if (!root || !bytes) return root ? std::move(bytes.diagnostics()) : root.diagnostics();
    const std::string mark(bytes->starts_with(byte_order_mark) ? byte_order_mark : "");
    if (*bytes != mark + source->text) {
        base::Diagnostics changed;
        changed.error("cases-changed", base::place_of(source->name));
        return changed;
    }
    std::vector<Edit> edits;
    for (const CaseResult& one : failed)
        for (const Difference& difference : one.differences)
            for (Edit& edit : edits_of(*root, difference)) edits.push_back(std::move(edit));
    if (edits.empty()) return updated;
    std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.begin < b.begin; });
    const std::string text = with_edits(source->text, edits);
    base::ensure(yaml::read_yaml(std::make_shared<const base::SourceFile>(base::SourceFile{source->name, text})).ok(), "a rewritten file of cases can be read");
    if (base::Diagnostics wrong = base::replace_file(file, mark + text); wrong.has_errors()) return wrong;
    for (Edit& edit : edits) updated.push_back(std::move(edit.told));
    return updated;
}

}  // namespace doudi::runs
