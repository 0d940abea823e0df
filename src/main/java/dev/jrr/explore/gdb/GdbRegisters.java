package dev.jrr.explore.gdb;

import dev.jrr.model.Register;
import dev.jrr.model.Registers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The registers as gdb numbers them here: those of its features org.gnu.gdb.i386.core, sse, linux and
 * segments, which the target description names in this order.
 */
final class GdbRegisters {
    /** In an XSAVE area (Intel SDM 13.4.1). */
    private static final int X87_AT = 32;

    private static final int MXCSR_AT = 24;
    private static final int XMM_AT = 160;
    private static final int LONG = 8;
    private static final int INT = 4;

    private record Item(String name, int bits, String type, Register general, int xstateAt, int xstateLength) {
        int bytes() {
            return bits / Byte.SIZE;
        }
    }

    private static final List<Item> CORE = new ArrayList<>();
    private static final List<Item> SSE = new ArrayList<>();
    private static final List<Item> LINUX = new ArrayList<>();
    private static final List<Item> SEGMENTS = new ArrayList<>();
    private static final List<Item> ALL = new ArrayList<>();

    static {
        for (Register register : List.of(
                Register.RAX,
                Register.RBX,
                Register.RCX,
                Register.RDX,
                Register.RSI,
                Register.RDI,
                Register.RBP,
                Register.RSP,
                Register.R8,
                Register.R9,
                Register.R10,
                Register.R11,
                Register.R12,
                Register.R13,
                Register.R14,
                Register.R15,
                Register.RIP)) {
            String type = switch (register) {
                case RIP -> "code_ptr";
                case RSP, RBP -> "data_ptr";
                default -> "int64";
            };
            CORE.add(general(register, Long.SIZE, type));
        }
        CORE.add(general(Register.EFLAGS, Integer.SIZE, "int32"));
        for (Register register :
                List.of(Register.CS, Register.SS, Register.DS, Register.ES, Register.FS, Register.GS)) {
            CORE.add(general(register, Integer.SIZE, "int32"));
        }
        for (int i = 0; i < 8; i++) {
            CORE.add(new Item("st" + i, 80, "i387_ext", null, X87_AT + 16 * i, 10));
        }
        // fctrl, fstat, ftag, fiseg, fioff, foseg, fooff, fop: the words of FXSAVE, the tags abridged.
        CORE.add(extended("fctrl", 0, 2));
        CORE.add(extended("fstat", 2, 2));
        CORE.add(extended("ftag", 4, 1));
        CORE.add(extended("fiseg", 12, 2));
        CORE.add(extended("fioff", 8, 4));
        CORE.add(extended("foseg", 20, 2));
        CORE.add(extended("fooff", 16, 4));
        CORE.add(extended("fop", 6, 2));
        for (int i = 0; i < 16; i++) {
            SSE.add(new Item("xmm" + i, 128, "vec128", null, XMM_AT + 16 * i, 16));
        }
        SSE.add(extended("mxcsr", MXCSR_AT, 4));
        LINUX.add(general(Register.ORIG_RAX, Long.SIZE, "int64"));
        SEGMENTS.add(general(Register.FS_BASE, Long.SIZE, "int64"));
        SEGMENTS.add(general(Register.GS_BASE, Long.SIZE, "int64"));
        ALL.addAll(CORE);
        ALL.addAll(SSE);
        ALL.addAll(LINUX);
        ALL.addAll(SEGMENTS);
    }

    private GdbRegisters() {}

    private static Item general(Register register, int bits, String type) {
        return new Item(register.label(), bits, type, register, 0, 0);
    }

    private static Item extended(String name, int at, int length) {
        return new Item(name, Integer.SIZE, "int", null, at, length);
    }

    static int count() {
        return ALL.size();
    }

    /** The general register of a number; null if it is another. */
    static Register general(int number) {
        return ALL.get(number).general();
    }

    /** The bytes of a register. */
    static byte[] value(int number, Registers registers, byte[] xstate) {
        Item item = ALL.get(number);
        ByteBuffer out = ByteBuffer.allocate(item.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        if (item.general() != null) {
            long value = registers.get(item.general());
            if (item.bytes() == LONG) {
                out.putLong(value);
            } else {
                out.putInt((int) value);
            }
        } else if (item.xstateAt() + item.xstateLength() <= xstate.length) {
            out.put(xstate, item.xstateAt(), Math.min(item.xstateLength(), item.bytes()));
        }
        return out.array();
    }

    /** The target description (gdb manual, appendix G). */
    static String description() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE target SYSTEM \"gdb-target.dtd\">"
                + "<target version=\"1.0\"><architecture>i386:x86-64</architecture><osabi>GNU/Linux</osabi>");
        feature(xml, "core", CORE, "");
        feature(
                xml,
                "sse",
                SSE,
                "<vector id=\"v4f\" type=\"ieee_single\" count=\"4\"/><vector id=\"v2d\" type=\"ieee_double\" count=\"2\"/>"
                        + "<vector id=\"v16i8\" type=\"int8\" count=\"16\"/><vector id=\"v8i16\" type=\"int16\" count=\"8\"/>"
                        + "<vector id=\"v4i32\" type=\"int32\" count=\"4\"/><vector id=\"v2i64\" type=\"int64\" count=\"2\"/>"
                        + "<union id=\"vec128\"><field name=\"v4_float\" type=\"v4f\"/><field name=\"v2_double\" type=\"v2d\"/>"
                        + "<field name=\"v16_int8\" type=\"v16i8\"/><field name=\"v8_int16\" type=\"v8i16\"/>"
                        + "<field name=\"v4_int32\" type=\"v4i32\"/><field name=\"v2_int64\" type=\"v2i64\"/>"
                        + "<field name=\"uint128\" type=\"uint128\"/></union>");
        feature(xml, "linux", LINUX, "");
        feature(xml, "segments", SEGMENTS, "");
        return xml.append("</target>").toString();
    }

    private static void feature(StringBuilder xml, String name, List<Item> items, String types) {
        xml.append("<feature name=\"org.gnu.gdb.i386.")
                .append(name)
                .append("\">")
                .append(types);
        for (Item item : items) {
            xml.append("<reg name=\"")
                    .append(item.name())
                    .append("\" bitsize=\"")
                    .append(item.bits())
                    .append("\" type=\"")
                    .append(item.type())
                    .append("\"/>");
        }
        xml.append("</feature>");
    }
}
