#pragma once
// Places in files, and the text they stand in.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::base {

/// A file as read: its name as the user would type it, and its bytes (valid UTF-8).
struct SourceFile {
    std::string name;
    std::string text;
    /// The line (1-based) without its line end; empty beyond the last.
    [[nodiscard]] std::string_view line(int number) const;
};

/// Half-open piece of one line. Line and columns are 1-based; columns count characters, not bytes.
/// line 0 is the file as a whole; no file at all is a place on the command line.
struct SourceSpan {
    std::shared_ptr<const SourceFile> file;
    int line = 0;
    int column = 0;
    int end_column = 0;
    [[nodiscard]] std::string to_string() const;   ///< "file:line:column", "file:line", "file"
    [[nodiscard]] std::string file_line() const;   ///< "file:line"
};

/// A place in a file whose text is never drawn: a line, or (line 0) the file or folder as a whole.
SourceSpan place_of(std::string name, std::int64_t line = 0);
/// Span of the bytes [begin, end) of `file`'s text; cut at the end of the first line.
SourceSpan span_of_bytes(std::shared_ptr<const SourceFile> file, std::size_t begin, std::size_t end);

}  // namespace doudi::base
