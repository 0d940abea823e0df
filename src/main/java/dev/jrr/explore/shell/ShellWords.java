package dev.jrr.explore.shell;

import dev.jrr.explore.shell.ShellWord.Completion;
import dev.jrr.explore.shell.ShellWord.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of all words. */
final class ShellWords {
    /** What {@code next} and {@code prev} know besides the names of system calls. */
    static final List<String> KINDS = List.of("syscall", "signal", "futex", "switch", "exit", "exec", "failed");

    static final List<ShellWord> ALL = Stream.of(
                    frames(), instructions(), breakpoints(), state(), tasks(), diversion(), shell())
            .flatMap(List::stream)
            .toList();

    private ShellWords() {}

    static Optional<ShellWord> named(String name) {
        return ALL.stream().filter(word -> word.name().equals(name)).findFirst();
    }

    /** What somebody may have meant by a word that is none of these. */
    static List<String> similar(String typed) {
        List<String> same = ALL.stream()
                .filter(word -> word.elsewhere().contains(typed))
                .map(ShellWord::name)
                .toList();
        return same.isEmpty()
                ? Spelling.near(typed, ALL.stream().map(ShellWord::name).toList())
                : same;
    }

    private static List<ShellWord> frames() {
        return about(
                Subject.FRAMES,
                word("goto", "N|N%|+N|-N|start|end|MARK", "go to a frame")
                        .says("Goes to a frame by its number, to a share of the way, so many frames forward or back,"
                                + " to an end of the recording, or to a place that mark has named.")
                        .example("goto 50%")
                        .elsewhere("jump", "seek", "run", "start", "tick")
                        .related("mark", "step", "find")
                        .completes(Completion.PLACE)
                        .does(Motion::goTo),
                word("step", "[N]", "N frames forward")
                        .says("A frame is a system call, a signal, or what else happened to the program from outside.")
                        .example("step 10")
                        .elsewhere("s", "n")
                        .related("back", "stepi", "next")
                        .motion()
                        .does(Motion::step),
                word("back", "[N]", "N frames back")
                        .says("From between two frames, the frame before is one back.")
                        .example("back 10")
                        .elsewhere("reverse-step", "rs", "reverse-next", "rn")
                        .related("step", "backi", "prev")
                        .motion()
                        .does(Motion::back),
                word("next", "KIND", "to the next frame of a kind")
                        .says("KIND is syscall, signal, futex, switch (another task goes on), exit, exec, failed, or"
                                + " the name of a system call.")
                        .example("next openat")
                        .related("prev", "find")
                        .completes(Completion.KIND)
                        .motion()
                        .does(Motion::next),
                word("prev", "KIND", "to the previous frame of a kind")
                        .says("Kinds are those of next.")
                        .example("prev signal")
                        .related("next", "rfind")
                        .completes(Completion.KIND)
                        .motion()
                        .does(Motion::previous),
                word("find", "EXPR", "to the next frame that an expression fits")
                        .says("help filter explains expressions.")
                        .example("find syscall = futex and result < 0")
                        .elsewhere("search", "forward-search")
                        .related("rfind", "next", "events", "filter")
                        .completes(Completion.FILTER)
                        .motion()
                        .does(Motion::find),
                word("rfind", "EXPR", "to the previous frame that an expression fits")
                        .says("help filter explains expressions.")
                        .example("rfind path ~ /etc")
                        .elsewhere("reverse-search")
                        .related("find", "prev", "filter")
                        .completes(Completion.FILTER)
                        .motion()
                        .does(Motion::findBackward),
                word("events", "[EXPR]", "the frames around this place")
                        .says("With an expression, those of them that it fits; help filter explains expressions.")
                        .example("events failed")
                        .related("find", "where", "filter")
                        .completes(Completion.FILTER)
                        .does(Inspection::events),
                word("mark", "[NAME]", "name this place, for goto; without a name, list the marks")
                        .says("A mark keeps the exact place, also between two frames.")
                        .example("mark before-crash")
                        .elsewhere("checkpoint", "bookmark")
                        .related("goto")
                        .does(Motion::mark),
                word("where", "", "the place in the recording")
                        .says("Says the frame and what it was, or what comes next where that is an instruction.")
                        .example("where")
                        .elsewhere("when", "pwd")
                        .related("bt", "events")
                        .does(Motion::where));
    }

