package dev.jrr.explore.gdb;

import dev.jrr.base.Hex;
import dev.jrr.base.JrrException;
import dev.jrr.base.UsageException;
import dev.jrr.debugger.TaskView;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A conversation with one gdb: its packets (gdb manual, appendix E) and what they are answered with. An
 * empty answer says that a packet is not known.
 *
 * <p>A write, to memory or to a register, begins a diversion, in which gdb then is; {@code monitor
 * resume} leaves it.
 */
final class GdbSession {
    static final int MOST_BYTES = 0x8000;
    private static final String PACKET_SIZE = "20000";
    private static final int SIGINT = 2;
    private static final int SIGTRAP = 5;
    private static final String OK = "OK";
    private static final String FAILED = "E01";

    private final PacketStream packets;
    private final GdbInferior inferior;
    private final GdbFiles files;
    private final Function<String, String> monitor;
    private TaskUid chosen;
    private boolean ends;

    /** @param monitor answers what follows {@code monitor} */
    GdbSession(PacketStream packets, GdbInferior inferior, GdbFiles files, Function<String, String> monitor) {
        this.packets = packets;
        this.inferior = inferior;
        this.files = files;
        this.monitor = monitor;
    }

    /** Talks until gdb leaves. */
    void run() throws IOException, InterruptedException {
        for (byte[] packet = packets.next(); packet != null && !ends; packet = packets.next()) {
            byte[] answer;
            try {
                answer = answer(new String(packet, StandardCharsets.ISO_8859_1), packet);
            } catch (UsageException | NumberFormatException | IndexOutOfBoundsException mistake) {
                answer = text(FAILED);
            }
            packets.send(answer);
            if (ends) {
                return;
            }
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] answer(String packet, byte[] bytes) {
        if (packet.startsWith("vFile:")) {
            byte[] answer = files.answer(packet.substring("vFile:".length()));
            return answer == null ? text("") : answer;
        }
        if (packet.startsWith("qXfer:")) {
            return transfer(packet.substring("qXfer:".length()));
        }
        if (packet.startsWith("X")) {
            return text(writeBinary(packet, bytes));
        }
        return text(answer(packet));
    }

    private String answer(String packet) {
        return switch (packet.charAt(0)) {
            case '?' ->
                halted(new GdbInferior.Halt(
                        GdbInferior.Reason.STEP, inferior.current().orElse(TaskUid.NONE), 0, 0));
            case 'g' -> registers();
            case 'G' -> FAILED;
            case 'p' -> Hex.of(register(Integer.parseInt(packet.substring(1), 16)));
            case 'P' -> setRegister(packet.substring(1));
            case 'm' -> read(packet.substring(1));
            case 'M' -> write(packet.substring(1));
            case 'H' -> choose(packet);
            case 'T' ->
                inferior.thread(Integer.parseInt(packet.substring(1), 16)).isPresent() ? OK : FAILED;
            case 'Z' -> insert(packet.substring(1));
            case 'z' -> delete(packet.substring(1));
            case 'c' -> halted(moved(inferior::forward));
            case 's' -> halted(moved(() -> inferior.step(task())));
            case 'b' ->
                packet.equals("bc")
                        ? halted(moved(inferior::backward))
                        : packet.equals("bs") ? halted(moved(() -> inferior.stepBack(task()))) : "";
            case 'v' -> verbose(packet);
            case 'q', 'Q' -> query(packet);
            case 'D', 'k' -> {
                ends = true;
                yield OK;
            }
            default -> "";
        };
    }

    private TaskUid task() {
        boolean isAlive = chosen != null
                && inferior.threads().stream().anyMatch(view -> view.task().equals(chosen));
        return isAlive ? chosen : inferior.current().orElseThrow(() -> new UsageException("no thread is alive here"));
    }

    private interface Motion {
        GdbInferior.Halt make();
    }

    private GdbInferior.Halt moved(Motion motion) {
        packets.clearInterrupt();
        GdbInferior.Halt halt = motion.make();
        packets.clearInterrupt();
        chosen = halt.task();
        return halt;
    }

    private static String halted(GdbInferior.Halt halt) {
        int signal = switch (halt.reason()) {
            case SIGNAL -> GdbSignals.number(halt.signal());
            case INTERRUPT -> SIGINT;
            default -> SIGTRAP;
        };
        String why = switch (halt.reason()) {
            case BREAKPOINT -> "swbreak:;";
            case WATCHPOINT -> "watch:" + Long.toHexString(halt.address()) + ";";
            case START -> "replaylog:begin;";
            case END -> "replaylog:end;";
            case STEP, SIGNAL, INTERRUPT -> "";
        };
        return String.format("T%02xthread:%x;%s", signal, halt.task().tid(), why);
    }

    private String registers() {
        TaskUid task = task();
        Registers registers = inferior.registers(task);
        byte[] xstate = inferior.debugger().xstate(task);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GdbRegisters.count(); i++) {
            text.append(Hex.of(GdbRegisters.value(i, registers, xstate)));
        }
        return text.toString();
    }

