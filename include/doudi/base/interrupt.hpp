#pragma once
// Ctrl-C: asked for in a signal handler, obeyed between batches, so that nothing is left behind.

namespace doudi::base {

struct Interrupted {};
/// Safe in a signal handler.
void request_interrupt();
/// Throws Interrupted once it was asked for.
void obey_interrupt();

}  // namespace doudi::base
