package dev.jrr.record;

import dev.jrr.tracee.AddressSpace;
import java.util.IdentityHashMap;
import java.util.Map;

/** The buffers of all address spaces. */
final class CallBuffers {
    private final Map<AddressSpace, CallBuffer> buffers = new IdentityHashMap<>();
    private AddressSpace lastSpace;
    private CallBuffer lastBuffer;

    void put(AddressSpace space, CallBuffer buffer) {
        buffers.put(space, buffer);
        lastSpace = null;
    }

    CallBuffer of(AddressSpace space) {
        if (space != lastSpace) {
            lastBuffer = buffers.get(space);
            lastSpace = space;
        }
        return lastBuffer;
    }

    /** An address space is gone, if nobody uses it any more. */
    void released(AddressSpace space) {
        if (space != null && space.users() == 0) {
            buffers.remove(space);
            lastSpace = null;
        }
    }
}
