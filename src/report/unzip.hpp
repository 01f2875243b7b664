#pragma once
// The parts of a zip archive, as far as workbooks need it: one disk, no zip64, stored or deflated.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::report {

struct ZipPart {
    std::string name;
    std::string_view packed;      ///< in the archive
    std::uint32_t checksum = 0;   ///< CRC-32 of the text
    std::uint32_t size = 0;       ///< of the text
    std::uint16_t method = 0;
    std::uint32_t stamp = 0;      ///< DOS date and time
};
/// Nothing when the archive is not whole.
std::optional<std::vector<ZipPart>> zip_parts(std::string_view archive);
/// Hands out the text in blocks; false when size or checksum are not as the archive says.
bool unpack(const ZipPart& part, const std::function<void(std::string_view)>& take);

}  // namespace doudi::report
