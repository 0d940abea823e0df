package dev.jrr.explore.tui;

import dev.jrr.debugger.CodeLine;
import dev.jrr.debugger.CodePlace;
import dev.jrr.debugger.OperandValue;
import dev.jrr.debugger.StackFrame;
import dev.jrr.debugger.SymbolName;
import dev.jrr.explore.view.Code;
import dev.jrr.explore.view.Source;
import dev.jrr.model.TaskUid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The code of a {@link FakeRun}: dine at 0x401000, of which each instruction has four bytes and each line
 * two instructions; main behind it; write in a library without source. In a system call the stack is
 * write, note inlined in dine, dine, main; elsewhere dine, main.
 */
record FakeCode(long position) implements Code {
    static final String FILE = "/home/ada/philosophers.c";
    static final int FIRST_LINE = 31;

    private static final long DINE = 0x401000;
    private static final long MAIN = 0x401100;
    private static final long END = 0x401180;
    private static final long WRITE = 0x7f0000001000L;
    private static final int LENGTH = 4;

    private boolean isInCall() {
        return position % 10 != 8;
    }

    /** One instruction further at each frame. */
    private long ip() {
        return DINE + LENGTH * (position % 20);
    }

    @Override
    public CodePlace codePlace(TaskUid task, long address) {
        if (address >= WRITE) {
            return new CodePlace(address, "write", address - WRITE, "libc.so.6", address - WRITE + 0x1000, "", 0);
        }
        if (address < DINE || address >= END) {
            return new CodePlace(address, "", 0, "", 0, "", 0);
        }
        long start = address < MAIN ? DINE : MAIN;
        int line = FIRST_LINE + (int) ((address - DINE) / (2 * LENGTH));
        return new CodePlace(
                address,
                start == DINE ? "dine" : "main",
                address - start,
                "philosophers",
                address - 0x400000,
                FILE,
                line);
    }

    @Override
    public List<Long> addresses(TaskUid task, String symbol) {
        return symbol.equals("dine") ? List.of(DINE) : List.of();
    }

    @Override
    public List<Long> addresses(TaskUid task, String file, int line) {
        return List.of(DINE + (line - FIRST_LINE) * 2L * LENGTH);
    }

    @Override
    public List<StackFrame> stack(TaskUid task, int most) {
        List<StackFrame> frames = new ArrayList<>();
        if (isInCall()) {
            frames.add(new StackFrame(0, WRITE + 0x14, codePlace(task, WRITE + 0x14), false));
            CodePlace in = codePlace(task, ip());
            frames.add(new StackFrame(
                    1, ip(), new CodePlace(ip(), "note", 0, in.module(), in.moduleOffset(), FILE, 12), true));
        }
        frames.add(new StackFrame(frames.size(), ip(), codePlace(task, ip()), false));
        frames.add(new StackFrame(frames.size(), MAIN + 0x20, codePlace(task, MAIN + 0x20), false));
        return frames;
    }

    @Override
    public List<CodeLine> disassemble(TaskUid task, long address, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> line(task, address + (long) i * LENGTH))
                .filter(line -> !line.place().symbol().isEmpty())
                .toList();
    }

    @Override
    public List<CodeLine> disassemble(TaskUid task, long address, int before, int count) {
        long start = address >= WRITE ? WRITE : DINE;
        long first = Math.max(start, address - (long) before * LENGTH);
        return disassemble(task, first, (int) ((address - first) / LENGTH) + count);
    }

    private CodeLine line(TaskUid task, long address) {
        String[] texts = {"mov rax, [rbx+0x8]", "cmp eax, 0x5", "jz 0x401010", "call 0x401100", "lea rdi, [0x402004]"};
        String[] targets = {"", "", "dine+0x10", "main", "philosophers+0x2004"};
        int kind = (int) (address / LENGTH % texts.length);
        return new CodeLine(address, new byte[LENGTH], texts[kind], codePlace(task, address), targets[kind]);
    }

    @Override
    public List<OperandValue> operands(TaskUid task, long address) {
        return List.of(
                new OperandValue("rbx", "0x5581000010c0"),
                new OperandValue("[rbx+0x8]", "0x" + Long.toHexString(position)));
    }

    @Override
    public Optional<Source> source(String file) {
        return file.equals(FILE)
                ? Optional.of(new Source(
                        IntStream.rangeClosed(1, 90)
                                .mapToObj(line -> line == FIRST_LINE - 1
                                        ? "static void *dine(void *argument) {"
                                        : "\tnote(seat, left, " + line + "); /* the line with number " + line + " */")
                                .toList(),
                        position >= 500 ? "this file was changed after the program was built" : ""))
                : Optional.empty();
    }

    @Override
    public List<SymbolName> names(TaskUid task, String start, int most) {
        return List.of();
    }

    @Override
    public List<SymbolName> namesAnywhere(String start, int most) {
        return List.of();
    }

    @Override
    public List<SymbolName> sourceFiles(TaskUid task, String start, int most) {
        return List.of();
    }

    @Override
    public List<Integer> sourceLines(TaskUid task, String file) {
        return List.of();
    }
}
