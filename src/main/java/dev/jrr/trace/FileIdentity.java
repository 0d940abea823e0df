package dev.jrr.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What tells a file from others, and from itself before a change.
 *
 * @param modifiedNanos when its content changed, in nanoseconds since 1970
 * @param changedNanos when its content or inode changed, in nanoseconds since 1970; unlike the
 *     other, programs cannot set it
 */
record FileIdentity(long device, long inode, long size, long modifiedNanos, long changedNanos) {
    /** The times that kernels put on files are up to 10 ms old; some file systems count seconds. */
    private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(2);

    static FileIdentity of(Path path) throws IOException {
        Map<String, Object> stat = Files.readAttributes(path, "unix:dev,ino,size,lastModifiedTime,ctime");
        return new FileIdentity(
                ((Number) stat.get("dev")).longValue(),
                ((Number) stat.get("ino")).longValue(),
                ((Number) stat.get("size")).longValue(),
                ((FileTime) stat.get("lastModifiedTime")).to(TimeUnit.NANOSECONDS),
                ((FileTime) stat.get("ctime")).to(TimeUnit.NANOSECONDS));
    }

    /**
     * Whether a later change will change this identity: not if the file was changed so recently
     * that another change would get the same time.
     */
    boolean isSettled() {
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - changedNanos > SETTLED_NANOS;
    }

    @Override
    public String toString() {
        return device + ":" + inode + ":" + size + ":" + modifiedNanos + ":" + changedNanos;
    }
}
