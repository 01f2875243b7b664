// Reads back the archive that a workbook is: its directory, and its parts block by block.
// What the parts should hold is for the caller to say.

#include "unzip.hpp"

#include <zlib.h>

#include <array>

namespace doudi::report {

namespace {

constexpr std::uint32_t end_mark = 0x06054b50;
constexpr std::uint32_t directory_mark = 0x02014b50;
constexpr std::uint32_t local_mark = 0x04034b50;
constexpr std::size_t end_bytes = 22;
constexpr std::size_t directory_bytes = 46;
constexpr std::size_t local_bytes = 30;

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t length) {
    std::uint32_t number = 0;
    for (std::size_t i = length; i-- > 0;) number = number << 8U | static_cast<unsigned char>(bytes[at + i]);
    return number;
}
std::uint32_t long_at(std::string_view bytes, std::size_t at) { return number_at(bytes, at, 4); }
std::uint16_t short_at(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint16_t>(number_at(bytes, at, 2));
}

/// What stands between the local header at `at` and the next part.
std::optional<std::string_view> packed_at(std::string_view archive, std::size_t at, std::size_t length) {
    if (at + local_bytes > archive.size() || long_at(archive, at) != local_mark) return std::nullopt;
    const std::size_t begin = at + local_bytes + short_at(archive, at + 26) + short_at(archive, at + 28);
    if (begin + length > archive.size()) return std::nullopt;
    return archive.substr(begin, length);
}

/// Unpacks with zlib's raw deflate; `take` gets blocks. False when the stream is broken.
bool inflate_blocks(std::string_view packed, const std::function<void(std::string_view)>& take) {
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return false;
    std::string input(packed);  // zlib wants bytes it could write to
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    std::array<char, 65536> block{};
    int state = Z_OK;
    while (state == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(block.data());
        stream.avail_out = block.size();
        state = inflate(&stream, Z_NO_FLUSH);
        if (state == Z_OK || state == Z_STREAM_END) take({block.data(), block.size() - stream.avail_out});
    }
    inflateEnd(&stream);
    return state == Z_STREAM_END;
}

}  // namespace

std::optional<std::vector<ZipPart>> zip_parts(std::string_view archive) {
    if (archive.size() < end_bytes || long_at(archive, archive.size() - end_bytes) != end_mark) return std::nullopt;
    const std::size_t end = archive.size() - end_bytes;
    const std::size_t count = short_at(archive, end + 10);
    std::size_t at = long_at(archive, end + 16);
    std::vector<ZipPart> parts;
    for (std::size_t i = 0; i < count; ++i) {
        if (at + directory_bytes > end || long_at(archive, at) != directory_mark) return std::nullopt;
        const std::size_t name = short_at(archive, at + 28);
        const auto packed = packed_at(archive, long_at(archive, at + 42), long_at(archive, at + 20));
        if (!packed || at + directory_bytes + name > end) return std::nullopt;
        parts.push_back({std::string(archive.substr(at + directory_bytes, name)), *packed, long_at(archive, at + 16),
                         long_at(archive, at + 24), short_at(archive, at + 10), long_at(archive, at + 12)});
        at += directory_bytes + name + short_at(archive, at + 30) + short_at(archive, at + 32);
    }
    return at == end ? std::optional(std::move(parts)) : std::nullopt;
}

bool unpack(const ZipPart& part, const std::function<void(std::string_view)>& take) {
    std::uint64_t size = 0;
    uLong checksum = crc32(0, nullptr, 0);
    const auto pass_on = [&](std::string_view block) {
        size += block.size();
        checksum = crc32(checksum, reinterpret_cast<const Bytef*>(block.data()), static_cast<uInt>(block.size()));
        take(block);
    };
    constexpr std::uint16_t stored = 0;
    constexpr std::uint16_t deflated = 8;
    if (part.method == stored) {
        pass_on(part.packed);
    } else if (part.method != deflated || !inflate_blocks(part.packed, pass_on)) {
        return false;
    }
    return size == part.size && checksum == part.checksum;
}

}  // namespace doudi::report