    private static List<ShellWord> instructions() {
        return about(
                Subject.INSTRUCTIONS,
                word("stepi", "[N]", "N instructions forward")
                        .says("A system call or a signal counts as one. In a diversion too.")
                        .example("stepi 10")
                        .elsewhere("si", "nexti", "ni")
                        .related("backi", "disas", "step")
                        .motion()
                        .does(Instructions::step),
                word("backi", "[N]", "N instructions back")
                        .says("Undoes stepi.")
                        .example("backi 10")
                        .elsewhere("reverse-stepi", "rsi", "reverse-nexti", "rni")
                        .related("stepi", "who-wrote", "back")
                        .motion()
                        .does(Instructions::back),
                word("continue", "", "forward to the next breakpoint, or the end")
                        .says("Stops at an instruction before it is executed, and behind the one that changes what is"
                                + " watched. Ctrl-C stops it on the way. In a diversion it lets that run.")
                        .example("continue")
                        .elsewhere("c", "cont", "fg")
                        .related("rcontinue", "break", "watch")
                        .motion()
                        .does(Instructions::forward),
                word("rcontinue", "", "back to the last breakpoint, or the start")
                        .says("Stops before the instruction that changes what is watched. Ctrl-C gives up, and leaves"
                                + " the place as it was.")
                        .example("rcontinue")
                        .elsewhere("reverse-continue", "rc")
                        .related("continue", "who-wrote")
                        .motion()
                        .does(Instructions::backward),
                word("who-wrote", "ADDR [LEN]", "back to what changed these bytes last")
                        .says("Goes to the instruction or system call that did, before it has; LEN is 1 to 32, 1 if"
                                + " left out. help addresses explains ADDR.")
                        .example("who-wrote rsp 8")
                        .elsewhere("origin", "blame", "last")
                        .related("watch", "rcontinue", "bt", "addresses")
                        .completes(Completion.ADDRESS)
                        .does(Instructions::whoWrote));
    }

    private static List<ShellWord> breakpoints() {
        return about(
                Subject.BREAKPOINTS,
                word("break", "[ADDR|SYMBOL|FILE:LINE [if VALUE OP VALUE]]", "stop there when continuing")
                        .says("Also in a library that is mapped later. A condition compares two sums of numbers and"
                                + " registers; *SUM is the eight bytes there: break main if *rsp+8 > 3. Without"
                                + " arguments, lists the breakpoints.")
                        .example("break main if rdi > 1")
                        .elsewhere("b", "tbreak", "br")
                        .related("continue", "rcontinue", "watch", "delete", "addresses")
                        .completes(Completion.CODE_IF)
                        .does(Instructions::breakpoint),
                word("watch", "ADDR [LEN]", "stop when these bytes change")
                        .says("LEN is 1 to 32, 8 if left out. Writes of system calls are noticed too.")
                        .example("watch rsp 8")
                        .elsewhere("awatch", "rwatch", "w")
                        .related("who-wrote", "continue", "delete", "addresses")
                        .completes(Completion.ADDRESS)
                        .does(Instructions::watch),
                word("delete", "N", "forget a breakpoint")
                        .says("N is its number; break lists them.")
                        .example("delete 1")
                        .elsewhere("clear", "disable", "d")
                        .related("break", "watch")
                        .completes(Completion.BREAKPOINT)
                        .does(Instructions::delete));
    }

    private static List<ShellWord> state() {
        return about(
                Subject.STATE,
                word("read", "ADDR [LEN]", "memory in hexadecimal")
                        .says("LEN is in bytes, 64 if left out. help addresses explains ADDR.")
                        .example("read rsp-0x20 64")
                        .elsewhere("x", "print", "p", "dump", "hexdump", "memory")
                        .related("write", "watch", "maps", "addresses")
                        .completes(Completion.ADDRESS)
                        .does(Inspection::read),
                word("regs", "", "the registers of the chosen task")
                        .says("A star stands before those that its last frame changed.")
                        .example("regs")
                        .elsewhere("info", "registers", "register")
                        .related("set", "task", "read")
                        .does(Inspection::registers),
                word("bt", "", "the stack of the chosen task")
                        .says("Innermost function first. Lines need a program that was compiled with -g.")
                        .example("bt")
                        .elsewhere("backtrace", "stack", "up", "down", "frame")
                        .related("list", "disas", "task")
                        .does(CodeWords::backtrace),
                word("list", "[ADDR|SYMBOL|FILE:LINE]", "source")
                        .says("Without a place, that of the innermost function that has some.")
                        .example("list")
                        .elsewhere("l", "source")
                        .related("bt", "disas", "break")
                        .completes(Completion.CODE)
                        .does(CodeWords::list),
                word("disas", "[ADDR|SYMBOL|FILE:LINE]", "instructions")
                        .says("Without a place, those that come next.")
                        .example("disas")
                        .elsewhere("disassemble", "asm", "u")
                        .related("stepi", "list", "bt")
                        .completes(Completion.CODE)
                        .does(CodeWords::disassemble),
                word("maps", "", "the mappings of the chosen task")
                        .says("Addresses, permissions, offset, and the file.")
                        .example("maps")
                        .elsewhere("vmmap", "mappings")
                        .related("read", "task")
                        .does(Inspection::maps),
                word("output", "", "what the program has printed so far")
                        .says("On its standard output and error, up to this place.")
                        .example("output")
                        .elsewhere("stdout", "log", "cat")
                        .related("events")
                        .does(Inspection::output));
    }

