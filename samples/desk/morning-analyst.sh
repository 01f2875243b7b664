#!/bin/sh
# An analyst's morning at Desk county: are the sheets sound, what does November cost, what would 1,200 cost?
# Prints each command and what it says. Results go to out/analyst, which is made anew.
set -u
cd "$(dirname "$0")/../.."
PATH=$PATH:$PWD/build/release   # where ./scripts/quickstart puts doudi
rm -rf out/analyst
law=rules/samples/desk now=samples/desk/2026-11

run() { printf '\n$ doudi'; printf ' %s' "$@"; printf '\n'; doudi "$@"; }

run check "$law" "$now" --before samples/desk/2026-10
run show "$law" 低保标准 --on 2026-11
run compute "$law" "$now" --month 2026-11 --by region:9,benefit -o out/analyst/2026-11
run explain "$law" "$now" --household 115 --month 2026-11
run whatif "$law" "$now" --month 2026-11 --set '低保标准[area=urban]=1200' -o out/analyst/urban-1200
run whatif "$law" "$now" --month 2026-11 --set '低保标准*=1.05' --format csv
run whatif "$law" "$now" --month 2026-11 --set 低保标淮=1200
run check "$law" samples/desk/2026-11-坏合计
exit 0
