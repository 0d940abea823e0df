package dev.jrr.trace;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Tells a recording that goes on from one whose recorder was killed: a recorder holds a lock on the
 * list of kept files, which the kernel takes away when the recorder ends, however that happens.
 */
final class RecorderLock {
    private RecorderLock() {}

    /** Takes the lock, for as long as the list is open. */
    static void hold(FileChannel list) {
        try {
            list.tryLock();
        } catch (IOException fileSystemWithoutLocks) {
            // Its readers take the recording for one that was cut short, and show as much of it.
            return;
        }
    }

    /** Whether the recorder of a trace is at work. */
    static boolean isHeld(Path directory) {
        try (FileChannel list = FileChannel.open(directory.resolve(TraceFile.KEPT), StandardOpenOption.READ)) {
            // Shared: two readers that ask at the same time do not take each other for a recorder.
            try (FileLock lock = list.tryLock(0, Long.MAX_VALUE, true)) {
                return lock == null;
            }
        } catch (OverlappingFileLockException inThisProcess) {
            return true;
        } catch (IOException noListOrNoLocks) {
            return false;
        }
    }
}
