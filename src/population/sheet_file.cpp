// Reads a sheet's bytes once, takes their digest, makes them UTF-8 where a layout says so, and refuses other text.
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

void report(const EncodingFault& fault, const SheetFile& file, const TableLayout* layout, Mistakes& mistakes) {
    const CsvPlace place = place_of_byte(file.bytes, fault.at);
    const base::SourceSpan span = place_in_data(file.source, place.line, place.column);
    switch (fault.kind) {
        case EncodingFault::Kind::spreadsheet:
            mistakes.error("spreadsheet-file", place_in_data(file.source, 0, 0));
            return;
        case EncodingFault::Kind::other_encoding: {
            base::Diagnostic& told = mistakes.error("other-encoding", span, {fault.encoding});
            if (layout != nullptr && fault.encoding == "GB18030") {
                told.with_help("help-put-line", {"encoding: gb18030", "tables: " + layout->table + ":"});
            } else {
                told.with_help("help-iconv", {fault.encoding, base::shown(file.input.name)});
            }
            return;
        }
        case EncodingFault::Kind::nul_byte: mistakes.error("nul-byte", span); return;
        case EncodingFault::Kind::bad_byte:
            mistakes.error("bad-byte", span, {hexadecimal(file.bytes[fault.at])});
            return;
    }
}

std::optional<std::string> read_bytes(const std::filesystem::path& path, const SheetFile& file, Mistakes& mistakes) {
    if (path == "-") {
        std::optional<std::string> bytes = read_standard_input();
        if (!bytes) {
            mistakes.error("cannot-read-standard-input", place_in_data(file.source, 0, 0));
        }
        return bytes;
    }
    base::Result<std::string> bytes = base::read_file(path, most_bytes);
    if (!bytes) {
        mistakes.append(std::move(bytes.diagnostics()));
        return std::nullopt;
    }
    return std::move(*bytes);
}

// False when the bytes are no GB18030 text; the mistakes say why.
bool decode_gb18030(SheetFile& file, const TableLayout& layout, Mistakes& mistakes) {
    if (!can_read_gb18030()) {
        mistakes.error("no-converter", layout.encoding_span);
        return false;
    }
    if (is_surely_utf8(file.bytes)) {
        mistakes.error("is-utf8", layout.encoding_span, {base::shown(file.input.name)})
            .with_help("help-put-line", {"encoding: utf-8", "tables: " + layout.table + ":"});
        return false;
    }
    std::string text;
    const auto wrong = convert_gb18030(file.bytes, text);
    const std::string byte = wrong ? hexadecimal(file.bytes[*wrong]) : "";
    file.bytes = std::move(text);
    if (wrong) {
        const CsvPlace place = place_of_byte(file.bytes, file.bytes.size());
        mistakes.error("not-gb18030", place_in_data(file.source, place.line, place.column), {byte});
    }
    return !wrong;
}

}  // namespace

std::optional<SheetFile> load_sheet(const std::filesystem::path& path, const TableLayout* layout, Mistakes& mistakes) {
    SheetFile file;
    file.source = std::make_shared<const base::SourceFile>(base::SourceFile{path.string(), {}});
    file.input.name = path.filename().string();
    auto bytes = read_bytes(path, file, mistakes);
    if (!bytes) {
        return std::nullopt;
    }
    file.bytes = std::move(*bytes);
    file.input.bytes = file.bytes.size();
    file.input.digest = base::digest(file.bytes);
    const bool is_gb18030 = layout != nullptr && layout->encoding == Encoding::gb18030;
    if (is_gb18030 && !is_spreadsheet(file.bytes) && !decode_gb18030(file, *layout, mistakes)) {
        return std::nullopt;
    }
    if (const auto fault = find_encoding_fault(file.bytes)) {
        report(*fault, file, layout, mistakes);
        return std::nullopt;
    }
    return file;
}

}  // namespace doudi::population
