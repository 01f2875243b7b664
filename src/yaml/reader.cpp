// Builds a Node tree from yaml-cpp's events, and refuses duplicate keys, anchors, tags, second documents and whatever
// else it would take silently. What the keys mean is left to the readers.


#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "doudi/base/interrupt.hpp"
#include "doudi/base/text.hpp"
#include "doudi/yaml/node.hpp"

namespace doudi::yaml {

namespace {

constexpr std::size_t max_levels = 32;
constexpr std::size_t max_yaml_nodes = 50'000;

struct Refused {};  // reported; reading stops

class TreeBuilder : public YAML::EventHandler {
public:
    TreeBuilder(std::shared_ptr<const base::SourceFile> file, base::Diagnostics& diagnostics)
        : file_(std::move(file)), diagnostics_(diagnostics) {
        line_starts_.push_back(0);
        for (std::size_t i = 0; i < file_->text.size(); ++i)
            if (file_->text[i] == '\n') line_starts_.push_back(i + 1);
    }

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnAnchor(const YAML::Mark& mark, const std::string&) override { refuse("alias", mark); }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse("alias", mark); }

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        if (anchor != 0) refuse("alias", mark);
        Node node;
        // yaml-cpp marks the null behind "key:" one line too low: it stands where its key stands
        const base::SourceSpan here = span(offset(mark), offset(mark) + 4);
        node.span = !open_.empty() && open_.back().waiting_value ? open_.back().node.keys.back().span : here;
        if (here.line == node.span.line && is_written_null(offset(mark))) node.text = "null";
        add(std::move(node));
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
        check_tag(mark, tag, anchor);
        Node node;
        node.kind = NodeKind::scalar;
        node.text = value;
        node.begin = offset(mark);
        node.quoted = tag == "!";
        if (node.quoted && file_->text.compare(node.begin, 1, "!") == 0) refuse("tag", mark);
        if (node.quoted) check_quotes(node.begin);
        node.span = span(node.begin, node.begin + value.size() + (node.quoted ? 2U : 0U));
        add(std::move(node));
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, NodeKind::sequence);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value style) override {
        open(mark, tag, anchor, NodeKind::map);
        open_.back().node.flow = style == YAML::EmitterStyle::Flow;
    }
    void OnMapEnd() override { close(); }

    [[nodiscard]] base::SourceSpan place(const YAML::Mark& mark) const { return span(offset(mark), offset(mark) + 1); }
    /// Where the innermost bracket opened that is still open.
    [[nodiscard]] base::SourceSpan open_place(const YAML::Mark& mark) const { return open_.empty() ? place(mark) : open_.back().node.span; }
    Node root;

private:
    struct Open {
        Node node;
        std::set<std::string> keys{};
        bool waiting_value = false;  // of a map: a key was read
    };

    [[nodiscard]] std::size_t offset(const YAML::Mark& mark) const {
        const auto line = static_cast<std::size_t>(std::max(0, mark.line));
        if (line >= line_starts_.size()) return file_->text.size();
        return std::min(file_->text.size(), line_starts_[line] + static_cast<std::size_t>(std::max(0, mark.column)));
    }
    /// Like base::span_of_bytes, but counting on from the place before: a file of one long line is read once, not once a word.
    [[nodiscard]] base::SourceSpan span(std::size_t begin, std::size_t end) const {
        const std::string_view text = file_->text;
        begin = std::min(begin, text.size());
        end = std::clamp(end, begin, text.size());
        const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), begin);
        const auto line = static_cast<std::size_t>(next - line_starts_.begin());
        const std::size_t line_start = line_starts_[line - 1];
        if (last_.line != line || last_.offset > begin) last_ = {line, line_start, 1};
        last_.column += base::count_characters(text.substr(last_.offset, begin - last_.offset));
        last_.offset = begin;
        std::string_view piece = text.substr(begin, end - begin);
        piece = piece.substr(0, piece.find_first_of("\r\n"));
        return {file_, static_cast<int>(line), static_cast<int>(last_.column), static_cast<int>(last_.column + std::max<std::size_t>(1, base::count_characters(piece)))};
    }

    /// `null` and nothing else: `~`, `Null` and an empty value are null to yaml-cpp too.
    [[nodiscard]] bool is_written_null(std::size_t begin) const {
        const std::string& text = file_->text;
        return text.compare(begin, 4, "null") == 0 && (begin + 4 >= text.size() || std::string_view(" \r\n,}]#").find(text[begin + 4]) != std::string_view::npos);
    }

    [[noreturn]] void refuse(std::string code, const YAML::Mark& mark) {
        diagnostics_.error(std::move(code), place(mark));
        throw Refused{};
    }
    void check_tag(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
        if (anchor != 0) refuse("alias", mark);
        if (!tag.empty() && tag != "?" && tag != "!") refuse("tag", mark);
    }

    /// yaml-cpp accepts a quote that is never closed; a quoted text has to end on its line.
    void check_quotes(std::size_t begin) {
        const std::string& text = file_->text;
        const char quote = begin < text.size() ? text[begin] : '"';
        if (quote != '"' && quote != '\'') return;  // a block scalar
        for (std::size_t i = begin + 1; i < text.size() && text[i] != '\n'; ++i) {
            if (quote == '"' && text[i] == '\\') {
                ++i;
            } else if (text[i] == quote) {
                if (quote == '"' || i + 1 >= text.size() || text[i + 1] != quote) return;
                ++i;
            }
        }
        diagnostics_.error("unfinished-text", span(begin, text.find('\n', begin)));
        throw Refused{};
    }

    void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, NodeKind kind) {
        check_tag(mark, tag, anchor);
        if (open_.size() >= max_levels) refuse("too-deep", mark);
        Node node;
        node.kind = kind;
        node.begin = offset(mark);
        node.span = place(mark);
        open_.push_back({std::move(node)});
    }

    void close() {
        Node node = std::move(open_.back().node);
        open_.pop_back();
        add(std::move(node));
    }

    void add(Node node) {
        if (++nodes_ > max_yaml_nodes) {
            diagnostics_.error("too-many-nodes", node.span, {std::to_string(max_yaml_nodes)});
            throw Refused{};
        }
        if (nodes_ % 1024 == 0) base::obey_interrupt();
        if (open_.empty()) {
            root = std::move(node);
            return;
        }
        Open& parent = open_.back();
        if (parent.node.kind == NodeKind::sequence) {
            parent.node.items.push_back(std::move(node));
        } else if (parent.waiting_value) {
            parent.node.items.push_back(std::move(node));
            parent.waiting_value = false;
        } else {
            add_key(parent, std::move(node));
        }
    }

    void add_key(Open& parent, Node key) {
        if (!key.is_scalar()) {
            diagnostics_.error("key-not-a-word", key.span);
            throw Refused{};
        }
        if (key.text == "<<") {
            diagnostics_.error("merge-key", key.span);
            throw Refused{};
        }
        if (!parent.keys.insert(key.text).second)
            diagnostics_.error("duplicate-key", key.span, {base::shown(key.text)}).with_note("first-is-here", parent.node.key_of(key.text)->span);
        parent.node.keys.push_back(std::move(key));
        parent.waiting_value = true;
    }

    std::shared_ptr<const base::SourceFile> file_;
    base::Diagnostics& diagnostics_;
    std::vector<std::size_t> line_starts_;
    struct Counted {
        std::size_t line = 0;
        std::size_t offset = 0;
        std::size_t column = 1;
    };
    mutable Counted last_;
    std::size_t nodes_ = 0;
    std::vector<Open> open_;
};

