# The warnings that all of our code is free of. Libraries' headers are system headers, so they stay silent.

doudi_accepted_flags(doudi_warning_flags
  -Wall -Wextra -Wpedantic
  # numbers
  -Wconversion -Wsign-conversion -Warith-conversion -Wdouble-promotion -Wfloat-equal
  # casts
  -Wold-style-cast -Wuseless-cast -Wcast-align -Wcast-qual
  # likely slips
  -Wshadow -Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wnull-dereference
  -Wimplicit-fallthrough -Wswitch-enum -Woverloaded-virtual -Wnon-virtual-dtor
  -Wformat=2 -Wformat-security -Wundef -Wvla -Wtrampolines
  # a build that knows its own date cannot be repeated
  -Wdate-time
)
if(DOUDI_WERROR)
  list(APPEND doudi_warning_flags -Werror)
endif()
