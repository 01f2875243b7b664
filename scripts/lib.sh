# shellcheck shell=sh disable=SC2034,SC2086
# Shared by the scripts beside it (POSIX sh, sourced): installing what is missing, building in silence.
# Expects the current folder to be the repository's root.

may_install=yes # `no` after --no-install

# What Debian and Ubuntu call the things that doudi is built from, and those that its tests need besides.
build_packages='g++ cmake ninja-build libboost-dev libcli11-dev libfmt-dev libssl-dev libxlsxwriter-dev libyaml-cpp-dev nlohmann-json3-dev zlib1g-dev'
test_packages='doctest-dev librapidcheck-dev'

say() { printf '==> %s\n' "$*" >&2; }
die() { code=$1; shift; say "$@"; exit "$code"; }

# quietly LOG COMMAND...: the command's words go to LOG; when it fails, the last of them are shown and we stop.
quietly() {
  log=$1; shift
  mkdir -p "$(dirname "$log")"
  "$@" >>"$log" 2>&1 </dev/null && return 0
  tail -n 40 "$log" >&2
  die 1 "failed: $* (everything is in $log)"
}

has_tools() { command -v cmake >/dev/null && command -v ninja >/dev/null && { [ -n "${CXX:-}" ] || command -v c++ >/dev/null; }; }

# can_configure PRESET LOG: is everything found already?  No package is asked for, no network used.
can_configure() { has_tools && cmake --preset "$1" >>"$2" 2>&1 </dev/null; }

missing_packages() {
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || printf '%s ' "$package"
  done
}

# install PACKAGE...: by apt-get, as root or through sudo; asks nothing.
install() {
  command -v apt-get >/dev/null ||
    die 69 "this is neither Debian nor Ubuntu; please install a C++20 compiler, cmake 3.25, ninja, and what these hold: $*"
  wanted=$(missing_packages "$@")
  [ -n "$wanted" ] || return 0
  command="apt-get install -y --no-install-recommends $wanted"
  if [ "$may_install" = no ]; then
    die 77 "missing; to install it, as root:  $command"
  elif [ "$(id -u)" = 0 ]; then
    as_root=
  elif command -v sudo >/dev/null; then
    as_root=sudo
  else
    die 77 "missing, and there is no sudo; to install it, as root:  $command"
  fi
  say "installing, ${as_root:+with sudo, }by apt-get: $wanted"
  quietly "$log_file" $as_root apt-get update -q
  quietly "$log_file" $as_root env DEBIAN_FRONTEND=noninteractive $command -q
}

# configure PRESET PACKAGE...: and installs the packages only if it does not work without.
configure() {
  preset=$1; shift
  can_configure "$preset" "$log_file" && return 0
  install "$@"
  quietly "$log_file" cmake --preset "$preset" --fresh
}

# begin LOG: the words of what follows go there; the log is begun anew.
begin() {
  log_file=$1
  mkdir -p "$(dirname "$log_file")"
  : >"$log_file"
}
