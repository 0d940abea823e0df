#!/bin/sh
# archive.sh TREE: notes the classes that real commands load, and makes the class archive of the
# tree in TREE for the Java that its launcher picks.
# archive.sh --installed TREE: only makes the archive, from the classes noted at the build.
#
# No failure here is fatal: without an archive jrr-tui only starts more slowly.
set -u
installed=
if [ "$1" = --installed ]; then
    installed=1
    shift
fi
tree=$(cd "$1" && pwd -P)
here=$(cd "${0%/*}" && pwd -P)
archive=$tree/lib/archive
jrr=$tree/bin/jrr-tui
mkdir -p "$archive"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export JRR_TUI_NO_ARCHIVE=1 JRR_TRACE_DIR="$scratch/traces" XDG_CACHE_HOME="$scratch/cache"

# What the launcher calls the Java it picks, and remembers in its cache.
"$jrr" --version >/dev/null 2>&1
java_home=$(sed -n 2p "$scratch/cache/jrr-tui/java")
java=${java_home##*/}-$(sed -n 3p "$scratch/cache/jrr-tui/java")

if [ -z "$installed" ]; then
    rm -f "$archive"/*.jsa "$archive"/classes*
    cp "$here/../main/launcher/make-archive" "$archive/make-archive"
    # Tells archives of one build from those of another.
    cksum <"$tree/lib/jrr-tui.jar" | tr ' ' - >"$archive/build"
    number=0
    note() {
        number=$((number + 1))
        JRR_TUI_JAVA_OPTIONS="-XX:DumpLoadedClassList=$scratch/list.$number" \
            timeout 60 "$jrr" "$@" </dev/null >/dev/null 2>&1
    }
    note --version
    note --help
    note ls
    note doctor
    if note record -q -- /bin/ls /; then
        note ls
        note info
        note events --to 20 --filter 'syscall = openat'
        note stats
        note shell -c 'regs; where'
        note verify
        note pack -o "$scratch/packed"
        note unpack "$scratch/packed"
        note export --format perfetto -o "$scratch/timeline"
        # The explorer needs a terminal, and a `q` once its first screen is up.
        if command -v script >/dev/null 2>&1; then
            number=$((number + 1))
            JRR_TUI_JAVA_OPTIONS="-XX:DumpLoadedClassList=$scratch/list.$number" \
                TERM=xterm-256color timeout 60 sh -c '(sleep 4; printf q; sleep 1; printf q; sleep 1) |
                script -q -e -c "$0 replay" /dev/null' "$jrr" >/dev/null 2>&1
        fi
    fi
    cat "$scratch"/list.* 2>/dev/null | sed -e '/^#/d' -e '/ source: /d' -e 's/ id: .*//' | sort -u >"$scratch/all"
    grep -v '^@' "$scratch/all" >"$archive/classes"
    # Call sites are in the words of one Java version; a name suits them all.
    { cat "$archive/classes" && grep '^@lambda' "$scratch/all"; } >"$archive/classes-$java"
fi

sh "$archive/make-archive" "$tree" "$java_home" "$archive/$java.jsa"
[ -e "$archive/$java.jsa" ] || echo "archive: none was made for $java_home" >&2
exit 0
