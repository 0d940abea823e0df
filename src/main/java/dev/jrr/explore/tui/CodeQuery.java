package dev.jrr.explore.tui;

import dev.jrr.base.UsageException;
import dev.jrr.debugger.CodeLine;
import dev.jrr.debugger.CodePlace;
import dev.jrr.debugger.OperandValue;
import dev.jrr.explore.shell.AddressExpression;
import dev.jrr.explore.view.Code;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks for source and instructions.
 *
 * @param wanted what is looked at instead of a frame: a function, FILE:LINE or an address
 * @param around the instruction around which others are wanted; empty for where the frame stands
 * @param count how many before it, and how many from it on
 * @param breakpoints the addresses of breakpoints
 */
record CodeQuery(
        Optional<ChosenFrame> chosen, Optional<String> wanted, OptionalLong around, int count, Set<Long> breakpoints)
        implements LiveQuery {
    private static final Pattern LINE = Pattern.compile("(.*[^:]):([0-9]{1,9})");

    CodeQuery {
        breakpoints = Set.copyOf(breakpoints);
    }

    /**
     * What is there.
     *
     * @param instructions in the order of their addresses
     * @param operands of the instruction where the task stands, if that is in the frame shown
     * @param breakpointLines the lines of breakpoints that are in the file of the frame shown, by address
     */
    record Answer(
            ProgramStack stack,
            List<CodeLine> instructions,
            List<OperandValue> operands,
            Map<Long, Integer> breakpointLines)
            implements LiveQuery.Answer {
        Answer {
            instructions = List.copyOf(instructions);
            operands = List.copyOf(operands);
            breakpointLines = Map.copyOf(breakpointLines);
        }

        /** The instruction that is marked. */
        long ip() {
            return stack.instructionFrame().ip();
        }

        /** The line that is marked, counted from 1; 0 without source. */
        int line() {
            return stack.source().isEmpty() ? 0 : stack.shownFrame().place().line();
        }
    }

    private static Optional<Long> address(Replay replay, TaskUid task, String text) {
        Matcher line = LINE.matcher(text);
        if (line.matches()) {
            return replay.code().addresses(task, line.group(1), Integer.parseInt(line.group(2))).stream()
                    .findFirst();
        }
        try {
            return Optional.of(AddressExpression.evaluate(text, replay, task));
        } catch (UsageException e) {
            // It may be in a library that is not mapped yet.
            return Optional.empty();
        }
    }

    @Override
    public Answer ask(Replay replay, TaskUid task, Registers registers) {
        Code code = replay.code();
        ProgramStack found = ProgramStack.of(code, task, chosen);
        ProgramStack stack = wanted.flatMap(text -> address(replay, task, text))
                .map(address -> found.showing(code, address))
                .orElse(found);
        long ip = stack.instructionFrame().ip();
        Map<Long, Integer> lines = new HashMap<>();
        for (long address : breakpoints) {
            CodePlace place = code.codePlace(task, address);
            if (place.line() > 0
                    && place.file().equals(stack.shownFrame().place().file())) {
                lines.put(address, place.line());
            }
        }
        return new Answer(
                stack,
                code.disassemble(task, around.orElse(ip), count, count),
                stack.isInnermost() ? code.operands(task, ip) : List.of(),
                lines);
    }
}
