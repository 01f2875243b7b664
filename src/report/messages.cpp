// The catalogue: every text by its key, in English and Chinese, put together from the rooms' lists.
// How a mistake is drawn around its text is left to draw.cpp.

#include "doudi/report/messages.hpp"

#include <algorithm>

namespace doudi::report {

namespace {

struct Text {
    std::string_view key;
    std::string_view en;
    std::string_view zh;
};

const std::vector<Text>& catalogue() {
    static const std::vector<Text> sorted = [] {
        std::vector<Text> texts = {
#include "texts_audit.inc"
#include "texts_cli.inc"
#include "texts_desk.inc"
#include "texts_facts.inc"
#include "texts_layout.inc"
#include "texts_policy.inc"
#include "texts_population.inc"
#include "texts_runs.inc"
#include "texts_whatif.inc"
        };
        std::sort(texts.begin(), texts.end(), [](const Text& a, const Text& b) { return a.key < b.key; });
        const auto twice =
            std::adjacent_find(texts.begin(), texts.end(), [](const Text& a, const Text& b) { return a.key == b.key; });
        if (twice != texts.end()) throw base::Defect{"a key of the catalogue has one text: " + std::string(twice->key)};
        return texts;
    }();
    return sorted;
}

const Text* find(std::string_view key) {
    const auto& texts = catalogue();
    const auto found = std::lower_bound(texts.begin(), texts.end(), key,
                                        [](const Text& text, std::string_view k) { return text.key < k; });
    return found != texts.end() && found->key == key ? &*found : nullptr;
}

/// {0} to {9} are values; any other brace stands for itself.
std::string filled(std::string_view pattern, const std::vector<std::string>& args) {
    std::string result;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool slot = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 1] >= '0' &&
                          pattern[i + 1] <= '9' && pattern[i + 2] == '}';
        if (!slot) {
            result += pattern[i];
            continue;
        }
        const auto number = static_cast<std::size_t>(pattern[i + 1] - '0');
        base::ensure(number < args.size(), "a message has all the values its text speaks of");
        result += args[number];
        i += 2;
    }
    return result;
}

}  // namespace

std::string text(Language language, std::string_view key, const std::vector<std::string>& args) {
    const Text* found = find(key);
    base::ensure(found != nullptr, "a message has a text: " + std::string(key));
    return filled(language == Language::zh ? found->zh : found->en, args);
}

std::vector<std::string_view> all_keys() {
    std::vector<std::string_view> keys;
    for (const Text& one : catalogue()) keys.push_back(one.key);
    return keys;
}

bool has_text(std::string_view key) { return find(key) != nullptr; }

}  // namespace doudi::report
