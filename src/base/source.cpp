// Places in files: from bytes to lines and characters, and back to the line's text.

#include "doudi/base/source.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "doudi/base/text.hpp"

namespace doudi::base {

std::string_view SourceFile::line(int number) const {
    std::size_t begin = 0;
    for (int at = 1; at < number; ++at) {
        begin = text.find('\n', begin);
        if (begin == std::string::npos) return {};
        ++begin;
    }
    std::string_view rest = std::string_view(text).substr(std::min(begin, text.size()));
    rest = rest.substr(0, rest.find('\n'));
    if (rest.ends_with('\r')) rest.remove_suffix(1);
    return rest;
}

std::string SourceSpan::file_line() const {
    if (!file) return {};
    return line == 0 ? file->name : file->name + ":" + std::to_string(line);
}

std::string SourceSpan::to_string() const {
    const std::string place = file_line();
    return line == 0 || column == 0 ? place : place + ":" + std::to_string(column);
}

SourceSpan place_of(std::string name, std::int64_t line) {
    constexpr std::int64_t most = std::numeric_limits<int>::max();
    return {std::make_shared<const SourceFile>(SourceFile{std::move(name), {}}), static_cast<int>(std::min(line, most)), 0, 0};
}

SourceSpan span_of_bytes(std::shared_ptr<const SourceFile> file, std::size_t begin, std::size_t end) {
    const std::string_view text = file->text;
    begin = std::min(begin, text.size());
    end = std::clamp(end, begin, text.size());
    const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(begin), '\n') + 1;
    const std::size_t line_start = begin == 0 ? 0 : text.rfind('\n', begin - 1) + 1;  // npos + 1 is 0: the first line
    const std::string_view piece = text.substr(begin, std::min(end, text.find_first_of("\r\n", begin)) - begin);
    const auto column = count_characters(text.substr(line_start, begin - line_start)) + 1;
    return {std::move(file), static_cast<int>(line), static_cast<int>(column),
            static_cast<int>(column + std::max<std::size_t>(1, count_characters(piece)))};
}

}  // namespace doudi::base
