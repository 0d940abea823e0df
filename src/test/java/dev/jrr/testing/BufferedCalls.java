package dev.jrr.testing;

import dev.jrr.model.BufferedCall;
import dev.jrr.model.Event.FdName;
import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import dev.jrr.model.TaskUid;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Writes records of buffered calls as the hook in a tracee does. */
public final class BufferedCalls {
    private final ByteArrayOutputStream records = new ByteArrayOutputStream();
    private final List<List<FdName>> fdNames = new ArrayList<>();
    private ByteBuffer call = ByteBuffer.allocate(1 << 10).order(ByteOrder.LITTLE_ENDIAN);
    private boolean isBegun;

    /** Begins a call that returned; its registers are those after it, of which rax is the result. */
    public BufferedCalls call(int number, int handling, Registers after, FdName... names) {
        finishCall();
        fdNames.add(List.of(names));
        call.clear();
        isBegun = true;
        call.putInt(0).putShort((short) number).put((byte) handling).put((byte) 0);
        call.putLong(after.result()).putLong(after.ip()).putLong(after.get(Register.EFLAGS));
        BufferedCall.REGISTER_ORDER.forEach(register -> call.putLong(after.get(register)));
        return this;
    }

    /** A call that the kernel made, with registers of zeros beside the result and the arguments. */
    public BufferedCalls buffered(int number, long result, long... arguments) {
        return call(number, BufferedCall.BUFFERED, registers(result, arguments));
    }

    /** A call that the hook has answered. */
    public BufferedCalls userSpace(int number, long result, long... arguments) {
        return call(number, BufferedCall.USER_SPACE, registers(result, arguments));
    }

    private static Registers registers(long result, long... arguments) {
        Registers registers = Registers.ZERO.with(Register.RAX, result);
        for (int i = 0; i < arguments.length; i++) {
            registers = registers.withArgument(i, arguments[i]);
        }
        return registers;
    }

    /** Marks the call as one that replay makes again. */
    public BufferedCalls performed() {
        call.put(BufferedCall.FLAGS, (byte) BufferedCall.PERFORM);
        return this;
    }

    public BufferedCalls input(int argument, long address, byte[] bytes) {
        return item(BufferedCall.INPUT, argument, address, bytes);
    }

    public BufferedCalls output(int argument, long address, byte[] bytes) {
        return item(BufferedCall.OUTPUT, argument, address, bytes);
    }

    private BufferedCalls item(int kind, int argument, long address, byte[] bytes) {
        makeRoom(bytes.length + 2 * BufferedCall.ITEM_LENGTH);
        call.putInt(bytes.length).put((byte) kind).put((byte) argument).putShort((short) 0);
        call.putLong(address).put(bytes);
        while (call.position() % 8 != 0) {
            call.put((byte) 0);
        }
        return this;
    }

    private void makeRoom(int length) {
        if (call.remaining() < length) {
            ByteBuffer larger =
                    ByteBuffer.allocate(2 * (call.position() + length)).order(ByteOrder.LITTLE_ENDIAN);
            call = larger.put(call.flip());
        }
    }

    private void finishCall() {
        if (isBegun) {
            call.putInt(BufferedCall.SIZE, call.position());
            records.write(call.array(), 0, call.position());
            isBegun = false;
        }
    }

    /** How many calls were begun. */
    public int count() {
        return fdNames.size();
    }

    /** The calls so far, as those of a task. */
    public BufferedRun run(TaskUid task, Registers base) {
        finishCall();
        return new BufferedRun(task, base, records.toByteArray(), fdNames.size(), List.copyOf(fdNames));
    }
}
