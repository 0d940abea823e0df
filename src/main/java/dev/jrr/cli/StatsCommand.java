package dev.jrr.cli;

import dev.jrr.explore.view.Json;
import dev.jrr.trace.TraceReader;
import dev.jrr.trace.TraceStatistics;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        description = "Counts the system calls of a recording, each once, and says how futex calls were handled.",
        footer = "jrr-tui stats --json latest-trace")
final class StatsCommand extends Subcommand {
    @Parameters(arity = "0..1", paramLabel = "TRACE", description = "a recording's folder or name; else the latest")
    private String trace;

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Override
    int run(Streams streams) {
        TraceStatistics statistics;
        try (TraceReader reader = TraceArgument.open(trace)) {
            statistics = TraceStatistics.of(reader);
        }
        if (json) {
            streams.out().line(json(statistics));
        } else {
            print(statistics, streams.out());
        }
        return 0;
    }

    private static void print(TraceStatistics statistics, Output out) {
        out.line(statistics.frames() + " frames, " + statistics.tasks() + " tasks, " + statistics.stops() + " stops");
        out.line("");
        out.line("   count  percent    traced  buffered  user space  system call");
        for (TraceStatistics.SyscallRow row : statistics.syscalls()) {
            out.line(String.format(
                    Locale.ROOT,
                    "%8d  %6.2f%%  %8d  %8d  %10d  %s",
                    row.count(),
                    row.percent(),
                    row.calls().traced(),
                    row.calls().buffered(),
                    row.calls().userSpace(),
                    row.name()));
        }
        TraceStatistics.Futex futex = statistics.futex();
        if (futex.all().total() == 0) {
            return;
        }
        out.line("");
        out.line("   total    traced  buffered  user space  futex");
        futexRow(out, "all", futex.all());
        futex.byOp().forEach((operation, calls) -> futexRow(out, operation, calls));
        out.line("no buffer " + futex.noSyscallbuf() + ", unhandled " + futex.unhandled() + ", descheduled "
                + futex.desched());
    }

    private static void futexRow(Output out, String name, TraceStatistics.Calls calls) {
        out.line(String.format(
                Locale.ROOT,
                "%8d  %8d  %8d  %10d  %s",
                calls.total(),
                calls.traced(),
                calls.buffered(),
                calls.userSpace(),
                name));
    }

    private static String json(TraceStatistics statistics) {
        Json json = new Json()
                .object()
                .member("frames", statistics.frames())
                .member("tasks", statistics.tasks())
                .array("syscalls");
        for (TraceStatistics.SyscallRow row : statistics.syscalls()) {
            json.object()
                    .member("name", row.name())
                    .member("count", row.count())
                    .member("percent", row.percent(), 2)
                    .member("traced", row.calls().traced())
                    .member("buffered", row.calls().buffered())
                    .member("userSpace", row.calls().userSpace())
                    .endObject();
        }
        TraceStatistics.Futex futex = statistics.futex();
        json.endArray().object("futex");
        calls(json, futex.all())
                .member("noSyscallbuf", futex.noSyscallbuf())
                .member("unhandled", futex.unhandled())
                .member("desched", futex.desched())
                .object("byOp");
        futex.byOp()
                .forEach((operation, calls) ->
                        calls(json.object(operation), calls).endObject());
        return json.endObject()
                .endObject()
                .member("stops", statistics.stops())
                .endObject()
                .toString();
    }

    private static Json calls(Json json, TraceStatistics.Calls calls) {
        return json.member("total", calls.total())
                .member("buffered", calls.buffered())
                .member("userSpace", calls.userSpace())
                .member("traced", calls.traced());
    }
}
