// Finds the line that a population.yaml lacks, from the headers of the sheet.
// What it lacks elsewhere (encoding, rows, title lines) is found where it is missed.

#include "suggestions.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "doudi/base/text.hpp"
#include "doudi/expr/unit.hpp"

namespace doudi::population {
namespace {

// What ids and payments are often called; a guess for a message, nothing is read by it.
struct Usual {
    std::string_view input;
    std::array<std::string_view, 5> headers;
};
constexpr std::array<Usual, 9> usual_headers = {{
    {"household_id", {"家庭编号", "户编号", "家庭ID", "户号", "家庭代码"}},
    {"person_id", {"成员编号", "人员编号", "个人编号", "成员代码", "人员代码"}},
    {"resident_id", {"身份证号", "公民身份号码", "身份证号码", "证件号码", "身份证"}},
    {"account", {"账号", "银行账号", "卡号", "帐号", "银行卡号"}},
    {"amount", {"金额", "发放金额", "实发金额", "金额（元）", "交易金额"}},
    {"paid_on", {"发放日期", "支付日期", "交易日期", "到账日期", "日期"}},
    {"month", {"月份", "发放月份", "所属月份", "年月", "属期"}},
    {"benefit", {"摘要", "用途", "待遇", "项目", "救助类别"}},
    {"kind", {"类型", "发放类型", "性质", "种类", "类别"}},
}};

bool is_usual(const std::string& header, const std::string& input) {
    return std::any_of(usual_headers.begin(), usual_headers.end(), [&](const Usual& usual) {
        return usual.input == input &&
               std::find(usual.headers.begin(), usual.headers.end(), header) != usual.headers.end();
    });
}

// The header of `rest` that is most like one of the names.
std::optional<std::string> header_for(const Missing& missing, const std::vector<std::string>& rest) {
    for (const std::string& header : rest) {
        if (is_usual(header, missing.input)) {
            return header;
        }
    }
    for (const std::string& name : missing.headers) {
        if (auto header = likeliest(name, rest)) {
            return header;
        }
    }
    return std::nullopt;
}

// A day of payment tells the month and the other way round.
std::optional<ColumnLayout> pay_day_line(const Missing& missing, const TableLayout& layout) {
    const bool is_month = missing.input == "month";
    const ColumnLayout* other = layout.find(is_month ? "paid_on" : "month");
    if (layout.table != "payments" || other == nullptr || (!is_month && missing.input != "paid_on")) {
        return std::nullopt;
    }
    ColumnLayout line = *other;
    line.input = missing.input;
    line.rule = is_month ? "pay_month" : "";
    return line;
}

// A header that speaks of years over an input that is monthly, or the reverse.
std::string unit_in(const std::string& header, const ColumnForm* column) {
    if (column == nullptr || column->spec.kind != table::ColumnKind::number) {
        return {};
    }
    const auto own = expr::parse_unit(column->spec.unit.empty() ? "1" : column->spec.unit);
    if (own && own->unit.cny == 1 && own->unit.month == -1 && header.find("年") != std::string::npos) {
        return "CNY/year";
    }
    if (own && own->unit.cny == 1 && own->unit.year == -1 && header.find("月") != std::string::npos) {
        return "CNY/month";
    }
    return {};
}

// A value to begin with for a column that is not there.
std::string value_for(const table::ColumnSpec& spec) {
    if (spec.empty == table::Empty::missing) {
        return "\"\"";  // as empty cells: there is none
    }
    if (spec.kind == table::ColumnKind::number || spec.kind == table::ColumnKind::boolean) {
        return spec.kind == table::ColumnKind::number ? "0" : "false";
    }
    const bool is_required = spec.closed && spec.empty == table::Empty::refused && !spec.spellings.empty();
    return is_required ? spec.spellings.begin()->second : "\"\"";
}

}  // namespace

std::string shown_list(const std::vector<std::string>& names) {
    std::vector<std::string> list;
    for (const std::string& name : names) {
        list.push_back(base::shown(name));
    }
    return base::join(list, ", ");
}

std::optional<std::string> likeliest(const std::string& name, const std::vector<std::string>& candidates) {
    constexpr std::size_t least = 6;  // two characters of Chinese
    for (const std::string& candidate : candidates) {
        const auto& [longer, shorter] =
            candidate.size() > name.size() ? std::tie(candidate, name) : std::tie(name, candidate);
        if (shorter.size() >= least && longer.find(shorter) != std::string::npos) {
            return candidate;
        }
    }
    return base::nearest(name, candidates);
}

std::optional<std::string> suggest_column(base::Diagnostic& told, const Missing& missing, const TableLayout& layout,
                                          const std::vector<std::string>& rest,
                                          const std::vector<std::string>& unread) {
    const std::string where = columns_of(layout.table);
    for (const std::string& header : missing.headers) {
        if (layout.ignores(header)) {
            told.with_help("help-is-ignored", {base::shown(header)});
            return std::nullopt;
        }
    }
    auto header = header_for(missing, rest);
    if (!header && missing.column == nullptr && rest.size() == 1) {
        header = rest.front();  // the only one left, for a key that has to be there
    }
    if (header) {
        ColumnLayout line;
        line.input = missing.input;
        line.header = *header;
        line.unit = unit_in(*header, missing.column);
        told.with_help("help-put-line", {line_of(line), where});
        return header;
    }
    if (const auto line = pay_day_line(missing, layout)) {
        told.with_help("help-put-line", {line_of(*line), where});
        return std::nullopt;
    }
    const std::string others = unread.empty() ? "" : shown_list(unread);
    if (missing.column != nullptr && layout.table != "payments") {
        const std::string absent = "absent: {" + missing.input + ": " + value_for(missing.column->spec) + "}";
        told.with_help(others.empty() ? "help-put-absent" : "help-put-absent-or-map",
                       {absent, missing.input, where, others});
    } else {
        told.with_help(others.empty() ? "help-put-some-column" : "help-put-column-of", {missing.input, where, others});
    }
    return std::nullopt;
}

void suggest_ignore(base::Diagnostic& told, const std::vector<std::string>& rest, const TableForm& form) {
    std::vector<std::string> words;
    for (const std::string& header : rest) {
        words.push_back(yaml_word(header, true));
    }
    const std::string ignore = "ignore: [" + base::join(words, ", ") + "]";
    // Payments have inputs that may be absent, so a header that nobody reads may be one of those.
    for (const ColumnForm& column : form.columns) {
        const bool is_open = column.line == nullptr && column.may_be_absent;
        if (const auto header =
                is_open ? header_for({column.spec.name, column.spec.headers, &column}, rest) : std::nullopt) {
            told.with_help("help-put-line-or", {column.spec.name + ": " + yaml_word(*header, false),
                                                columns_of(form.layout->table), ignore});
            return;
        }
    }
    told.with_help("help-put-ignore", {ignore, "tables: " + form.layout->table + ":"});
}

}  // namespace doudi::population
