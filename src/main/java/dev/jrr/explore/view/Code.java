package dev.jrr.explore.view;

import dev.jrr.debugger.CodeLine;
import dev.jrr.debugger.CodePlace;
import dev.jrr.debugger.Debugger;
import dev.jrr.debugger.OperandValue;
import dev.jrr.debugger.StackFrame;
import dev.jrr.debugger.SymbolName;
import dev.jrr.model.TaskUid;
import java.util.List;
import java.util.Optional;

/** Names, stacks and instructions of the replayed program, as the debugger's methods of the same names say them. */
public interface Code {
    CodePlace codePlace(TaskUid task, long address);

    List<Long> addresses(TaskUid task, String symbol);

    List<Long> addresses(TaskUid task, String file, int line);

    List<SymbolName> names(TaskUid task, String start, int most);

    List<SymbolName> namesAnywhere(String start, int most);

    List<SymbolName> sourceFiles(TaskUid task, String start, int most);

    List<Integer> sourceLines(TaskUid task, String file);

    List<StackFrame> stack(TaskUid task, int most);

    List<CodeLine> disassemble(TaskUid task, long address, int count);

    List<CodeLine> disassemble(TaskUid task, long address, int before, int count);

    List<OperandValue> operands(TaskUid task, long address);

    /** A source file by the path that debug information has; empty if it is neither in the trace nor here. */
    Optional<Source> source(String file);

    static Code of(Debugger debugger) {
        Sources sources = new Sources(debugger.trace());
        return new Code() {
            @Override
            public CodePlace codePlace(TaskUid task, long address) {
                return debugger.codePlace(task, address);
            }

            @Override
            public List<Long> addresses(TaskUid task, String symbol) {
                return debugger.addresses(task, symbol);
            }

            @Override
            public List<Long> addresses(TaskUid task, String file, int line) {
                return debugger.addresses(task, file, line);
            }

            @Override
            public List<SymbolName> names(TaskUid task, String start, int most) {
                return debugger.names(task, start, most);
            }

            @Override
            public List<SymbolName> namesAnywhere(String start, int most) {
                return debugger.namesAnywhere(start, most);
            }

            @Override
            public List<SymbolName> sourceFiles(TaskUid task, String start, int most) {
                return debugger.sourceFiles(task, start, most);
            }

            @Override
            public List<Integer> sourceLines(TaskUid task, String file) {
                return debugger.sourceLines(task, file);
            }

            @Override
            public List<StackFrame> stack(TaskUid task, int most) {
                return debugger.stack(task, most);
            }

            @Override
            public List<CodeLine> disassemble(TaskUid task, long address, int count) {
                return debugger.disassemble(task, address, count);
            }

            @Override
            public List<CodeLine> disassemble(TaskUid task, long address, int before, int count) {
                return debugger.disassemble(task, address, before, count);
            }

            @Override
            public List<OperandValue> operands(TaskUid task, long address) {
                return debugger.operands(task, address);
            }

            @Override
            public Optional<Source> source(String file) {
                return sources.of(file);
            }
        };
    }

    /** Knows nothing. */
    Code NONE = new Code() {
        @Override
        public CodePlace codePlace(TaskUid task, long address) {
            return new CodePlace(address, "", 0, "", 0, "", 0);
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

        @Override
        public List<StackFrame> stack(TaskUid task, int most) {
            return List.of();
        }

        @Override
        public List<CodeLine> disassemble(TaskUid task, long address, int count) {
            return List.of();
        }

        @Override
        public List<CodeLine> disassemble(TaskUid task, long address, int before, int count) {
            return List.of();
        }

        @Override
        public List<OperandValue> operands(TaskUid task, long address) {
            return List.of();
        }

        @Override
        public Optional<Source> source(String file) {
            return Optional.empty();
        }
    };
}
