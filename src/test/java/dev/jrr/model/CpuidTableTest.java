package dev.jrr.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.jrr.model.CpuidTable.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CpuidTableTest {
    private static final int NO_LEAF = 0x3fffffff;

    private static CpuidTable table(Row... more) {
        List<Row> rows = new ArrayList<>(List.of(new Row(0, 0, 4, 0x756e6547, 0x6c65746e, 0x49656e69)));
        rows.addAll(List.of(more));
        return CpuidTable.of(rows);
    }

    @Test
    void aTableReadFromItsTextIsTheSame() {
        CpuidTable table = table(
                new Row(1, 0, 0x50657, 0x1020800, -6, 0x1f8bfbff),
                new Row(4, 0, 1, 2, 3, 4),
                new Row(4, 1, 5, 6, 7, 8),
                new Row(0x80000008, 0, -1, 0, 0, Integer.MIN_VALUE));
        assertThat(CpuidTable.parse(table.text())).isEqualTo(table).hasSameHashCodeAs(table);
        assertThat(table.text()).contains("1 0 50657 1020800 fffffffa 1f8bfbff\n");
    }

    @Test
    void textThatIsNoTableIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> CpuidTable.parse(""));
        assertThatIllegalArgumentException().isThrownBy(() -> CpuidTable.parse("0 0 1 2 3"));
        assertThatIllegalArgumentException().isThrownBy(() -> CpuidTable.parse("0 0 1 2 3 4 5"));
        assertThatIllegalArgumentException().isThrownBy(() -> CpuidTable.parse("0 0 1 2 3 x"));
        assertThatIllegalArgumentException().isThrownBy(() -> CpuidTable.parse("0 0 1 2 3 123456789"));
        assertThatIllegalArgumentException().isThrownBy(() -> CpuidTable.parse("1 0 1 2 3 4"));
    }

    @Test
    void theLastSubleafAnswersForThoseBehindIt() {
        List<Row> rows = new ArrayList<>();
        for (int subleaf = 0; subleaf < 64; subleaf++) {
            rows.add(new Row(4, subleaf, subleaf < 3 ? subleaf + 1 : 0, 0, 0, 0));
        }
        CpuidTable table = table(rows.toArray(new Row[0]));
        assertThat(table.text().lines()).hasSize(5);
        assertThat(table.answer(4, 2)).isEqualTo(new Row(4, 2, 3, 0, 0, 0));
        assertThat(table.answer(4, 3)).isEqualTo(new Row(4, 3, 0, 0, 0, 0));
        assertThat(table.answer(4, -1)).isEqualTo(new Row(4, -1, 0, 0, 0, 0));
    }

    @Test
    void theLeavesOfTheTopologyNameTheSubleafThatWasAskedFor() {
        CpuidTable table =
                table(new Row(0xb, 0, 0, 1, 0x100, 7), new Row(0xb, 1, 0, 0, 1, 7), new Row(0xb, 2, 0, 0, 2, 7));
        assertThat(table.text().lines()).hasSize(3);
        assertThat(table.answer(0xb, 0x109)).isEqualTo(new Row(0xb, 0x109, 0, 0, 9, 7));
    }

    @Test
    void aLeafThatIsNotDividedAnswersAllSubleavesAlike() {
        assertThat(table(new Row(1, 0, 1, 2, 3, 4)).answer(1, 77)).isEqualTo(new Row(1, 77, 1, 2, 3, 4));
    }

    @Test
    void aLeafThatDoesNotExistIsNothingOrTheHighest() {
        Row highest = new Row(4, 1, 9, 9, 9, 9);
        assertThat(table(highest, new Row(NO_LEAF, 0, 0, 0, 0, 0)).answer(0x77, 1))
                .isEqualTo(new Row(0x77, 1, 0, 0, 0, 0));
        assertThat(table(highest, new Row(NO_LEAF, 0, 5, 0, 0, 0)).answer(0x80001234, 1))
                .isEqualTo(new Row(0x80001234, 1, 9, 9, 9, 9));
    }

    @Test
    void whatDiffersHasAName() {
        CpuidTable one = table(new Row(1, 0, 0x50657, 0x20800, 1, 1), new Row(0xb, 0, 0, 1, 0x100, 0));
        CpuidTable sameModel = table(new Row(1, 0, 0x50657, 0x1020800, 1, 1), new Row(0xb, 0, 0, 1, 0x100, 1));
        CpuidTable older = table(new Row(1, 0, 0x50657, 0x20800, 0, 1), new Row(0xb, 0, 0, 1, 0x100, 0));
        assertThat(one.differences(one)).isEmpty();
        assertThat(one.differences(sameModel)).containsExactly("number of the processor");
        assertThat(one.differences(older)).containsExactly("features");
        assertThat(one.differences(table(new Row(0x14, 0, 1, 0, 0, 0)))).contains("model", "leaf 0x14");
    }
}
