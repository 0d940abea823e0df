package dev.jrr.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the instruction CPUID answers on one processor, for every question. Immutable.
 *
 * <p>Subleaves from some point on have the same answer, and leaves that do not exist too.
 */
public final class CpuidTable {
    /** A leaf that no processor has: the answer to those that do not exist. */
    private static final int NO_LEAF = 0x3fffffff;

    private static final int FIELDS = 6;

    /**
     * One answer.
     *
     * @param leaf what eax asked for
     * @param subleaf what ecx asked for
     */
    public record Row(int leaf, int subleaf, int eax, int ebx, int ecx, int edx) {
        private boolean hasSameAnswer(Row other) {
            return eax == other.eax && ebx == other.ebx && ecx == other.ecx && edx == other.edx;
        }

        private boolean isZero() {
            return (eax | ebx | ecx | edx) == 0;
        }

        /** The same answer to a later subleaf. */
        private Row at(int later) {
            int named = namesSubleaf(leaf) ? ecx & ~0xff | later & 0xff : ecx;
            return new Row(leaf, later, eax, ebx, named, edx);
        }
    }

    private final TreeMap<Long, Row> rows = new TreeMap<>();

    private CpuidTable() {}

    /**
     * A table of what was answered. Of each leaf the last row is the answer to all subleaves behind it.
     *
     * @throws IllegalArgumentException if leaf 0 is not among the rows
     */
    public static CpuidTable of(List<Row> answers) {
        CpuidTable table = new CpuidTable();
        answers.forEach(row -> table.rows.put(key(row.leaf, row.subleaf), row));
        if (!table.rows.containsKey(0L)) {
            throw new IllegalArgumentException("a table of cpuid without leaf 0");
        }
        Row behind = null;
        for (Row row : List.copyOf(table.rows.descendingMap().values())) {
            if (behind != null && row.leaf == behind.leaf && behind.hasSameAnswer(row.at(behind.subleaf))) {
                table.rows.remove(key(behind.leaf, behind.subleaf));
            }
            behind = row;
        }
        return table;
    }

    /** Of these leaves the low byte of ecx is the subleaf that was asked for. */
    private static boolean namesSubleaf(int leaf) {
        return leaf == 0xb || leaf == 0x1f || leaf == 0x80000026;
    }

    private static long key(int leaf, int subleaf) {
        return Integer.toUnsignedLong(leaf) << Integer.SIZE | Integer.toUnsignedLong(subleaf);
    }

    /** What is answered to a leaf and subleaf. */
    public Row answer(int leaf, int subleaf) {
        Row row = stored(leaf, subleaf);
        if (row == null && stored(NO_LEAF, 0) != null && !stored(NO_LEAF, 0).isZero()) {
            // Intel's take a leaf that does not exist for their highest basic one.
            row = stored(rows.get(0L).eax, subleaf);
        }
        Row answer = row == null ? new Row(leaf, subleaf, 0, 0, 0, 0) : row.at(subleaf);
        return new Row(leaf, subleaf, answer.eax, answer.ebx, answer.ecx, answer.edx);
    }

    private Row stored(int leaf, int subleaf) {
        Map.Entry<Long, Row> entry = rows.floorEntry(key(leaf, subleaf));
        return entry == null || entry.getValue().leaf != leaf ? null : entry.getValue();
    }

    /** One line a row, in order: leaf, subleaf, eax, ebx, ecx and edx in hexadecimal. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Row row : rows.values()) {
            int[] fields = {row.leaf, row.subleaf, row.eax, row.ebx, row.ecx, row.edx};
            for (int field : fields) {
                text.append(Integer.toHexString(field)).append(' ');
            }
            text.setCharAt(text.length() - 1, '\n');
        }
        return text.toString();
    }

    /**
     * Reads {@link #text}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static CpuidTable parse(String text) {
        List<Row> rows = new ArrayList<>();
        for (String line : text.split("\n")) {
            String[] words = line.split(" ");
            if (words.length != FIELDS) {
                throw new IllegalArgumentException("a row of cpuid with " + words.length + " fields");
            }
            int[] fields = new int[FIELDS];
            for (int i = 0; i < FIELDS; i++) {
                fields[i] = Integer.parseUnsignedInt(words[i], 16);
            }
            rows.add(new Row(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]));
        }
        return of(rows);
    }

    /** What another processor answers in another way, by name. */
    public List<String> differences(CpuidTable other) {
        Set<Long> asked = new LinkedHashSet<>(rows.keySet());
        asked.addAll(other.rows.keySet());
        Set<String> names = new LinkedHashSet<>();
        for (long key : asked) {
            int leaf = (int) (key >>> Integer.SIZE);
            Row here = answer(leaf, (int) key);
            Row there = other.answer(leaf, (int) key);
            if (!here.hasSameAnswer(there)) {
                names.add(name(leaf, here, there));
            }
        }
        return List.copyOf(names);
    }

    private static String name(int leaf, Row here, Row there) {
        return switch (leaf) {
            case 0 -> "maker";
            case 1 ->
                here.eax != there.eax
                        ? "model"
                        : here.ecx != there.ecx || here.edx != there.edx ? "features" : "number of the processor";
            case 2, 4, 0x8000001d -> "caches";
            case 7 -> "features";
            case 0xb, 0x1f, 0x8000001e, 0x80000026 -> "number of the processor";
            case 0xd -> "size of the registers";
            case 0x80000002, 0x80000003, 0x80000004 -> "model";
            default -> "leaf 0x" + Integer.toHexString(leaf);
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CpuidTable table && rows.equals(table.rows);
    }

    @Override
    public int hashCode() {
        return rows.hashCode();
    }
}
