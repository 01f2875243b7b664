// Gives each distinct code or text a small number, and the word back for the number.
// What a number means for a column, and how cells are read, is left to the readers of data.

#include "doudi/table/column.hpp"

#include "doudi/base/diagnostic.hpp"

namespace doudi::table {

std::int64_t Words::intern(std::string_view word) {
    if (const auto found = numbers_.find(word); found != numbers_.end()) {
        return found->second;
    }
    const auto number = static_cast<std::int64_t>(words_.size());
    words_.emplace_back(word);
    numbers_.emplace(words_.back(), number);
    return number;
}

std::int64_t Words::find(std::string_view word) const {
    const auto found = numbers_.find(word);
    return found == numbers_.end() ? none : found->second;
}

const std::string& Words::word(std::int64_t number) const {
    base::ensure(number >= 0 && static_cast<std::size_t>(number) < words_.size(),
                 "a word's number was given by intern()");
    return words_[static_cast<std::size_t>(number)];
}

}  // namespace doudi::table
