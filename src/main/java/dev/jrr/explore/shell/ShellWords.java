package dev.jrr.explore.shell;

import dev.jrr.explore.shell.ShellWord.Completion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The table of all words. */
final class ShellWords {
    private ShellWords() {}

    static final List<ShellWord> ALL = List.of(
            word("goto", "goto N|N%|+N|-N|start|end|MARK", "go to a frame", "goto 50%", Completion.PLACE, Motion::goTo),
            word("step", "step [N]", "N frames forward", "step 10", Completion.NONE, Motion::step),
            word("back", "back [N]", "N frames back", "back 10", Completion.NONE, Motion::back),
            word(
                    "next",
                    "next KIND",
                    "the next syscall, signal, futex, switch, exit, exec, failed, or system call by its name",
                    "next openat",
                    Completion.KIND,
                    Motion::next),
            word("prev", "prev KIND", "the previous one of a kind", "prev signal", Completion.KIND, Motion::previous),
            word(
                    "find",
                    "find EXPR",
                    "the next frame that an expression fits",
                    "find syscall = futex and result < 0",
                    Completion.FILTER,
                    Motion::find),
            word(
                    "rfind",
                    "rfind EXPR",
                    "the previous frame that an expression fits",
                    "rfind path ~ /etc",
                    Completion.FILTER,
                    Motion::findBackward),
            word(
                    "mark",
                    "mark [NAME]",
                    "name this place, for goto; without a name, list the marks",
                    "mark before-crash",
                    Completion.NONE,
                    Motion::mark),
            word(
                    "stepi",
                    "stepi [N]",
                    "N instructions forward; a system call or a signal counts as one",
                    "stepi 10",
                    Completion.NONE,
                    Instructions::step),
            word("backi", "backi [N]", "N instructions back", "backi 10", Completion.NONE, Instructions::back),
            word(
                    "break",
                    "break [ADDR|SYMBOL|FILE:LINE [if VALUE OP VALUE]]",
                    "stop there when continuing; without arguments, list the breakpoints",
                    "break main if rdi > 1",
                    Completion.ADDRESS,
                    Instructions::breakpoint),
            word(
                    "watch",
                    "watch ADDR [LEN]",
                    "stop when these bytes change; LEN is 1 to 32, 8 if left out",
                    "watch rsp 8",
                    Completion.ADDRESS,
                    Instructions::watch),
            word(
                    "write",
                    "write ADDR HEX",
                    "change memory, in a diversion; HEX is two digits a byte, in the order of addresses",
                    "write rsp 2a00",
                    Completion.ADDRESS,
                    DiversionWords::write),
            word(
                    "set",
                    "set REGISTER VALUE",
                    "change a register, in a diversion",
                    "set rax 0",
                    Completion.ADDRESS,
                    DiversionWords::set),
            word(
                    "resume",
                    "resume",
                    "throw the diversion away, back to the recording",
                    "resume",
                    Completion.NONE,
                    DiversionWords::resume),
            word("delete", "delete N", "forget a breakpoint", "delete 1", Completion.NONE, Instructions::delete),
            word(
                    "continue",
                    "continue",
                    "forward to the next breakpoint, or the end",
                    "continue",
                    Completion.NONE,
                    Instructions::forward),
            word(
                    "rcontinue",
                    "rcontinue",
                    "back to the last breakpoint, or the start",
                    "rcontinue",
                    Completion.NONE,
                    Instructions::backward),
            word(
                    "who-wrote",
                    "who-wrote ADDR [LEN]",
                    "back to the instruction or system call that changed these bytes last",
                    "who-wrote rsp 8",
                    Completion.ADDRESS,
                    Instructions::whoWrote),
            word("where", "where", "the place in the recording", "where", Completion.NONE, Motion::where),
            word(
                    "events",
                    "events [EXPR]",
                    "the frames around this place, or those of them that an expression fits",
                    "events failed",
                    Completion.FILTER,
                    Inspection::events),
            word(
                    "read",
                    "read ADDR [LEN]",
                    "memory in hexadecimal; ADDR is a number, a register, a symbol, or sums and differences of those",
                    "read rsp-0x20 64",
                    Completion.ADDRESS,
                    Inspection::read),
            word("bt", "bt", "the stack of the chosen task", "bt", Completion.NONE, CodeWords::backtrace),
            word(
                    "list",
                    "list [ADDR|SYMBOL|FILE:LINE]",
                    "source, of the innermost function that has some if no place is named",
                    "list",
                    Completion.ADDRESS,
                    CodeWords::list),
            word(
                    "disas",
                    "disas [ADDR|SYMBOL|FILE:LINE]",
                    "instructions",
                    "disas",
                    Completion.ADDRESS,
                    CodeWords::disassemble),
            word("regs", "regs", "the registers of the chosen task", "regs", Completion.NONE, Inspection::registers),
            word("tasks", "tasks", "the tasks alive here", "tasks", Completion.NONE, Inspection::tasks),
            word(
                    "task",
                    "task [TID]",
                    "choose the task that regs, read, maps and signals show",
                    "task 1234",
                    Completion.TASK,
                    Inspection::chooseTask),
            word(
                    "signals",
                    "signals",
                    "what the chosen task does on signals, and which it blocks",
                    "signals",
                    Completion.NONE,
                    Inspection::signals),
            word(
                    "futex",
                    "futex [TID]",
                    "the futex calls of the tasks alive here, or of one, up to this place",
                    "futex 1234",
                    Completion.TASK,
                    FutexWord::show),
            word(
                    "locks",
                    "locks",
                    "who waits for whom, since when; a cycle is a deadlock",
                    "locks",
                    Completion.NONE,
                    FutexWord::locks),
            word("maps", "maps", "the mappings of the chosen task", "maps", Completion.NONE, Inspection::maps),
            word(
                    "output",
                    "output",
                    "what the program has printed so far",
                    "output",
                    Completion.NONE,
                    Inspection::output),
            word("help", "help [CMD]", "the words, or one of them", "help read", Completion.WORD, ShellCommands::help),
            word("quit", "quit", "leave", "quit", Completion.NONE, ShellCommands::quit));

    static Optional<ShellWord> named(String name) {
        return ALL.stream().filter(word -> word.name().equals(name)).findFirst();
    }

    /** The words that begin like {@code start}, for suggestions. */
    static List<String> similar(String start) {
        String head = start.substring(0, Math.min(2, start.length()));
        return ALL.stream()
                .map(ShellWord::name)
                .filter(name -> name.startsWith(head))
                .toList();
    }

    private static ShellWord word(
            String name,
            String syntax,
            String summary,
            String example,
            Completion completion,
            ShellWord.Handler handler) {
        return new ShellWord(name, syntax, summary, example, completion, handler);
    }

    /** What {@code next} and {@code prev} know besides the names of system calls. */
    static final List<String> KINDS = Arrays.asList("syscall", "signal", "futex", "switch", "exit", "exec", "failed");
}
