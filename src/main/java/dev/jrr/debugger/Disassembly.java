package dev.jrr.debugger;

import dev.jrr.base.Hex;
import dev.jrr.linux.Decoder;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.replay.ReplaySpace;
import dev.jrr.replay.ReplayTask;
import dev.jrr.trace.TraceFormatException;
import dev.jrr.trace.TraceReader;
import dev.jrr.tracee.JrrPage;
import dev.jrr.tracee.NativeCode;
import dev.jrr.tracee.PatchSite;
import dev.jrr.tracee.RandomInstruction;
import dev.jrr.tracee.StubCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The instructions of the programs of a replay, as their files have them. Tracer thread only. */
final class Disassembly {
    private static final int LONGEST_INSTRUCTION = 15;

    /** A jump to a stub covers at most so many bytes. */
    private static final int LONGEST_PATCH = PatchSite.JUMP_LENGTH + LONGEST_INSTRUCTION;

    /** How far behind the start of its function an address may be for all of it to be taken apart. */
    private static final int LONGEST_FUNCTION = 16 << 10;

    /** Decoding that starts at a wrong byte falls in with the right instructions soon, nearly always. */
    private static final int RUN_UP = 256;

    /** Functions before the one that an address is in. */
    private static final int MOST_FUNCTIONS = 16;

    private final TraceReader trace;
    private final ProgramSymbols symbols;

    Disassembly(TraceReader trace, ProgramSymbols symbols) {
        this.trace = trace;
        this.symbols = symbols;
    }

    /** Instructions from an address on; fewer where none is known or mapped. */
    List<CodeLine> from(ReplaySpace space, long address, int count) {
        Decoder decoder = NativeCode.decoder();
        byte[] code = code(space, address, count * LONGEST_INSTRUCTION);
        List<CodeLine> lines = new ArrayList<>();
        int at = 0;
        while (decoder != null && lines.size() < count && at < code.length) {
            Decoder.Instruction instruction = decoder.decode(code, at, address);
            int length = instruction == null ? 1 : instruction.length();
            byte[] bytes = Arrays.copyOfRange(code, at, at + length);
            String text = instruction == null ? "" : decoder.text(code, at, address);
            String target = instruction == null || instruction.target() == 0
                    ? ""
                    : symbols.place(space, instruction.target()).name();
            lines.add(new CodeLine(address + at, bytes, text, symbols.place(space, address + at), target));
            at += length;
        }
        return lines;
    }

    /**
     * Instructions before an address and from it on. Those before are in step with it: they begin where
     * their function does, or where decoding has fallen in with it; fewer where that cannot be told.
     */
    List<CodeLine> around(ReplaySpace space, long address, int before, int count) {
        Deque<Long> starts = new ArrayDeque<>();
        long end = address;
        for (int i = 0; i < MOST_FUNCTIONS && starts.size() < before; i++) {
            List<Long> known = startsBefore(space, end);
            for (int k = known.size() - 1; k >= 0; k--) {
                starts.addFirst(known.get(k));
            }
            if (known.isEmpty()) {
                break;
            }
            end = known.get(0);
        }
        while (starts.size() > before) {
            starts.removeFirst();
        }
        long first = starts.isEmpty() ? address : starts.getFirst();
        return from(space, first, starts.size() + count);
    }

    /** Where the instructions start that lead up to an address: from its function's start on, or some. */
    private List<Long> startsBefore(ReplaySpace space, long address) {
        CodePlace place = symbols.place(space, address - 1);
        long behind = place.offset() + 1;
        if (!place.symbol().isEmpty() && behind <= LONGEST_FUNCTION) {
            List<Long> starts = starts(code(space, address - behind, (int) behind), 0, address - behind);
            if (!starts.isEmpty()) {
                return starts;
            }
        }
        byte[] code = code(space, address - RUN_UP, RUN_UP);
        for (int from = 0; from < LONGEST_INSTRUCTION && code.length == RUN_UP; from++) {
            List<Long> starts = starts(code, from, address - RUN_UP);
            if (!starts.isEmpty()) {
                // The first of them may not have fallen in yet.
                return starts.subList(Math.min(LONGEST_INSTRUCTION, starts.size() - 1), starts.size());
            }
        }
        return List.of();
    }

    /** Where instructions start if one starts at an offset; none if the last does not end where the code does. */
    private static List<Long> starts(byte[] code, int from, long address) {
        Decoder decoder = NativeCode.decoder();
        List<Long> starts = new ArrayList<>();
        int at = from;
        while (decoder != null && at < code.length) {
            Decoder.Instruction instruction = decoder.decode(code, at, address);
            if (instruction == null) {
                return List.of();
            }
            starts.add(address + at);
            at += instruction.length();
        }
        return at == code.length ? starts : List.of();
    }

