// `doudi show --graph`: who reads whom, in Graphviz's DOT. Arrows go from what is read to who reads it.
// The same in words, one step far, stands in show_thing.cpp.

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "doudi/policy/reads.hpp"
#include "doudi/report/values.hpp"
#include "shown_law.hpp"

namespace doudi::runs {

namespace {

using Node = std::pair<expr::MeaningKind, int>;

struct Edge {
    Node read;
    Node reader;
    bool earlier = false;  ///< through `previous`
    auto operator<=>(const Edge&) const = default;
};

class Graph : Wording {
public:
    Graph(const policy::Policy& policy, const ShowOptions& options) : Wording{options.language}, policy_(policy) {
        add(expr::MeaningKind::variable, policy.variables.size());
        add(expr::MeaningKind::benefit, policy.benefits.size());
    }

    /// Leaves what `thing` rests on, and what rests on it.
    void keep_around(const Node& thing) {
        asked_ = thing;
        std::set<Edge> kept = reach(thing, &Edge::reader, &Edge::read);
        kept.merge(reach(thing, &Edge::read, &Edge::reader));
        edges_ = std::move(kept);
    }

    [[nodiscard]] std::string print() const {
        std::string text = "digraph " + quoted(policy_.id) + " {\n  rankdir=LR\n  node [shape=box]\n";
        for (const Node& node : nodes())
            text += "  " + quoted(id_of(node)) + " [label=" + quoted(title_of(node)) + style(node) + "]\n";
        for (const Edge& edge : edges_)
            text += "  " + quoted(id_of(edge.read)) + " -> " + quoted(id_of(edge.reader)) +
                    (edge.earlier ? " [style=dashed]" : "") + "\n";
        return text + "}\n";
    }

private:
    void add(expr::MeaningKind kind, std::size_t count) {
        for (int id = 0; id < static_cast<int>(count); ++id) {
            const auto draw = [&](const std::set<expr::Meaning>& reads, bool earlier) {
                for (const expr::Meaning& one : reads)
                    if (policy_.named(one) != nullptr) edges_.insert({{one.kind, one.id}, {kind, id}, earlier});
            };
            draw(policy::reads_of(policy_, kind, id), false);
            draw(policy::remembered_by(policy_, kind, id), true);
        }
    }

    /// The edges met on the way from `start`, each walked from its `near` end to its `far` one.
    [[nodiscard]] std::set<Edge> reach(const Node& start, Node Edge::*near, Node Edge::*far) const {
        std::set<Edge> met;
        std::set<Node> seen = {start};
        for (std::vector<Node> next = {start}; !next.empty();) {
            const Node here = next.back();
            next.pop_back();
            for (const Edge& edge : edges_) {
                if (edge.*near != here) continue;
                met.insert(edge);
                if (seen.insert(edge.*far).second) next.push_back(edge.*far);
            }
        }
        return met;
    }

    /// All ends of the edges, and what was asked: it may stand alone.
    [[nodiscard]] std::set<Node> nodes() const {
        std::set<Node> all;
        if (asked_) all.insert(*asked_);
        for (const Edge& edge : edges_) all.insert({edge.read, edge.reader});
        return all;
    }

    [[nodiscard]] static expr::Meaning meaning(const Node& node) { return {.kind = node.first, .id = node.second}; }

    /// One name may stand in two tables, so the table is part of it.
    [[nodiscard]] std::string id_of(const Node& node) const {
        const policy::Named& named = *policy_.named(meaning(node));
        const auto at = static_cast<std::size_t>(node.second);
        if (node.first == expr::MeaningKind::benefit) return named.name;
        if (node.first == expr::MeaningKind::input)
            return policy_.table_name(policy_.inputs[at].table) + "." + named.name;
        const std::string name = policy_.name_of(meaning(node));
        return node.first == expr::MeaningKind::variable ? policy_.table_name(policy_.variables[at].table) + "." + name
                                                         : name;
    }

    /// The name, and its label on a line below.
    [[nodiscard]] std::string title_of(const Node& node) const {
        const policy::Named& named = *policy_.named(meaning(node));
        const std::string name = node.first == expr::MeaningKind::benefit ? named.name : policy_.name_of(meaning(node));
        const std::string said = label(named);
        return said.empty() || said == named.name ? name : name + "\n" + said;
    }

    [[nodiscard]] std::string style(const Node& node) const {
        std::string text;
        if (node.first == expr::MeaningKind::input) text = " shape=ellipse";
        if (node.first == expr::MeaningKind::parameter) text = " shape=note";
        if (node.first == expr::MeaningKind::benefit) text = " peripheries=2";
        return node == asked_ ? text + " style=filled" : text;
    }

    [[nodiscard]] static std::string quoted(const std::string& text) {
        std::string result = "\"";
        for (const char c : text) {
            if (c == '"' || c == '\\') result += '\\';
            c == '\n' ? result += "\\n" : result += c;
        }
        return result + "\"";
    }

    const policy::Policy& policy_;
    std::set<Edge> edges_;
    std::optional<Node> asked_;
};

}  // namespace

std::string show_graph(const policy::Policy& policy, const std::optional<expr::Meaning>& thing,
                       const ShowOptions& options) {
    Graph graph(policy, options);
    if (thing) graph.keep_around({thing->kind, thing->id});
    return graph.print();
}

}  // namespace doudi::runs
