#!/bin/sh
# run.sh JRR-TUI [PROG [ARG...]]: records PROG, then opens the explorer; without a terminal to open
# it on, checks that the recording replays and prints its first events. Without PROG it does so with
# the first of the lessons.
set -u
jrr=$1
shift
if [ -t 0 ] && [ -t 1 ]; then
    [ $# -gt 0 ] || exec "$jrr" demo deadlock
    exec "$jrr" record --open -- "$@"
fi
[ $# -gt 0 ] || set -- "${jrr%/bin/*}/share/jrr-tui/demo/philosophers"
"$jrr" record -- "$@"
status=$?
# 125 is the recorder's own failure; the program's status is the program's business.
[ "$status" -ne 125 ] || exit 1
echo "run: the program ended with status $status"
set -e
"$jrr" verify
"$jrr" events --to 20
