package dev.jrr.explore.tui;

import dev.jrr.base.JrrException;
import dev.jrr.debugger.Progress;
import dev.jrr.explore.shell.ShellTarget;
import dev.jrr.explore.view.Live;

/** The explorer's run and replay for one command, from where the screen was when it was given. */
final class ScreenTarget implements ShellTarget, AutoCloseable {
    private final WatchedFrames frames;
    private final LiveSource source;
    private long position;
    private Replay replay;
    private volatile boolean needsReplay;

    ScreenTarget(WatchedFrames frames, LiveSource source, long position) {
        this.frames = frames;
        this.source = source;
        this.position = position;
    }

    /** Whether the command has asked for live state, and so may take long. */
    boolean needsReplay() {
        return needsReplay;
    }

    @Override
    public WatchedFrames frames() {
        return frames;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void moveTo(long frame) {
        position = frame;
    }

    @Override
    public Live live() {
        needsReplay = true;
        if (replay == null) {
            replay = source.borrow();
        }
        if (replay.seek(position, new Reporter()) != position) {
            throw new JrrException("stopped on the way to frame " + position);
        }
        return replay;
    }

    @Override
    public void close() {
        if (replay != null) {
            source.giveBack();
        }
    }

    private final class Reporter implements Progress {
        @Override
        public void at(long done, long total) {
            source.show(LiveState.catchingUp(done, total));
        }

        @Override
        public boolean isCancelled() {
            return frames.isCancelled();
        }
    }
}
