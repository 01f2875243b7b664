// The one main of all test programs: doctest's own.
// Cases stand in the folders beside it.

#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
