#pragma once
// Cells of one column, read by its type.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "doudi/population/read.hpp"

namespace doudi::population {

struct CellForm;

/// Cells that were read otherwise than they stand there.
struct CellCounts {
    std::uint64_t filled = 0;  ///< all that are not empty
    std::uint64_t empty = 0;
    std::uint64_t blank = 0;      ///< empty ones that stand for something
    std::uint64_t thousands = 0;  ///< with separators
    std::uint64_t dated = 0;      ///< by a stated form
    std::uint64_t spelled = 0;    ///< by the sheet's own spellings
};

/// Made once for a column and asked for each of its cells. Column and form outlive it.
class CellReader {
public:
    CellReader(const table::ColumnSpec& column, table::Words& words, const CellForm* form = nullptr);
    /// Sets `cell`, or says what is wrong with `text`.
    std::optional<CellError> read(std::string_view text, Cell& cell);
    [[nodiscard]] const CellCounts& counts() const { return counts_; }

private:
    std::optional<CellError> read_formed(std::string_view text, Cell& cell);
    std::optional<CellError> read_by_forms(std::string_view text, Cell& cell);
    std::optional<CellError> read_empty(Cell& cell);
    std::optional<CellError> read_filled(std::string_view text, Cell& cell);
    std::optional<CellError> read_number(std::string_view text, Cell& cell) const;
    std::optional<CellError> read_date(std::string_view text, Cell& cell) const;
    std::optional<CellError> read_month(std::string_view text, Cell& cell) const;
    std::optional<CellError> read_listed(std::string_view text, Cell& cell);
    std::optional<CellError> read_word(std::string_view text, Cell& cell);
    [[nodiscard]] CellError error(std::string code, std::string_view text, std::string allowed = {}) const;
    [[nodiscard]] std::vector<std::string> allowed_texts() const;
    [[nodiscard]] std::string allowed_words() const;

    const table::ColumnSpec& column_;
    table::Words& words_;
    const CellForm* form_;
    CellCounts counts_;
    std::string digits_;  // of a number whose separators were taken out
    struct Spelling {
        std::string text;
        std::int64_t value = 0;
        bool of_sheet = false;
    };
    std::vector<Spelling> spellings_;  // of bools and closed codes, ascending by text
    Spelling last_;                    // neighbouring rows often say the same
    std::optional<Cell> fill_;         // what an empty cell stands for, once read
    bool is_scaled_ = false;
    bool min_is_zero_ = false;
};

/// A plain decimal of at most 13 digits before the point: `-?(0|[1-9][0-9]{0,12})(\.[0-9]+)?`.
struct PlainNumber {
    base::Rational value;
    int decimals = 0;
};
std::optional<PlainNumber> read_plain_number(std::string_view text);
/// Commas stand before every third digit of the whole part, and everywhere there: 1,200 and 12,345,678.90.
bool has_thousands_separators(std::string_view text);
/// true false 1 0 是 否
std::optional<bool> plain_bool(std::string_view text);
/// The digits are right but more than 13 stand before the point.
bool is_long_number(std::string_view text);

/// What a text that is no number holds instead, for the help of a message.
struct NumberHelp {
    std::string code;
    std::vector<std::string> args;
};
NumberHelp explain_number(std::string_view text);

/// A character that a reader of the message could not see, or a space; where it stands (1-based, in characters).
struct HiddenCharacter {
    std::string name;  ///< "U+200B"
    std::size_t position = 0;
};
std::optional<HiddenCharacter> find_hidden_character(std::string_view text, bool spaces_too);

}  // namespace doudi::population
