// Reading whole files, and publishing folders whole or not at all.
// What the files hold is left to others; nothing here follows a link it wrote into.

#include "doudi/base/file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

#include "doudi/base/text.hpp"

namespace doudi::base {

namespace fs = std::filesystem;

namespace {

Diagnostics failure(std::string code, const fs::path& path, int error_number) {
    Diagnostics diagnostics;
    diagnostics.error(std::move(code), place_of(path.string()), {std::generic_category().message(error_number)});
    return diagnostics;
}

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int number() const { return number_; }
    /// Closing can report a late write error.
    [[nodiscard]] bool close() {
        const int result = ::close(number_);
        number_ = -1;
        return result == 0;
    }

private:
    int number_;
};

std::optional<std::string> read_all(int descriptor, std::size_t expected) {
    std::string bytes;
    bytes.reserve(expected + 1);
    std::string block(std::size_t{1} << 20U, '\0');
    for (;;) {
        const ssize_t got = ::read(descriptor, block.data(), block.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return std::nullopt;
        if (got == 0) return bytes;
        bytes.append(block, 0, static_cast<std::size_t>(got));
    }
}

int sync_folder(const fs::path& folder) {
    const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor.number() < 0) return errno;
    return ::fsync(descriptor.number()) == 0 ? 0 : errno;
}

/// Writes, syncs, closes, and reads back: a device that lies about a write is found here, before anything is published.
int write_and_verify(const fs::path& path, std::string_view bytes) {
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (file.number() < 0) return errno;
    if (::fchmod(file.number(), 0600) != 0 || !write_all(file.number(), bytes) || ::fsync(file.number()) != 0) return errno;
    if (!file.close()) return errno;
    const Descriptor again(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (again.number() < 0) return errno;
    const auto found = read_all(again.number(), bytes.size());
    if (!found) return errno;
    return *found == bytes ? 0 : EIO;
}

}  // namespace

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

Result<std::string> read_file(const fs::path& path, std::size_t limit) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.number() < 0) return failure("cannot-read", path, errno);
    struct stat about {};
    if (::fstat(file.number(), &about) != 0) return failure("cannot-read", path, errno);
    if (!S_ISREG(about.st_mode)) return failure("not-a-file", path, 0);
    if (static_cast<std::size_t>(about.st_size) > limit) {
        Diagnostics diagnostics;
        diagnostics.error("file-too-large", place_of(path.string()), {std::to_string(about.st_size), std::to_string(limit)});
        return diagnostics;
    }
    auto bytes = read_all(file.number(), static_cast<std::size_t>(about.st_size));
    if (!bytes) return failure("cannot-read", path, errno);
    return std::move(*bytes);
}

Result<std::shared_ptr<const SourceFile>> read_source(const fs::path& path, std::string name, std::size_t limit) {
    auto bytes = read_file(path, limit);
    if (!bytes) return std::move(bytes.diagnostics());
    if (bytes->starts_with("\xEF\xBB\xBF")) bytes->erase(0, 3);
    auto file = std::make_shared<const SourceFile>(SourceFile{std::move(name), std::move(*bytes)});
    if (const auto bad = first_invalid_utf8(file->text)) {
        Diagnostics diagnostics;
        diagnostics.error("not-utf8", span_of_bytes(file, *bad, *bad + 1));
        return diagnostics;
    }
    return file;
}

StagedFolder::StagedFolder(fs::path place, fs::path temporary, int lock) : place_(std::move(place)), temporary_(std::move(temporary)), lock_(lock) {}

StagedFolder::StagedFolder(StagedFolder&& other) noexcept
    : place_(std::move(other.place_)), temporary_(std::move(other.temporary_)), lock_(std::exchange(other.lock_, -1)), owned_(std::exchange(other.owned_, false)) {}

StagedFolder::~StagedFolder() {
    if (lock_ >= 0) ::close(lock_);
    if (!owned_) return;
    std::error_code ignored;  // nothing better can be done with it here
    fs::remove_all(temporary_, ignored);
}

namespace {

/// A lock that ends with its process: nothing when another one holds it.
int locked_folder(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor >= 0 && ::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return descriptor;
    if (descriptor >= 0) ::close(descriptor);
    return -1;
}

/// Removes what killed runs left: nobody holds their lock any more.
void remove_leftovers(const fs::path& parent, const std::string& prefix) {
    std::error_code ignored;
    std::vector<fs::path> leftovers;
    for (const auto& entry : fs::directory_iterator(parent, ignored))
        if (entry.path().filename().string().starts_with(prefix)) leftovers.push_back(entry.path());
    for (const fs::path& leftover : leftovers) {
        const Descriptor lock(locked_folder(leftover));
        if (lock.number() >= 0) fs::remove_all(leftover, ignored);
    }
}

}  // namespace

Result<StagedFolder> StagedFolder::beside(const fs::path& place) {
    fs::path target = place;
    if (!target.has_filename()) target = target.parent_path();  // "out/" is "out"
    const fs::path parent = target.has_parent_path() ? target.parent_path() : fs::path(".");
    std::error_code error;
    fs::create_directories(parent, error);
    if (error) return failure("cannot-write", parent, error.value());
    const std::string prefix = "." + target.filename().string() + ".partial-";
    remove_leftovers(parent, prefix);
    std::string pattern = (parent / (prefix + "XXXXXX")).string();
    if (::mkdtemp(pattern.data()) == nullptr) return failure("cannot-write", parent, errno);  // mode 0700 whatever the umask
    return StagedFolder(target, fs::path(pattern), locked_folder(pattern));
}

Diagnostics StagedFolder::write(const std::string& name, std::string_view bytes) {
    const fs::path path = temporary_ / name;
    if (path.parent_path() != temporary_ && !fs::exists(path.parent_path())) {
        if (::mkdir(path.parent_path().c_str(), 0700) != 0) return failure("cannot-write", place_ / name, errno);
    }
    const int error = write_and_verify(path, bytes);
    return error == 0 ? Diagnostics{} : failure("cannot-write", place_ / name, error);
}

Diagnostics StagedFolder::publish() {
    for (const auto& entry : fs::directory_iterator(temporary_))
        if (entry.is_directory())
            if (const int error = sync_folder(entry.path()); error != 0) return failure("cannot-write", place_, error);
    if (const int error = sync_folder(temporary_); error != 0) return failure("cannot-write", place_, error);
    if (::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, place_.c_str(), RENAME_NOREPLACE) != 0)
        return failure(errno == EEXIST ? "output-exists" : "cannot-write", place_, errno);
    owned_ = false;
    const fs::path parent = place_.has_parent_path() ? place_.parent_path() : fs::path(".");
    if (const int error = sync_folder(parent); error != 0) return failure("cannot-write", place_, error);
    return {};
}

Diagnostics replace_file(const fs::path& path, std::string_view bytes) {
    std::error_code error;
    const fs::path target = fs::canonical(path, error);
    const fs::perms mode = error ? fs::perms::none : fs::status(target, error).permissions();
    if (error) return failure("cannot-write", path, error.value());
    auto staged = StagedFolder::beside(target);
    if (!staged) return std::move(staged.diagnostics());
    const std::string name = target.filename().string();
    if (Diagnostics wrong = staged->write(name, bytes); wrong.has_errors()) return wrong;
    fs::permissions(staged->path() / name, mode, error);
    if (!error) fs::rename(staged->path() / name, target, error);
    if (error) return failure("cannot-write", path, error.value());
    const int unsynced = sync_folder(target.parent_path());
    return unsynced == 0 ? Diagnostics{} : failure("cannot-write", path, unsynced);
}

}  // namespace doudi::base
