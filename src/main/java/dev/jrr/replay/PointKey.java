package dev.jrr.replay;

import dev.jrr.model.Register;

/** One part of the state at a point, which the code of a {@link PointStub} can compare. */
sealed interface PointKey permits PointKey.General, PointKey.Vector, PointKey.Line {

    /** A general register. */
    record General(Register register, long value) implements PointKey {}

    /**
     * Eight bytes of an extended register.
     *
     * @param offset in the XSAVE area
     */
    record Vector(int offset, long value) implements PointKey {}

    /** A line of memory, by its hash. */
    record Line(long address, int hash) implements PointKey {}
}
