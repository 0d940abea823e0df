#!/bin/sh
# run.sh JRR-TUI PROG [ARG...]: records PROG, then opens the explorer; without a terminal to open
# it on, checks that the recording replays and prints its first events.
set -u
jrr=$1
shift
if [ -t 0 ] && [ -t 1 ]; then
    exec "$jrr" record --open -- "$@"
fi
"$jrr" record -- "$@"
status=$?
# 125 is the recorder's own failure; the program's status is the program's business.
[ "$status" -ne 125 ] || exit 1
echo "run: the program ended with status $status"
set -e
"$jrr" verify
"$jrr" events --to 20
