// One flag, set by the signal handler and read by the workers.

#include "doudi/base/interrupt.hpp"

#include <atomic>

namespace doudi::base {

namespace {
std::atomic<bool> requested{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may only touch lock-free atomics");
}  // namespace

void request_interrupt() { requested.store(true, std::memory_order_relaxed); }
void obey_interrupt() {
    if (requested.load(std::memory_order_relaxed)) throw Interrupted{};
}

}  // namespace doudi::base
