#pragma once
// Reading files whole, and putting folders in place whole or not at all.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "doudi/base/diagnostic.hpp"

namespace doudi::base {

/// Reads a regular file of at most `limit` bytes (no devices, FIFOs, directories). Errors: cannot-read, not-a-file, file-too-large.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit);
/// The same, as a source: valid UTF-8 without NUL (BOM dropped). `name` is how messages call it. Errors also: not-utf8.
Result<std::shared_ptr<const SourceFile>> read_source(const std::filesystem::path& path, std::string name, std::size_t limit);

/// Writes everything to a descriptor, over short writes and interruptions. False: errno says why.
bool write_all(int descriptor, std::string_view bytes);

/// A folder being written beside its place. Files are 0600, created new, synced, read back and compared;
/// publish() renames without replacing. Dropped without publish(): nothing stays. What a killed run left beside the
/// same place is removed by the next one; a folder that a living run still writes is left alone.
class StagedFolder {
public:
    /// Errors: cannot-write (with errno's text).
    static Result<StagedFolder> beside(const std::filesystem::path& place);
    StagedFolder(StagedFolder&& other) noexcept;
    StagedFolder& operator=(StagedFolder&&) = delete;
    StagedFolder(const StagedFolder&) = delete;
    ~StagedFolder();

    /// Writes one file (name may hold one folder level: "2026-10/state.csv"). Returns what went wrong, if anything.
    [[nodiscard]] Diagnostics write(const std::string& name, std::string_view bytes);
    [[nodiscard]] const std::filesystem::path& path() const { return temporary_; }
    /// Syncs the folder and renames it to its place. Errors: output-exists, cannot-write.
    [[nodiscard]] Diagnostics publish();

private:
    StagedFolder(std::filesystem::path place, std::filesystem::path temporary, int lock);
    std::filesystem::path place_;
    std::filesystem::path temporary_;
    int lock_ = -1;   // held on the temporary folder while it is being written
    bool owned_ = true;
};

/// Puts other bytes in a file's place, whole or not at all; its mode stays, and a link keeps pointing to it.
/// Errors: cannot-write.
[[nodiscard]] Diagnostics replace_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace doudi::base
