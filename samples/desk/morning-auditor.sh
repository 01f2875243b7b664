#!/bin/sh
# An auditor's morning at Desk county: was July to October paid right, and why did household 110 get what it got?
# Prints each command and what it says. Results go to out/auditor, which is made anew.
set -u
cd "$(dirname "$0")/../.."
PATH=$PATH:$PWD/build/release   # where ./scripts/quickstart puts doudi
rm -rf out/auditor
law=rules/samples/desk desk=samples/desk paid=samples/desk/已发

run() { printf '\n$ doudi'; printf ' %s' "$@"; printf '\n'; doudi "$@"; }

run audit "$law" "$desk" --payments "$paid" -o out/auditor/findings
run explain "$law" "$desk" --household 110 --month 2026-10 --payments "$paid"
run explain "$law" "$desk" --household 110 --month 2026-10 --payments "$paid" --lang zh
run explain "$law" "$desk" --person 999999194909010013 --month 2026-08 --payments "$paid"
run explain "$law" "$desk" --household 110 --month 2026-08 --known-on 2026-08-10
run explain "$law" "$desk" --household 145 --month 2026-09 --against 2026-08
run audit "$law" "$desk" --payments "$paid" --month 2026-10 --known-on 2026-11-25
exit 0
