#!/bin/sh
# Sees to it that the tools of the build are there, and installs what is missing with apt.
#
#   setup.sh build       what `make` and `make run` need
#   setup.sh test        the same, and what the tests run
#   setup.sh java-home   prints the home of the JDK that the build uses
#
# When nothing is missing this looks at a few files and starts no process, so that every
# `make` can afford it.
set -eu

LEAST_JAVA=17

# Sets `major` to the Java version of the JDK in $1; fails if there is none with a compiler.
jdk_major() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    major=
    while IFS= read -r line; do
        case $line in
            JAVA_VERSION=*)
                major=${line#*\"}
                major=${major%%[!0-9]*}
                ;;
        esac
    done <"$1/release"
    [ -n "$major" ]
}

# Sets `java_home`: JAVA_HOME if it will do, else the oldest JDK that will do, because the oldest
# is the one whose compiler knows the fewest warnings.
find_jdk() {
    java_home=
    if [ -n "${JAVA_HOME:-}" ] && jdk_major "$JAVA_HOME" && [ "$major" -ge $LEAST_JAVA ]; then
        java_home=$JAVA_HOME
        return 0
    fi
    best=
    for candidate in /usr/lib/jvm/* /opt/* "${HOME:-/}/.sdkman/candidates/java"/*; do
        if jdk_major "$candidate" && [ "$major" -ge $LEAST_JAVA ]; then
            if [ -z "$best" ] || [ "$major" -lt "$best" ]; then
                best=$major
                java_home=$candidate
            fi
        fi
    done
    [ -n "$java_home" ]
}

missing=
needs() { # needs PACKAGE COMMAND
    command -v "$2" >/dev/null 2>&1 || missing="$missing $1"
}
needs_file() { # needs_file PACKAGE PATH
    [ -e "$2" ] || missing="$missing $1"
}

goal=${1:-build}
if [ "$goal" = java-home ]; then
    find_jdk || exit 1
    printf '%s\n' "$java_home"
    exit 0
fi

find_jdk || missing="$missing JDK"
needs maven mvn
needs gcc gcc
needs_file libc6-dev /usr/include/stdio.h
needs_file linux-libc-dev /usr/include/linux/futex.h
needs_file libzydis-dev /usr/include/Zydis/Zydis.h
needs_file libdw-dev /usr/include/elfutils/libdwfl.h
if [ "$goal" = test ]; then
    needs tmux tmux
    needs strace strace
    needs gdb gdb
    needs python3 python3
    needs sqlite3 sqlite3
    needs git git
    needs xz-utils xz
    needs perl perl
    needs vim vim
    needs openssl openssl
    needs procps ps
    needs bsdutils script
    needs coreutils timeout
    needs bash bash
fi
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "setup: please install:${missing} (JDK means a Java development kit, $LEAST_JAVA or newer)" >&2
    exit 1
fi

if [ "$(id -u)" = 0 ]; then
    as_root=
elif command -v sudo >/dev/null 2>&1; then
    as_root='sudo '
else
    as_root='sudo '
    cannot=1
fi

update=
set -- /var/lib/apt/lists/*_Packages*
[ -e "$1" ] || update=1

# Asked only once the package lists are there: before that no release is known.
name_the_jdk() {
    case " $missing " in *" JDK "*) ;; *) return 0 ;; esac
    jdk=openjdk-17-jdk-headless
    for version in 17 21 25; do
        if [ -n "$(apt-cache --quiet=2 search --names-only "^openjdk-$version-jdk-headless\$" 2>/dev/null)" ]; then
            jdk=openjdk-$version-jdk-headless
            break
        fi
    done
    missing=$(printf '%s' "$missing" | sed "s/JDK/$jdk/")
}

install="DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends"
if [ -n "${cannot:-}" ]; then
    name_the_jdk
    echo "setup: as root, run: apt-get update && apt-get install -y --no-install-recommends$missing" >&2
    exit 1
fi
if [ -n "$update" ]; then
    echo "setup: ${as_root}apt-get update"
    ${as_root}apt-get update -q
fi
name_the_jdk
echo "setup: ${as_root}apt-get install -y --no-install-recommends$missing"
# shellcheck disable=SC2086
if ! ${as_root}env $install $missing; then
    # Lists from an older day name files that the mirror has dropped.
    echo "setup: ${as_root}apt-get update, then once more"
    ${as_root}apt-get update -q
    # shellcheck disable=SC2086
    ${as_root}env $install $missing
fi
find_jdk || { echo "setup: no JDK $LEAST_JAVA or newer was found after the installation" >&2; exit 1; }