/// What has to be seen in the text, because the parser hides it: tabs that indent, ends of documents.
void scan_lines(const std::shared_ptr<const base::SourceFile>& file, base::Diagnostics& diagnostics) {
    const std::string_view text = file->text;
    bool content = false;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = text.substr(begin, end - begin);
        const std::size_t first = line.find_first_not_of(' ');
        if (first != std::string_view::npos && line[first] == '\t') diagnostics.error("tab-indent", base::span_of_bytes(file, begin + first, begin + first + 1));
        const bool marker = line.starts_with("---") || line.starts_with("...");
        if (marker && (content || line.starts_with("..."))) diagnostics.error("second-document", base::span_of_bytes(file, begin, begin + 3));
        content = content || (first != std::string_view::npos && line[first] != '#' && line[first] != '\r');
        begin = end + 1;
    }
}

}  // namespace

const Node* Node::key_of(std::string_view key) const {
    for (const Node& candidate : keys)
        if (candidate.text == key) return &candidate;
    return nullptr;
}
const Node* Node::find(std::string_view key) const {
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (keys[i].text == key) return &items[i];
    return nullptr;
}
Node* Node::find(std::string_view key) { return const_cast<Node*>(std::as_const(*this).find(key)); }  // NOLINT

void Node::set(Node key, Node value) {
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (keys[i].text == key.text) {
            keys[i] = std::move(key);
            items[i] = std::move(value);
            return;
        }
    keys.push_back(std::move(key));
    items.push_back(std::move(value));
}

void Node::erase(std::string_view key) {
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (keys[i].text == key) {
            keys.erase(keys.begin() + static_cast<std::ptrdiff_t>(i));
            items.erase(items.begin() + static_cast<std::ptrdiff_t>(i));
            return;
        }
}

bool same_content(const Node& a, const Node& b) {
    if (a.kind != b.kind || a.text != b.text || a.items.size() != b.items.size() || a.keys.size() != b.keys.size()) return false;
    for (std::size_t i = 0; i < a.keys.size(); ++i) {
        const Node* other = b.find(a.keys[i].text);
        if (other == nullptr || !same_content(a.items[i], *other)) return false;
    }
    for (std::size_t i = 0; a.kind == NodeKind::sequence && i < a.items.size(); ++i)
        if (!same_content(a.items[i], b.items[i])) return false;
    return true;
}

base::Result<Node> read_yaml(const std::shared_ptr<const base::SourceFile>& file) {
    base::Diagnostics diagnostics;
    scan_lines(file, diagnostics);
    if (diagnostics.has_errors()) return diagnostics;
    TreeBuilder builder(file, diagnostics);
    try {
        std::istringstream stream(file->text);
        YAML::Parser parser(stream);
        parser.HandleNextDocument(builder);
    } catch (const Refused&) {
        return diagnostics;
    } catch (const YAML::DeepRecursion&) {
        diagnostics.error("too-deep", base::span_of_bytes(file, 0, 1));
        return diagnostics;
    } catch (const YAML::Exception& error) {
        if (error.msg.find("anchor") != std::string::npos) {
            diagnostics.error("alias", builder.place(error.mark));
        } else {
            const bool unclosed = error.msg.find("flow not found") != std::string::npos;  // marked at the file's end
            diagnostics.error("yaml-syntax", unclosed ? builder.open_place(error.mark) : builder.place(error.mark), {error.msg});
        }
        return diagnostics;
    }
    if (diagnostics.has_errors()) return diagnostics;
    return {std::move(builder.root), std::move(diagnostics)};
}

}  // namespace doudi::yaml
