#pragma once
// Ids of a table by their bytes.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace doudi::population {

/// Finds rows by id. Hashes are keyed by chance, so nobody can choose ids that make it slow; no result depends on them.
class IdIndex {
public:
    /// `ids` may grow while the index lives.
    explicit IdIndex(const std::vector<std::string>& ids);
    /// Adds the row; gives the earlier row of the same id when there is one (and keeps that).
    std::optional<std::uint32_t> add(std::uint32_t row);
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view id) const;

private:
    struct Slot {
        std::uint64_t hash = 0;
        std::uint32_t row = empty;
    };
    static constexpr std::uint32_t empty = 0xFFFFFFFF;
    [[nodiscard]] std::uint64_t hash(std::string_view id) const;
    [[nodiscard]] std::size_t slot_of(std::string_view id, std::uint64_t hashed) const;
    void grow();

    const std::vector<std::string>& ids_;
    std::vector<Slot> slots_;  // a power of two, at most half full
    std::size_t used_ = 0;
    std::uint64_t key_low_ = 0;
    std::uint64_t key_high_ = 0;
};

}  // namespace doudi::population
