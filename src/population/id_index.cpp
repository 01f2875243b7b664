// An open-addressing table over SipHash-1-3 with a key drawn by chance for each run.
// What a double or an unknown id means is left to the reader of the table.

#include "id_index.hpp"

#include <array>
#include <bit>
#include <cstring>
#include <random>

namespace doudi::population {
namespace {

using State = std::array<std::uint64_t, 4>;

void sip_round(State& v) {
    v[0] += v[1];
    v[1] = std::rotl(v[1], 13) ^ v[0];
    v[0] = std::rotl(v[0], 32);
    v[2] += v[3];
    v[3] = std::rotl(v[3], 16) ^ v[2];
    v[0] += v[3];
    v[3] = std::rotl(v[3], 21) ^ v[0];
    v[2] += v[1];
    v[1] = std::rotl(v[1], 17) ^ v[2];
    v[2] = std::rotl(v[2], 32);
}

std::uint64_t draw_key() {
    std::random_device device;
    return (std::uint64_t{device()} << 32U) | device();
}

}  // namespace

IdIndex::IdIndex(const std::vector<std::string>& ids)
    : ids_(ids), slots_(1024), key_low_(draw_key()), key_high_(draw_key()) {}

std::uint64_t IdIndex::hash(std::string_view id) const {
    State v = {key_low_ ^ 0x736f6d6570736575U, key_high_ ^ 0x646f72616e646f6dU, key_low_ ^ 0x6c7967656e657261U,
               key_high_ ^ 0x7465646279746573U};
    std::uint64_t last = std::uint64_t{id.size()} << 56U;
    while (!id.empty()) {
        std::uint64_t word = 0;
        const std::size_t count = id.size() < 8 ? id.size() : 8;
        std::memcpy(&word, id.data(), count);
        id.remove_prefix(count);
        if (count < 8) {
            last |= word;
            break;
        }
        v[3] ^= word;
        sip_round(v);
        v[0] ^= word;
    }
    v[3] ^= last;
    sip_round(v);
    v[0] ^= last;
    v[2] ^= 0xffU;
    sip_round(v);
    sip_round(v);
    sip_round(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

// The slot that holds the id, or the free one where it belongs.
std::size_t IdIndex::slot_of(std::string_view id, std::uint64_t hashed) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hashed & mask;
    while (slots_[at].row != empty && (slots_[at].hash != hashed || ids_[slots_[at].row] != id)) {
        at = (at + 1) & mask;
    }
    return at;
}

std::optional<std::uint32_t> IdIndex::add(std::uint32_t row) {
    if (2 * (used_ + 1) > slots_.size()) {
        grow();
    }
    const std::uint64_t hashed = hash(ids_[row]);
    Slot& slot = slots_[slot_of(ids_[row], hashed)];
    if (slot.row != empty) {
        return slot.row;
    }
    slot = {hashed, row};
    ++used_;
    return std::nullopt;
}

std::optional<std::uint32_t> IdIndex::find(std::string_view id) const {
    const Slot& slot = slots_[slot_of(id, hash(id))];
    return slot.row == empty ? std::nullopt : std::optional(slot.row);
}

void IdIndex::grow() {
    std::vector<Slot> old(slots_.size() * 4);
    old.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& slot : old) {
        if (slot.row == empty) {
            continue;
        }
        std::size_t at = slot.hash & mask;
        while (slots_[at].row != empty) {
            at = (at + 1) & mask;
        }
        slots_[at] = slot;
    }
}

}  // namespace doudi::population