    /** Code as it is in the program, without what the recorder has put there. */
    private byte[] code(ReplaySpace space, long address, int length) {
        byte[] code = space.memory().read(address, length);
        ReplaySpace.FilePlace place = space.fileAt(address);
        if (place == null || code.length == 0) {
            return code;
        }
        // A patch may begin before the first byte, and end behind the last.
        int before = (int) Math.min(LONGEST_PATCH, place.offset());
        byte[] memory = space.memory().read(address - before, before + code.length + LONGEST_PATCH);
        byte[] file = inFile(place, before, (int) Math.min(memory.length, before + place.length()));
        if (memory.length < before + code.length) {
            return code;
        }
        for (int i = 1; i + 1 < Math.min(file.length, memory.length); i++) {
            boolean isTrap = memory[i - 1] == 0x0f && memory[i] == RandomInstruction.TRAP;
            memory[i] = isTrap && file[i] == RandomInstruction.OPCODE ? file[i] : memory[i];
        }
        for (int i = 0; i + PatchSite.JUMP_LENGTH <= Math.min(file.length, memory.length); i++) {
            long stub = memory[i] == file[i] ? 0 : StubCode.jumpTarget(memory, i, address - before);
            if (stub != 0 && space.stubArea(stub) != 0) {
                int end = Math.min(file.length, i + LONGEST_PATCH);
                System.arraycopy(file, i, memory, i, end - i);
            }
        }
        return Arrays.copyOfRange(memory, before, before + code.length);
    }

    /** Bytes of the file that is mapped; none if it is damaged. */
    private byte[] inFile(ReplaySpace.FilePlace place, int before, int length) {
        try (RandomAccessFile file =
                new RandomAccessFile(trace.file(place.key()).toFile(), "r")) {
            long from = place.offset() - before;
            byte[] bytes = new byte[(int) Math.max(0, Math.min(length, file.length() - from))];
            file.seek(from);
            file.readFully(bytes);
            return bytes;
        } catch (IOException | TraceFormatException damaged) {
            return new byte[0];
        }
    }

    /** What an instruction uses, with the values that a task has for it; nothing while registers are not the program's. */
    List<OperandValue> operands(ReplayTask task, long address) {
        Decoder decoder = NativeCode.decoder();
        Registers registers = task.registers();
        byte[] code = code(task.space(), address, LONGEST_INSTRUCTION);
        if (decoder == null || code.length == 0 || JrrPage.isCode(registers.ip())) {
            return List.of();
        }
        Set<OperandValue> values = new LinkedHashSet<>();
        for (Decoder.Used used : decoder.uses(code, 0, address)) {
            switch (used.use()) {
                case REGISTER -> values.add(OperandValue.of(used.text(), part(registers, used)));
                case ADDRESS, MEMORY -> {
                    addAddress(values, registers, used);
                    values.add(at(task.space(), registers, used));
                }
                case FLAGS -> values.addAll(Flags.tested(registers.get(Register.EFLAGS), used));
            }
        }
        return List.copyOf(values);
    }

    private static long part(Registers registers, Decoder.Used used) {
        long value = registers.get(used.register()) >>> used.shift();
        return used.bytes() >= Long.BYTES ? value : value & (1L << used.bytes() * Byte.SIZE) - 1;
    }

    /** The registers of which an address is made. */
    private static void addAddress(Set<OperandValue> values, Registers registers, Decoder.Used used) {
        for (Optional<Register> part : List.of(
                Optional.ofNullable(used.register()),
                Optional.ofNullable(used.index()),
                Optional.ofNullable(used.segment()))) {
            part.ifPresent(register -> values.add(OperandValue.of(register.label(), registers.get(register))));
        }
    }

    private static OperandValue at(ReplaySpace space, Registers registers, Decoder.Used used) {
        long address = used.displacement();
        address += used.register() == null ? 0 : registers.get(used.register());
        address += used.index() == null ? 0 : registers.get(used.index()) * used.scale();
        if (used.use() == Decoder.Use.ADDRESS) {
            return new OperandValue("address " + used.text(), Hex.of(address));
        }
        address += used.segment() == null ? 0 : registers.get(used.segment());
        byte[] bytes = space.memory().read(address, used.bytes());
        return bytes.length < used.bytes() || bytes.length == 0
                ? new OperandValue(used.text(), "nothing mapped")
                : new OperandValue(used.text(), number(bytes));
    }

    private static String number(byte[] littleEndian) {
        StringBuilder digits = new StringBuilder();
        for (byte each : littleEndian) {
            digits.insert(0, String.format("%02x", each));
        }
        String text = digits.toString().replaceFirst("^0+(?=.)", "");
        return "0x" + text;
    }
}