    private byte[] register(int number) {
        TaskUid task = task();
        return GdbRegisters.value(
                number, inferior.registers(task), inferior.debugger().xstate(task));
    }

    private String setRegister(String arguments) {
        int equals = arguments.indexOf('=');
        Register register = GdbRegisters.general(Integer.parseInt(arguments.substring(0, equals), 16));
        byte[] value = bytes(arguments.substring(equals + 1));
        if (register == null) {
            return FAILED;
        }
        ByteBuffer padded = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        padded.put(value, 0, Math.min(value.length, Long.BYTES));
        inferior.debugger().setRegister(task(), register, padded.getLong(0));
        return OK;
    }

    private static byte[] bytes(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }

    private String read(String arguments) {
        String[] parts = arguments.split(",");
        int length = Math.min(Integer.parseInt(parts[1], 16), MOST_BYTES);
        byte[] read = inferior.read(task(), Long.parseUnsignedLong(parts[0], 16), length);
        return read.length == 0 && length > 0 ? FAILED : Hex.of(read);
    }

    private String write(String arguments) {
        int colon = arguments.indexOf(':');
        String[] parts = arguments.substring(0, colon).split(",");
        inferior.debugger().write(task(), Long.parseUnsignedLong(parts[0], 16), bytes(arguments.substring(colon + 1)));
        return OK;
    }

    private String writeBinary(String packet, byte[] bytes) {
        int colon = packet.indexOf(':');
        String[] parts = packet.substring(1, colon).split(",");
        int length = Integer.parseInt(parts[1], 16);
        if (length > 0) {
            byte[] data = java.util.Arrays.copyOfRange(bytes, colon + 1, colon + 1 + length);
            inferior.debugger().write(task(), Long.parseUnsignedLong(parts[0], 16), data);
        }
        return OK;
    }

    private String choose(String packet) {
        String id = packet.substring(2);
        if (!id.equals("-1") && !id.equals("0")) {
            Optional<TaskUid> task = inferior.thread(Integer.parseInt(id, 16));
            if (task.isEmpty()) {
                return FAILED;
            }
            chosen = task.get();
        }
        return OK;
    }

    private String insert(String arguments) {
        String[] parts = arguments.split("[,;]");
        long address = Long.parseUnsignedLong(parts[1], 16);
        switch (parts[0]) {
            case "0", "1" -> inferior.addBreakpoint(task(), address);
            case "2" -> inferior.addWatchpoint(task(), address, Integer.parseInt(parts[2], 16));
            default -> {
                return "";
            }
        }
        return OK;
    }

    private String delete(String arguments) {
        String[] parts = arguments.split("[,;]");
        long address = Long.parseUnsignedLong(parts[1], 16);
        switch (parts[0]) {
            case "0", "1" -> inferior.removeBreakpoint(address);
            case "2" -> inferior.removeWatchpoint(address, Integer.parseInt(parts[2], 16));
            default -> {
                return "";
            }
        }
        return OK;
    }

