package dev.jrr.record;

import dev.jrr.kernel.SyscallEffects;
import dev.jrr.kernel.SyscallInfo;
import dev.jrr.kernel.SyscallTable;
import dev.jrr.kernel.Trait;
import dev.jrr.model.Capture;
import dev.jrr.model.CloneRecord;
import dev.jrr.model.Event;
import dev.jrr.model.MemoryWrite;
import dev.jrr.model.Registers;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A system call between its entry and its exit. */
final class SyscallInProgress {
    final int number;
    final Registers entry;
    final Optional<SyscallInfo> info;

    /** What this call does, its operation (of fcntl, futex, ioctl, prctl) considered. */
    final Set<Trait> traits;

    /** Whether the tables know what it writes; otherwise memory is compared. */
    final boolean known;

    List<Capture> inputs = List.of();
    List<Event.FdName> fdNames = List.of();

    /** Whether its ENTERED frame is written. */
    boolean entered;

    /** The outputs that go to scratch memory. */
    List<Scratch.Redirect> redirects = List.of();

    /** Whether the kernel may write into shared memory while another task runs. */
    boolean unprotected;

    /** For a call that the table does not know: what its arguments pointed to. */
    List<MemoryWrite> snapshot = List.of();

    /** Of ftruncate(2) on a file that is mapped: its length before. */
    long fileLength;

    /** The task that it has made. */
    CloneRecord created;

    SyscallInProgress(int number, Registers entry, Optional<SyscallInfo> info) {
        this.number = number;
        this.entry = entry;
        this.info = info;
        this.traits = info.map(call -> SyscallTable.traits(call, entry)).orElse(Set.of(Trait.MAY_BLOCK));
        this.known = info.isPresent() && SyscallEffects.isKnown(info.get(), entry);
    }
}
