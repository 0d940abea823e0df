#!/bin/bash
# bench.sh JRR-TUI: what recording and replay cost, beside a native run and strace.
#
# Calls: nanoseconds of one system call. Programs: wall seconds; jrr-tui's start-up, which no program
# can do anything about, is in `record` and `verify`, and not in `recording`, which is the time from
# the program's start to its end, nor in `replaying`. Each figure is the median of RUNS runs (3 unless
# set). All that is measured is pinned to CPU (1 unless set, 0 on a machine with one); jrr-tui pins
# its tracees, and the thread that traces them, to one processor itself.
set -u
export LC_ALL=C
jrr=$(realpath "$1")
here=$(cd "${0%/*}" && pwd -P)
runs=${RUNS:-3}
cpus=$(nproc)
cpu=${CPU:-$((cpus > 1 ? 1 : 0))}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export JRR_TRACE_DIR=$work/traces
cd "$work" || exit 1

cat >squares.py <<'PY'
import queue, threading
work, done = queue.Queue(64), queue.Queue()
def run():
    while (item := work.get()) is not None:
        done.put(item * item)
threads = [threading.Thread(target=run) for _ in range(4)]
for t in threads: t.start()
for i in range(20000): work.put(i)
for t in threads: work.put(None)
for t in threads: t.join()
print(done.qsize())
PY
{
    echo '#include <stdio.h>'
    for i in $(seq 400); do
        echo "int f$i(int x) { for (int i = 0; i < x; i++) x ^= x * $i + i; return x; }"
    done
    echo 'int main(void) { printf("%d\n", f1(3)); return 0; }'
} >unit.c
cat >rows.sql <<'SQL'
create table t(id integer primary key, name text, size real);
begin;
with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000)
insert into t select i, 'row ' || i, i * 1.5 from n;
commit;
create index by_name on t(name);
select count(*), sum(size) from t where name like 'row 1%';
SQL
cat >pipes.sh <<'SH'
for i in $(seq 60); do echo "line $i" | tr a-z A-Z | cat >/dev/null; done
SH
cat >loop.sh <<'SH'
for i in $(seq 300); do /bin/true; done
SH
mkdir parts tree many
for i in 1 2 3 4 5 6 7 8; do echo "int g$i(int x) { return x * $i; }" >parts/g$i.c; done
printf 'all:%s\n%%.o: %%.c\n\tgcc -O1 -c $< -o $@\n' " $(echo g{1..8}.o)" >parts/Makefile
for d in $(seq 40); do
    mkdir tree/$d
    for f in $(seq 50); do echo "$d $f" >tree/$d/$f; done
done
git init -q tree && git -C tree add . && git -C tree -c user.name=a -c user.email=b@c commit -qm x
for d in $(seq 50); do
    mkdir many/$d
    for f in $(seq 100); do printf '%2000d' $f >many/$d/$f; done
done

names=("ls -lR /usr/include" "bash, 300 processes" "bash pipelines" "make -j4" "git status, 2,000 files" \
    "python3 threads" "gcc -O2" "sqlite3 20,000 rows" "cp -r, 5,000 files")
commands=("ls -lR /usr/include" "bash loop.sh" "bash pipes.sh" "make -B -j4 -C parts" "git -C tree status" \
    "python3 squares.py" "gcc -O2 -c unit.c -o unit.o" \
    "sh -c 'rm -f rows.db; exec sqlite3 rows.db <rows.sql'" \
    "sh -c 'exec cp -r many copy-\$\$'")

# Prints the median wall time, in seconds, of runs of "$@"; `-` when one of them fails.
median() {
    local times=() start end
    for ((i = 0; i < runs; i++)); do
        start=$(date +%s%N)
        "$@" >/dev/null 2>"$work/errors" </dev/null || { echo -; return; }
        end=$(date +%s%N)
        times+=($((end - start)))
    done
    printf '%s\n' "${times[@]}" | sort -n | awk '{t[NR] = $1} END {printf "%.3f", t[int((NR + 1) / 2)] / 1e9}'
}
# Prints the median of each line's figure over runs of "$@".
median_calls() {
    local run
    for ((run = 0; run < runs; run++)); do
        "$@" 2>/dev/null
        rm -rf "$work/traces"
    done | sort -k1,1 -k2,2n | awk '
        $1 != name {if (n) print name, t[int((n + 1) / 2)]; name = $1; n = 0}
        {t[++n] = $2}
        END {if (n) print name, t[int((n + 1) / 2)]}'
}
ratio2() {
    awk -v a="$1" -v b="$2" 'BEGIN {if (a == "-" || b == "-" || b == 0) print "-"; else printf "%.2fx", a / b}'
}
ratio() {
    awk -v a="$1" -v b="$2" 'BEGIN {if (a == "-" || b == "-" || b == 0) print "-"; else printf "%.1fx", a / b}'
}

