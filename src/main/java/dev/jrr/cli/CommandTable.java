package dev.jrr.cli;

import dev.jrr.base.UsageException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** All commands, in the order in which help shows them. A command's class is loaded when it is run. */
final class CommandTable {
    private record Entry(String summary, Supplier<Subcommand> command) {}

    private static final Map<String, Entry> COMMANDS = new LinkedHashMap<>();

    static {
        add("record", "run a program and record it", RecordCommand::new);
        add("replay", "explore a recording on the screen", ReplayCommand::new);
        add("verify", "replay recordings and check every frame", VerifyCommand::new);
        add("events", "list the frames of a recording", EventsCommand::new);
        add("stats", "count the system calls of a recording", StatsCommand::new);
        add("shell", "explore a recording by words", ShellCommand::new);
        add("gdb", "explore a recording with gdb", GdbCommand::new);
        add("ls", "list the recordings", ListCommand::new);
        add("info", "say what is known of a recording", InfoCommand::new);
        add("rm", "remove recordings", RemoveCommand::new);
        add("demo", "learn from recordings of small programs", DemoCommand::new);
        add("pack", "make one file of a recording", PackCommand::new);
        add("unpack", "make a recording of such a file", UnpackCommand::new);
        add("export", "hand a recording to other tools", ExportCommand::new);
        add("doctor", "check what this machine allows", DoctorCommand::new);
    }

    private CommandTable() {}

    private static void add(String name, String summary, Supplier<Subcommand> command) {
        COMMANDS.put(name, new Entry(summary, command));
    }

    static int run(String name, String[] arguments, Streams streams) {
        Entry entry = COMMANDS.get(name);
        if (entry == null) {
            throw new UsageException(
                    (name.startsWith("-") ? "no option " : "no command ") + name + "; jrr-tui --help lists them");
        }
        return CommandLineParser.run(name, entry.command().get(), arguments, streams);
    }

    static void printHelp(Output out) {
        out.line("Usage: jrr-tui [COMMAND] [ARGUMENTS]");
        out.line("Records a Linux program, replays it exactly, and explores it forward and backward.");
        out.line("");
        COMMANDS.forEach((name, entry) -> out.line(String.format(Locale.ROOT, "  %-8s  %s", name, entry.summary())));
        out.line("");
        out.line("Without a command it explores the latest recording. jrr-tui COMMAND --help says more.");
        out.line("Example: jrr-tui record -- ls -l /");
    }
}