    private static List<ShellWord> tasks() {
        return about(
                Subject.TASKS,
                word("tasks", "", "the tasks alive here")
                        .says("Their ids, processes and names, and what they do; > is the chosen one.")
                        .example("tasks")
                        .elsewhere("threads", "ps", "inferiors")
                        .related("task", "locks")
                        .does(Inspection::tasks),
                word("task", "[TID]", "choose the task that regs, read, maps, bt and signals show")
                        .says("The choice holds until the place changes. Without an id, says which it is.")
                        .example("task 1234")
                        .elsewhere("thread", "inferior")
                        .related("tasks", "regs", "bt")
                        .completes(Completion.TASK)
                        .does(Inspection::chooseTask),
                word("signals", "", "what the chosen task does on signals, and which it blocks")
                        .says("At this place, as its calls have set it.")
                        .example("signals")
                        .elsewhere("handle", "signal")
                        .related("task", "next")
                        .does(Inspection::signals),
                word("futex", "[TID]", "the futex calls of the tasks alive here, or of one")
                        .says("Up to this place: the operation, the word in memory, and how the call ended.")
                        .example("futex 1234")
                        .elsewhere("mutex")
                        .related("locks", "tasks")
                        .completes(Completion.TASK)
                        .does(FutexWord::show),
                word("locks", "", "who waits for whom, since when; a ring of them is a deadlock")
                        .says("Of all tasks alive here that wait for another's mutex or futex.")
                        .example("locks")
                        .elsewhere("deadlock")
                        .related("futex", "tasks")
                        .does(FutexWord::locks));
    }

    private static List<ShellWord> diversion() {
        return about(
                Subject.DIVERSION,
                word("write", "ADDR HEX", "change memory, in a diversion")
                        .says("HEX is two digits a byte, in the order of addresses. The recording stays as it is: what"
                                + " is changed is a copy of the program, which continue lets run.")
                        .example("write rsp 2a00")
                        .elsewhere("poke")
                        .related("set", "resume", "read", "addresses")
                        .completes(Completion.ADDRESS)
                        .does(DiversionWords::write),
                word("set", "REGISTER VALUE", "change a register, in a diversion")
                        .says("VALUE is a number, a register, a symbol, or sums and differences of those.")
                        .example("set rax 0")
                        .related("write", "resume", "regs", "addresses")
                        .completes(Completion.REGISTER)
                        .does(DiversionWords::set),
                word("resume", "", "throw the diversion away, back to the recording")
                        .says("At the same place as before.")
                        .example("resume")
                        .elsewhere("undo", "abandon")
                        .related("write", "set")
                        .does(DiversionWords::resume));
    }

    private static List<ShellWord> shell() {
        return about(
                Subject.SHELL,
                word("help", "[WORD]", "the words, or one of them")
                        .says("There is also help filter, help addresses and help typing.")
                        .example("help read")
                        .elsewhere("h", "?", "man", "apropos", "commands")
                        .completes(Completion.WORD)
                        .does(HelpWord::help),
                word("quit", "", "leave")
                        .says("So does Ctrl-D.")
                        .example("quit")
                        .elsewhere("q", "exit", "bye", "kill", "detach")
                        .does(ShellCommands::quit));
    }

    private static List<ShellWord> about(Subject subject, Row... rows) {
        return Stream.of(rows).map(row -> row.about(subject)).toList();
    }

    private static Row word(String name, String arguments, String summary) {
        return new Row(name, arguments, summary);
    }

    /** A row of the table while it is written. */
    private static final class Row {
        private final String name;
        private final String syntax;
        private final String summary;
        private String explanation = "";
        private String example = "";
        private final List<String> related = new ArrayList<>();
        private final List<String> elsewhere = new ArrayList<>();
        private Completion completion = Completion.NONE;
        private boolean isMotion;
        private ShellWord.Handler handler;

        Row(String name, String arguments, String summary) {
            this.name = name;
            this.syntax = arguments.isEmpty() ? name : name + " " + arguments;
            this.summary = summary;
        }

        Row says(String text) {
            explanation = text;
            return this;
        }

        Row example(String line) {
            example = line;
            return this;
        }

        Row related(String... words) {
            related.addAll(List.of(words));
            return this;
        }

        Row elsewhere(String... words) {
            elsewhere.addAll(List.of(words));
            return this;
        }

        Row completes(Completion kind) {
            completion = kind;
            return this;
        }

        Row motion() {
            isMotion = true;
            return this;
        }

        Row does(ShellWord.Handler does) {
            handler = does;
            return this;
        }

        ShellWord about(Subject subject) {
            return new ShellWord(
                    name,
                    subject,
                    syntax,
                    summary,
                    explanation,
                    example,
                    List.copyOf(related),
                    List.copyOf(elsewhere),
                    completion,
                    isMotion,
                    handler);
        }
    }
}
