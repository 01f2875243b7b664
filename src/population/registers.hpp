#pragma once
// Registers: lists outside the tables, read once and matched with the rows of each month.

#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "doudi/population/read.hpp"
#include "id_index.hpp"
#include "mistakes.hpp"
#include "table_form.hpp"

namespace doudi::population {

/// The rows of one register in one file.
struct RegisterRows {
    RegisterRows() : index(keys) {}
    RegisterRows(const RegisterRows&) = delete;  // the index looks at the keys
    RegisterRows& operator=(const RegisterRows&) = delete;

    InputFile input;
    std::vector<std::string> keys;       ///< normalised; empty ones match nobody
    IdIndex index;
    std::map<std::uint32_t, std::vector<std::uint32_t>> more;   ///< of a key's first row: its other ones, in their order
    std::vector<std::int64_t> lines;
    std::vector<table::Column> columns;  ///< of the sheet, the key's first
    std::size_t without_key = 0;
    std::optional<std::size_t> folder;   ///< the month's folder it lies in; nothing: beside them, or named by the user
};

/// All files of one register.
class RegisterFiles {
public:
    explicit RegisterFiles(const table::RegisterSpec& spec) : spec_(&spec) {}

    /// Reads the register as it stands in month folder `folder`. Folders are added oldest first, what lies
    /// beside them before. Errors: as of a table; register-key-twice.
    void read(const TableForm& form, std::optional<std::size_t> folder, table::Words& words, Mistakes& mistakes);
    [[nodiscard]] bool is_given() const { return !files_.empty(); }

    /// Fills the columns of the register in the facts of folder `own`: its own file's rows, for lasting columns the
    /// newest. Of a register with many rows for a key, the rows of a record table: those of its own file. Where there is
    /// no file, no key, or a match under another name, nobody knows which rows there are. A match under another name is
    /// held, not believed. Remarks and files go into `population`.
    void join(std::size_t own, const table::Schema& schema, const table::Words& words, Population& population) const;

private:
    struct Match {
        const RegisterRows* rows = nullptr;
        std::uint32_t row = 0;
    };
    class Joiner;

    const table::RegisterSpec* spec_;
    std::deque<RegisterRows> files_;
};

}  // namespace doudi::population