echo "machine  $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $cpus CPUs, pinned to $cpu, Linux $(uname -r)"
echo "commit   $(git -C "${jrr%/*}" describe --always --dirty 2>/dev/null || echo unknown)"
echo "java     $("$jrr" --version 2>/dev/null | tail -1)"
echo "command  make bench (median of $runs, wall seconds)"
echo
# One figure of verify's, in the median over the recordings that stand in the file given.
inner() {
    sed -n "s/.*\"$1\":\([0-9.]*\).*/\1/p" "$2" | sort -n | awk '{t[NR] = $1} END {if (NR) printf "%.3f", t[int((NR + 1) / 2)]}'
}
# What verify tells of each recording, each by a process of its own.
verified() {
    local trace
    for trace in "$work"/traces/*; do
        [ -L "$trace" ] || "$jrr" verify --json "$trace" 2>/dev/null
    done
}

gcc -O2 -o calls "$here/calls.c" || exit 1
echo "call                      native   buffered     ratio     traced     ratio"
median_calls taskset -c "$cpu" ./calls 3000000 >native
median_calls "$jrr" record -q -- ./calls 3000000 >buffered
median_calls "$jrr" record -q --no-syscallbuf -- ./calls 3000 >traced
paste native buffered traced | while read -r name n _ b _ t; do
    printf '%-22s %6s ns %7s ns %9s %7s ns %9s\n' "$name" "$n" "$b" "$(ratio2 "$b" "$n")" "$t" "$(ratio "$t" "$n")"
done
echo

tree=$(cd "${jrr%/*}/.." && pwd -P)
native=$tree/lib/native
"$jrr" record -q -o "$work/million" -- ./calls 182000 >/dev/null 2>&1
"$(sh "$here/../build/setup.sh" java-home)/bin/java" -Xmx512m --enable-native-access=ALL-UNNAMED -Dkryo.unsafe=false \
    -Djna.nosys=true -Djna.nounpack=true "-Djna.boot.library.path=$native" \
    "-DZstdNativePath=$native/libzstd-jni.so" "-Djrr.home=$tree" -cp "$tree/lib/jrr-tui.jar" \
    "$here/StepBack.java" "$work/million" 200 2>/dev/null
echo
python3 "$here/keys.py" "$jrr" "$work/million"
rm -rf "$work/million"
echo

printf '%-24s %7s %7s %6s %7s %6s %9s %6s %7s %6s %9s %6s\n' program native strace ratio record ratio recording ratio \
    verify ratio replaying ratio
for n in "${!names[@]}"; do
    eval "set -- ${commands[n]}"
    native=$(median taskset -c "$cpu" "$@")
    strace=$(median taskset -c "$cpu" strace -f -o /dev/null "$@")
    record=$(median "$jrr" record -q -- "$@")
    verify=- recording=- replaying=-
    if [ "$record" != - ]; then
        verify=$(median "$jrr" verify)
        verified >figures
        recording=$(inner recordSeconds figures)
        replaying=$(inner seconds figures)
    fi
    printf '%-24s %7s %7s %6s %7s %6s %9s %6s %7s %6s %9s %6s\n' "${names[n]}" "$native" "$strace" \
        "$(ratio "$strace" "$native")" "$record" "$(ratio "$record" "$native")" "$recording" \
        "$(ratio "$recording" "$native")" "$verify" "$(ratio "$verify" "$native")" "$replaying" \
        "$(ratio "$replaying" "$native")"
    rm -rf "$work/traces" copy-*
done
