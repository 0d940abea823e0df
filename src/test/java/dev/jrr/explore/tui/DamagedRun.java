package dev.jrr.explore.tui;

import dev.jrr.base.JrrException;
import dev.jrr.explore.view.Frames;
import dev.jrr.model.TraceFrame;
import dev.jrr.model.TraceSummary;

/**
 * A run of which some frames cannot be read.
 *
 * @param first the first of those
 * @param end the frame after the last of them
 */
record DamagedRun(Run whole, long first, long end) implements Run {
    @Override
    public String title() {
        return whole.title();
    }

    @Override
    public String identity() {
        return whole.identity();
    }

    @Override
    public long frameCount() {
        return whole.frameCount();
    }

    @Override
    public TraceFrame frame(long number) {
        if (number >= first && number < end) {
            throw new JrrException("/traces/philosophers/frames: at byte 4096: a block with a wrong checksum");
        }
        return whole.frame(number);
    }

    @Override
    public String describe(TraceFrame frame) {
        return whole.describe(frame);
    }

    @Override
    public TraceSummary summary() {
        return whole.summary();
    }

    @Override
    public Frames frames() {
        return new Frames() {
            @Override
            public long count() {
                return frameCount();
            }

            @Override
            public TraceFrame frame(long number) {
                return DamagedRun.this.frame(number);
            }

            @Override
            public long endOfDamage(long number) {
                return end;
            }
        };
    }
}