    private String verbose(String packet) {
        if (packet.equals("vCont?")) {
            return "vCont;c;C;s;S";
        }
        if (packet.startsWith("vCont;")) {
            return resumed(packet.substring("vCont;".length()));
        }
        if (packet.startsWith("vKill")) {
            ends = true;
            return OK;
        }
        return "";
    }

    /** The first action counts; others go on anyway. */
    private String resumed(String actions) {
        String first = actions.split(";")[0];
        if (first.charAt(0) == 'c' || first.charAt(0) == 'C') {
            return halted(moved(inferior::forward));
        }
        int colon = first.indexOf(':');
        TaskUid task = colon < 0
                ? task()
                : inferior.thread(Integer.parseInt(first.substring(colon + 1), 16))
                        .orElseGet(this::task);
        return halted(moved(() -> inferior.step(task)));
    }

    private String query(String packet) {
        String name = packet.split("[:,;]", 2)[0];
        return switch (name) {
            case "qSupported" ->
                "PacketSize=" + PACKET_SIZE
                        + ";QStartNoAckMode+;ReverseStep+;ReverseContinue+;vContSupported+;swbreak+;hwbreak+"
                        + ";qXfer:features:read+;qXfer:auxv:read+;qXfer:exec-file:read+;qXfer:threads:read+";
            case "QStartNoAckMode" -> {
                packets.stopAcknowledging();
                yield OK;
            }
            case "qC" -> String.format("QC%x", task().tid());
            case "qAttached" -> "1";
            case "qSymbol" -> OK;
            case "qfThreadInfo" -> threadList();
            case "qsThreadInfo" -> "l";
            case "qThreadExtraInfo" -> extra(packet.substring(packet.indexOf(',') + 1));
            case "qRcmd" -> monitor(packet.substring(packet.indexOf(',') + 1));
            default -> "";
        };
    }

    private String threadList() {
        List<String> ids = new ArrayList<>();
        for (TaskView view : inferior.threads()) {
            ids.add(Integer.toHexString(view.task().tid()));
        }
        return ids.isEmpty() ? "l" : "m" + String.join(",", ids);
    }

    private String extra(String id) {
        for (TaskView view : inferior.threads()) {
            if (view.task().tid() == Integer.parseInt(id, 16)) {
                return Hex.of(text(view.name() + " " + view.state().name().toLowerCase(java.util.Locale.ROOT)));
            }
        }
        return FAILED;
    }

    private String monitor(String hex) {
        String answer;
        try {
            answer = monitor.apply(GdbFiles.fromHex(hex));
        } catch (JrrException e) {
            answer = e.getMessage() + "\n";
        }
        return answer.isEmpty() ? OK : Hex.of(answer.getBytes(StandardCharsets.UTF_8));
    }

    /** OBJECT:read:ANNEX:OFFSET,LENGTH. */
    private byte[] transfer(String request) {
        String[] parts = request.split(":");
        byte[] whole = switch (parts[0]) {
            case "features" -> text(GdbRegisters.description());
            case "auxv" -> inferior.auxiliaryVector(task());
            case "exec-file" -> inferior.program().getBytes(StandardCharsets.UTF_8);
            case "threads" -> threadDocument();
            default -> null;
        };
        if (whole == null) {
            return text("");
        }
        String[] range = parts[parts.length - 1].split(",");
        int offset = Math.min(Integer.parseInt(range[0], 16), whole.length);
        int length = Math.min(Integer.parseInt(range[1], 16), whole.length - offset);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.write(offset + length == whole.length ? 'l' : 'm');
        answer.write(whole, offset, length);
        return answer.toByteArray();
    }

    private byte[] threadDocument() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?><threads>");
        for (TaskView view : inferior.threads()) {
            xml.append(String.format("<thread id=\"%x\" name=\"", view.task().tid()));
            view.name()
                    .chars()
                    .filter(c -> Character.isLetterOrDigit(c) || "-_. +".indexOf(c) >= 0)
                    .forEach(c -> xml.append((char) c));
            xml.append("\"/>");
        }
        return xml.append("</threads>").toString().getBytes(StandardCharsets.UTF_8);
    }
}
