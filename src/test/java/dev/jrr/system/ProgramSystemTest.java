package dev.jrr.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jrr.testing.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that people use: recorded they do what they do alone, and replays do it again. */
@Tag("system")
@Timeout(240)
final class ProgramSystemTest {
    private static final List<Program> PROGRAMS = List.of(
            new Program("a listing of folders", "ls", "ls -lR /usr/include/linux/netfilter | cksum"),
            new Program("a pipeline of four with background jobs, a trap and a killed child", "bash", """
                    trap 'echo trapped' USR1
                    for i in 3 1 2; do echo $i; done | sort | tr 123 abc | cat
                    sleep 0.05 & sleep 0.1 & wait
                    sleep 100 & { kill -9 $!; wait $!; } 2>/dev/null; echo killed $?
                    kill -USR1 $$; echo ${BASH_VERSION:+bash}; (exit 4)
                    """),
            new Program("eight threads on a queue", "python3", """
                    python3 -S - <<'END'
                    import queue, threading
                    work, done = queue.Queue(), []
                    def take():
                        while (item := work.get()) is not None:
                            done.append(item * item)
                    threads = [threading.Thread(target=take) for _ in range(8)]
                    for thread in threads: thread.start()
                    for item in range(200): work.put(item)
                    for _ in threads: work.put(None)
                    for thread in threads: thread.join()
                    print(sum(done))
                    END
                    """),
            new Program("subprocesses, a database and a loopback server", "python3", """
                    python3 -S - <<'END'
                    import asyncio, sqlite3, subprocess
                    print(subprocess.run(["tr", "a-z", "A-Z"], input="loud", text=True, capture_output=True).stdout)
                    base = sqlite3.connect("base.db")
                    base.execute("create table t(a, b)")
                    base.executemany("insert into t values(?, ?)", [(i, i * i) for i in range(500)])
                    base.commit()
                    print(base.execute("select sum(b) from t where a % 3 = 0").fetchone())
                    async def answer(reader, writer):
                        writer.write((await reader.readline()).upper())
                        await writer.drain()
                        writer.close()
                    async def main():
                        server = await asyncio.start_server(answer, "127.0.0.1", 0)
                        port = server.sockets[0].getsockname()[1]
                        for i in range(5):
                            reader, writer = await asyncio.open_connection("127.0.0.1", port)
                            writer.write(f"line {i}\\n".encode())
                            print((await reader.readline()).decode().strip())
                            writer.close()
                    asyncio.run(main())
                    END
                    """),
            new Program("a program that another translates", "valgrind", """
                    valgrind -q --tool=none /bin/echo translated
                    """),
            new Program("a repository made, cloned and packed", "git", """
                    export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_DATE='2020-01-01T00:00:00Z' GIT_COMMITTER_DATE='2020-01-01T00:00:00Z'
                    export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
                    git init -q -b main one && cd one
                    for i in 1 2 3; do seq $i 500 >file$i; git add .; git commit -qm "commit $i"; done
                    cd .. && git clone -q one two && cd two && git gc -q && git fsck --no-progress && git log --oneline --stat
                    """),
            new Program("an optimising compiler", "gcc", """
                    printf '#include <stdio.h>\\nint main(void) { printf("%%d\\\\n", 6 * 7); return 0; }\\n' >a.c
                    gcc -O2 -o a a.c && ./a
                    """),
            new Program("a build in four jobs", "make", """
                    printf 'all: a b c d\\n\\t@cat $^\\n%%:\\n\\t@sleep 0.02; echo made $@ >$@\\n' >Makefile
                    make -s -j4
                    """),
            new Program(
                    "an archive compressed by two threads",
                    "xz",
                    "tar -cf - -C /usr/include linux/netfilter | xz -1 -T2 | xz -d | cksum"),
            new Program("a sort in parallel", "sort", "seq 1 60000 | sort --parallel=4 -S 1M -T . -k1r | cksum"),
            new Program("a fork with a pipe", "perl", """
                    perl -e 'pipe(R, W); if (fork() == 0) { close R; print W "$_\\n" for 1..200; exit 3 }
                        close W; my $n = 0; $n += $_ while <R>; wait; print "$n ", $? >> 8, "\\n"'
                    """),
            new Program(
                    "an editor without a screen",
                    "vim",
                    "seq 1 50 >text; vim -es -u NONE -c '%s/1/one/g' -c 'g/2/d' -c 'wq' text; cksum text"),
            new Program(
                    "a key of random numbers",
                    "openssl",
                    "openssl genrsa -out key 1024 2>/dev/null; openssl rsa -in key -check -noout"),
            new Program("a database in a file", "sqlite3", """
                    sqlite3 base 'pragma journal_mode=wal; create table t(a, b);
                        with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000)
                        insert into t select i, i % 7 from n; create index x on t(b);
                        select b, count(*), sum(a) from t group by b; vacuum;'
                    """),
            new Program(
                    "a search that starts a program for each file",
                    "find",
                    "mkdir d; for i in 1 2 3 4 5; do echo $i >d/$i; done; find d -type f -exec grep -l 3 {} ';'; find d -name '[12]' -exec cat {} + | sort"));

    /** @param needs the command without which there is nothing to test */
    private record Program(String name, String needs, String script) {}

    @TempDir
    private Path scratch;

    static Stream<Named<Program>> programs() {
        return PROGRAMS.stream().map(program -> Named.of(program.needs() + ": " + program.name(), program));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    @Execution(ExecutionMode.CONCURRENT)
    void recordingIsFaithfulAndReplaysAlike(Program program) throws IOException {
        assumeTrue(isInstalled(program.needs()), program.needs() + " is not installed");
        Path script = Files.writeString(scratch.resolve("script"), program.script());
        // A class archive that is made in the background would still be written when the folder goes.
        Runs runs = new Runs(
                scratch,
                Map.of(
                        "LC_ALL",
                        "C",
                        "HOME",
                        scratch.toString(),
                        "GIT_CONFIG_NOSYSTEM",
                        "1",
                        "JRR_TUI_NO_ARCHIVE",
                        "1"));
        assertThat(runs.requireFaithful("program", List.of("bash", script.toString()))
                        .output())
                .isNotEmpty();
    }

    private static boolean isInstalled(String command) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }
}
