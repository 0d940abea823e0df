package dev.jrr.tracee;

import dev.jrr.base.JrrException;
import dev.jrr.linux.CpuidReader;
import dev.jrr.linux.Decoder;
import dev.jrr.linux.Libdw;
import dev.jrr.model.CpuidTable;

/** The libraries of native code that an installation may lack, or that need others that it lacks. */
public final class NativeCode {
    private static Decoder decoder;
    private static boolean decoderSought;

    private NativeCode() {}

    /** Tells instructions apart; null if it is not there. */
    public static synchronized Decoder decoder() {
        if (!decoderSought) {
            decoderSought = true;
            try {
                decoder = Decoder.open(NativeFiles.find("libjrrdecode.so"));
            } catch (JrrException e) {
                decoder = null;
            }
        }
        return decoder;
    }

    /** What the processor that the calling thread is on answers to cpuid; null if that cannot be asked. */
    public static CpuidTable cpuid() {
        try {
            return CpuidReader.read(NativeFiles.find("libjrrcpuid.so"));
        } catch (JrrException e) {
            return null;
        }
    }

    /** Knows names and lines, of no program yet; null if libdw is not installed. */
    public static Libdw symbols() {
        try {
            return Libdw.open(NativeFiles.find("libjrrsymbols.so"));
        } catch (JrrException e) {
            return null;
        }
    }
}
