#!/bin/bash
# bench.sh JRR-TUI: what recording and replay cost, as wall time, beside a native run and strace.
#
# Each figure is the median of RUNS runs (3 unless set). All that is measured is pinned to CPU
# (1 unless set, 0 on a machine with one); jrr-tui pins its tracees itself, so its start-up is in
# the figures, once.
set -u
export LC_ALL=C
jrr=$(realpath "$1")
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

names=("ls -lR /usr/include" "python3 threads" "gcc -O2" "sqlite3 20,000 rows" "bash pipelines")
commands=("ls -lR /usr/include" "python3 squares.py" "gcc -O2 -c unit.c -o unit.o" \
    "sh -c 'rm -f rows.db; exec sqlite3 rows.db <rows.sql'" "bash pipes.sh")

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
ratio() {
    awk -v a="$1" -v b="$2" 'BEGIN {if (a == "-" || b == "-" || b == 0) print "-"; else printf "%.1fx", a / b}'
}

echo "machine  $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $cpus CPUs, pinned to $cpu, Linux $(uname -r)"
echo "commit   $(git -C "${jrr%/*}" describe --always --dirty 2>/dev/null || echo unknown)"
echo "java     $("$jrr" --version 2>/dev/null | tail -1)"
echo "command  make bench (median of $runs, wall seconds)"
echo
printf '%-20s %8s %8s %7s %8s %7s %8s %7s\n' program native strace ratio record ratio verify ratio
for n in "${!names[@]}"; do
    eval "set -- ${commands[n]}"
    native=$(median taskset -c "$cpu" "$@")
    strace=$(median taskset -c "$cpu" strace -f -o /dev/null "$@")
    record=$(median "$jrr" record -q -- "$@")
    verify=-
    [ "$record" = - ] || verify=$(median "$jrr" verify)
    printf '%-20s %8s %8s %7s %8s %7s %8s %7s\n' "${names[n]}" "$native" "$strace" "$(ratio "$strace" "$native")" \
        "$record" "$(ratio "$record" "$native")" "$verify" "$(ratio "$verify" "$native")"
    rm -rf "$work/traces"
done
