// Reads a sheet's bytes once, takes their digest, and refuses what is not UTF-8 text.
// Rows and columns are left to rows.cpp.

#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>

#include "doudi/base/digest.hpp"
#include "doudi/base/file.hpp"
#include "doudi/base/text.hpp"
#include "encoding.hpp"
#include "sheet.hpp"

namespace doudi::population {
namespace {

constexpr std::size_t most_bytes = std::size_t{64} << 30U;

std::optional<std::string> read_standard_input() {
    std::string bytes;
    std::array<char, 65536> block{};
    while (true) {
        const ssize_t count = ::read(STDIN_FILENO, block.data(), block.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return std::nullopt;
        }
        if (count == 0) {
            return bytes;
        }
        bytes.append(block.data(), static_cast<std::size_t>(count));
    }
}

CsvPlace place_of_byte(std::string_view bytes, std::size_t at) {
    std::string_view before = bytes.substr(0, at);
    if (before.starts_with("\xEF\xBB\xBF")) {
        before.remove_prefix(3);
    }
    CsvPlace place{1, 1};
    for (std::size_t end = before.find('\n'); end != std::string_view::npos; end = before.find('\n')) {
        before.remove_prefix(end + 1);
        ++place.line;
    }
    place.column += static_cast<std::int64_t>(base::count_characters(before));
    return place;
}

std::string hexadecimal(char byte) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto value = static_cast<unsigned char>(byte);
    return {'0', 'x', digits[value / 16U], digits[value % 16U]};
}

void report(const EncodingFault& fault, const SheetFile& file, Mistakes& mistakes) {
    const CsvPlace place = place_of_byte(file.bytes, fault.at);
    const base::SourceSpan span = place_in_data(file.source, place.line, place.column);
    switch (fault.kind) {
        case EncodingFault::Kind::spreadsheet:
            mistakes.error("spreadsheet-file", place_in_data(file.source, 0, 0));
            return;
        case EncodingFault::Kind::other_encoding:
            mistakes.error("other-encoding", span, {fault.encoding})
                .with_help("help-iconv", {fault.encoding, base::shown(file.input.name)});
            return;
        case EncodingFault::Kind::nul_byte: mistakes.error("nul-byte", span); return;
        case EncodingFault::Kind::bad_byte:
            mistakes.error("bad-byte", span, {hexadecimal(file.bytes[fault.at])});
            return;
    }
}

}  // namespace

std::optional<SheetFile> load_sheet(const std::filesystem::path& path, Mistakes& mistakes) {
    SheetFile file;
    file.source = std::make_shared<const base::SourceFile>(base::SourceFile{path.string(), {}});
    file.input.name = path.filename().string();
    if (path == "-") {
        std::optional<std::string> bytes = read_standard_input();
        if (!bytes) {
            mistakes.error("cannot-read-standard-input", place_in_data(file.source, 0, 0));
            return std::nullopt;
        }
        file.bytes = std::move(*bytes);
    } else {
        base::Result<std::string> bytes = base::read_file(path, most_bytes);
        if (!bytes) {
            mistakes.append(std::move(bytes.diagnostics()));
            return std::nullopt;
        }
        file.bytes = std::move(*bytes);
    }
    file.input.bytes = file.bytes.size();
    file.input.digest = base::digest(file.bytes);
    if (const auto fault = find_encoding_fault(file.bytes)) {
        report(*fault, file, mistakes);
        return std::nullopt;
    }
    return file;
}

}  // namespace doudi::population
