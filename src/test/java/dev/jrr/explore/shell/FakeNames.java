package dev.jrr.explore.shell;

import dev.jrr.debugger.CodeLine;
import dev.jrr.debugger.CodePlace;
import dev.jrr.debugger.OperandValue;
import dev.jrr.debugger.StackFrame;
import dev.jrr.debugger.SymbolName;
import dev.jrr.explore.view.Code;
import dev.jrr.explore.view.Source;
import dev.jrr.model.TaskUid;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The names of a small program, which notes what it was asked for. */
record FakeNames(List<String> askedFor) implements Code {
    @Override
    public List<SymbolName> names(TaskUid task, String start, int most) {
        askedFor.add(start);
        return Stream.of(
                        new SymbolName("philosopher", SymbolName.Kind.FUNCTION, "dinner"),
                        new SymbolName("philosophers", SymbolName.Kind.DATA, "dinner"))
                .filter(name -> name.name().startsWith(start))
                .toList();
    }

    @Override
    public List<SymbolName> namesAnywhere(String start, int most) {
        return Stream.of(new SymbolName("later", SymbolName.Kind.FUNCTION, "libx.so"))
                .filter(name -> name.name().startsWith(start))
                .toList();
    }

    @Override
    public List<SymbolName> sourceFiles(TaskUid task, String start, int most) {
        return "philosophers.c".startsWith(start)
                ? List.of(new SymbolName("philosophers.c", SymbolName.Kind.SOURCE_FILE, "dinner"))
                : List.of();
    }

    @Override
    public List<Integer> sourceLines(TaskUid task, String file) {
        return file.equals("philosophers.c") ? List.of(12, 50, 100) : List.of();
    }

    @Override
    public CodePlace codePlace(TaskUid task, long address) {
        return NONE.codePlace(task, address);
    }

    @Override
    public List<Long> addresses(TaskUid task, String symbol) {
        return List.of();
    }

    @Override
    public List<Long> addresses(TaskUid task, String file, int line) {
        return List.of();
    }

    @Override
    public List<StackFrame> stack(TaskUid task, int most) {
        return List.of();
    }

    @Override
    public List<CodeLine> disassemble(TaskUid task, long address, int count) {
        return List.of();
    }

    @Override
    public Optional<Source> source(String file) {
        return Optional.empty();
    }

    @Override
    public List<CodeLine> disassemble(TaskUid task, long address, int before, int count) {
        return List.of();
    }

    @Override
    public List<OperandValue> operands(TaskUid task, long address) {
        return List.of();
    }
}
