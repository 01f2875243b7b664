// What somebody else's program does with doudi: includes a few headers, links the library, runs.
// Only that it works is tested here; what the functions give is tested elsewhere.

#include <iostream>

#include "doudi/base/digest.hpp"
#include "doudi/base/exact.hpp"
#include "doudi/version.hpp"

int main() {
    const doudi::base::Rational third(1, 3);
    const bool exact = third + third + third == doudi::base::Rational(1);
    const bool digests = doudi::base::digest("").starts_with("e3b0c442");
    std::cout << "doudi " << doudi::version << '\n';
    return exact && digests ? 0 : 1;
}
