package dev.jrr.tracee;

import dev.jrr.base.JrrException;
import dev.jrr.linux.Decoder;
import dev.jrr.linux.Libdw;

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

    /** Knows names and lines, of no program yet; null if libdw is not installed. */
    public static Libdw symbols() {
        try {
            return Libdw.open(NativeFiles.find("libjrrsymbols.so"));
        } catch (JrrException e) {
            return null;
        }
    }
}
