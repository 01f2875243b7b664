#pragma once
// Digests of files, for manifests.

#include <string>
#include <string_view>

namespace doudi::base {

/// Lower-case hex SHA-256 of `bytes`; above 1 MiB: SHA-256 over the SHA-256 (raw) of each 1 MiB block.
std::string digest(std::string_view bytes);

}  // namespace doudi::base
