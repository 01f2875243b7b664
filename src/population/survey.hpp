#pragma once
// What a sheet looks like that nobody has described yet.

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "doudi/population/layout.hpp"
#include "mistakes.hpp"

namespace doudi::population {

/// A header as people write it: "工资性收入（年）" is 工资性收入 with the remark 年, "姓名*" is 姓名.
struct WrittenHeader {
    std::string name;
    std::string remark;
};
WrittenHeader read_header(std::string_view header);

struct SurveyedColumn {
    std::string header;
    std::uint64_t filled = 0;
    std::uint64_t numbers = 0;                         ///< cells that are plain numbers, or would be without commas
    bool thousands = false;                            ///< some have commas before every third digit
    std::map<std::string, std::uint64_t> day_forms;    ///< usual form → cells
    std::map<std::string, std::uint64_t> month_forms;
    std::vector<std::string> values;                   ///< distinct ones as they first came, as long as they are few
    std::vector<std::string> no_numbers;               ///< the same of cells that are no numbers
    bool has_many_values = false;
    bool has_many_no_numbers = false;
    bool is_key = true;                                ///< every cell is filled and no value comes twice
    bool is_counter = true;                            ///< 1, 2, 3, …
};
struct Survey {
    std::string file;  ///< its name alone
    Encoding encoding = Encoding::utf8;
    std::size_t titles = 0;                            ///< lines above the header
    std::vector<SurveyedColumn> columns;
    std::uint64_t rows = 0;                            ///< without the row of totals
    std::optional<TotalRow> total;
    [[nodiscard]] const SurveyedColumn* find(std::string_view header) const;
};
/// Looks at every byte and every row. `known` are the headers that some input goes by. Nothing when the file is no CSV
/// text in UTF-8 or GB18030; the mistakes say why.
std::optional<Survey> survey(const std::filesystem::path& path, const std::vector<std::string>& known,
                             Mistakes& mistakes);

}  // namespace doudi::population
