package dev.jrr.explore.tui;

import dev.jrr.base.JrrException;
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
import java.util.function.Function;

/** The names of the program where the replay stands, if that can be had within a moment; for the screen's thread. */
final class BorrowedNames implements Code {
    private static final long PATIENCE_MILLIS = 200;

    private final LiveSource source;

    BorrowedNames(LiveSource source) {
        this.source = source;
    }

    private <T> T ask(Function<Code, T> question, T otherwise) {
        Optional<Replay> replay = source.borrowSoon(PATIENCE_MILLIS);
        if (replay.isEmpty()) {
            return otherwise;
        }
        try {
            return question.apply(replay.get().code());
        } catch (JrrException elsewhere) {
            // The replay is still on its way: the task is not alive there.
            return otherwise;
        } finally {
            source.giveBack();
        }
    }

    @Override
    public List<SymbolName> names(TaskUid task, String start, int most) {
        return ask(code -> code.names(task, start, most), List.of());
    }

    @Override
    public List<SymbolName> namesAnywhere(String start, int most) {
        return ask(code -> code.namesAnywhere(start, most), List.of());
    }

    @Override
    public List<SymbolName> sourceFiles(TaskUid task, String start, int most) {
        return ask(code -> code.sourceFiles(task, start, most), List.of());
    }

    @Override
    public List<Integer> sourceLines(TaskUid task, String file) {
        return ask(code -> code.sourceLines(task, file), List.of());
    }

    @Override
    public CodePlace codePlace(TaskUid task, long address) {
        return ask(code -> code.codePlace(task, address), Code.NONE.codePlace(task, address));
    }

    @Override
    public List<Long> addresses(TaskUid task, String symbol) {
        return ask(code -> code.addresses(task, symbol), List.of());
    }

    @Override
    public List<Long> addresses(TaskUid task, String file, int line) {
        return ask(code -> code.addresses(task, file, line), List.of());
    }

    @Override
    public Optional<Source> source(String file) {
        return ask(code -> code.source(file), Optional.empty());
    }

    @Override
    public List<CodeLine> disassemble(TaskUid task, long address, int before, int count) {
        return ask(code -> code.disassemble(task, address, before, count), List.of());
    }

    @Override
    public List<OperandValue> operands(TaskUid task, long address) {
        return ask(code -> code.operands(task, address), List.of());
    }

    @Override
    public List<StackFrame> stack(TaskUid task, int most) {
        return ask(code -> code.stack(task, most), List.of());
    }

    @Override
    public List<CodeLine> disassemble(TaskUid task, long address, int count) {
        return ask(code -> code.disassemble(task, address, count), List.of());
    }
}
