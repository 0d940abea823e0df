package dev.jrr.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jrr.linux.Decoder.Instruction;
import dev.jrr.linux.Decoder.Kind;
import dev.jrr.record.KnownSites.Code;
import dev.jrr.record.KnownSites.Content;
import dev.jrr.tracee.PatchSite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteCacheTest {
    private static final byte[] CODE = {0x0f, 0x05, 0x48, (byte) 0x89, 0x05, 0x4a, 0x46, 0x01, 0x00};

    @TempDir
    Path folder;

    private static PatchSite site(long address) {
        return PatchSite.known(
                address,
                CODE,
                List.of(new Instruction(2, Kind.FIXED, 0, 0), new Instruction(7, Kind.PLAIN, address + 83539, 3)));
    }

    private Path library() throws IOException {
        Path file = folder.resolve("library");
        byte[] bytes = new byte[1000];
        System.arraycopy(CODE, 0, bytes, 500, CODE.length);
        return Files.write(file, bytes);
    }

    @Test
    void whatIsKeptComesBack() {
        Content content = new Content("fe:00", 7, 123456789, 1000);
        Code code = new Code();
        code.sites().put(500L, site(0x7000));
        code.refused().add(77L);
        SiteCache cache = new SiteCache(folder.resolve("deep/er/sites"));
        cache.keep(Map.of(content, code), Set.of());

        Code read = cache.read().get(content);

        assertThat(read.refused()).containsExactly(77L);
        PatchSite there = read.sites().get(500L);
        assertThat(there.code()).isEqualTo(CODE);
        assertThat(there.movedTo(0x9000).instructions()).isEqualTo(site(0x9000).instructions());
    }

    @Test
    void aFileIsSearchedForRandomNumbersOnceThoughItHasNone() throws IOException {
        SiteCache cache = new SiteCache(folder.resolve("sites"));
        Content none = new Content("fe:00", 7, 1, 1000);
        Content one = new Content("fe:00", 8, 1, 1000);
        Code code = new Code().withRandom(new TreeMap<>(Map.of(500L, CODE)));
        cache.keep(Map.of(none, new Code().withRandom(new TreeMap<>()), one, code), Set.of());
        KnownSites known = new KnownSites(cache.read());
        assertThat(known.random(library().toString(), none)).isEmpty();
        assertThat(known.random(library().toString(), one)).containsOnlyKeys(500L);
        assertThat(known.hasNews()).isFalse();
    }

    @Test
    void aFileThatNobodyHasSearchedIsSearched() throws IOException {
        KnownSites known = new KnownSites(Map.of());
        assertThat(known.random(library().toString(), new Content("fe:00", 7, 1, 1000)))
                .isEmpty();
        assertThat(known.hasNews()).isTrue();
    }

    @Test
    void sitesWhoseBytesAreNoLongerInTheirFileAreForgotten() throws IOException {
        Path library = library();
        Content content = new Content("fe:00", 7, 1, 1000);
        Code code = new Code();
        code.sites().put(500L, site(500));
        KnownSites known = new KnownSites(Map.of(content, code));
        assertThat(known.between(library.toString(), content, 0, 1000)).hasSize(1);
        byte[] bytes = Files.readAllBytes(library);
        bytes[503] ^= 1;
        Files.write(library, bytes);
        assertThat(new KnownSites(Map.of(content, code)).between(library.toString(), content, 0, 1000))
                .isEmpty();
    }

    @Test
    void codeThatAProgramHasWrittenItselfIsNotRemembered() throws IOException {
        Path library = library();
        Content content = new Content("fe:00", 7, 1, 1000);
        KnownSites known = new KnownSites(Map.of());
        known.add(library.toString(), content, 600, site(600));
        assertThat(known.hasNews()).isFalse();
        known.add(library.toString(), content, 500, site(500));
        assertThat(known.between(library.toString(), content, 0, 1000)).containsOnlyKeys(500L);
    }

    private static Code with(long... offsets) {
        Code code = new Code();
        for (long offset : offsets) {
            code.sites().put(offset, site(offset));
        }
        return code;
    }

    private static Content numbered(long inode) {
        return new Content("fe:00", inode, 1, 1000);
    }

    @Test
    void whatTwoRecordingsAtATimeHaveFoundIsKeptOfBoth() {
        SiteCache one = new SiteCache(folder.resolve("sites"));
        SiteCache other = new SiteCache(folder.resolve("sites"));
        one.keep(Map.of(numbered(1), with(10), numbered(2), with(10)), Set.of());
        other.keep(Map.of(numbered(1), with(20), numbered(3), with(30)), Set.of());
        Map<Content, Code> read = one.read();
        assertThat(read).containsOnlyKeys(numbered(1), numbered(2), numbered(3));
        assertThat(read.get(numbered(1)).sites()).containsOnlyKeys(10L, 20L);
    }

    @Test
    void whatWasNotSoIsNotKept() {
        SiteCache cache = new SiteCache(folder.resolve("sites"));
        cache.keep(Map.of(numbered(1), with(10), numbered(2), with(10)), Set.of());
        cache.keep(Map.of(numbered(1), with(20)), Set.of(numbered(1), numbered(2)));
        assertThat(cache.read()).containsOnlyKeys(numbered(1));
        assertThat(cache.read().get(numbered(1)).sites()).containsOnlyKeys(20L);
    }

    @Test
    void filesThatWereNotRecordedForLongAreForgottenFirst() {
        SiteCache cache = new SiteCache(folder.resolve("sites"));
        int most = SiteCache.MOST_FILES;
        Map<Content, Code> full = new LinkedHashMap<>();
        for (int i = 0; i < most; i++) {
            full.put(numbered(i), with(10));
        }
        cache.keep(full, Set.of());
        Map<Content, Code> used = new LinkedHashMap<>();
        used.put(numbered(most - 1), with(20));
        used.put(numbered(most), with(10));
        cache.keep(used, Set.of());
        assertThat(cache.read()).hasSize(most).containsKeys(numbered(0), numbered(most - 1), numbered(most));
        assertThat(cache.read()).doesNotContainKey(numbered(most - 2));
    }

    @Test
    void damagedCachesAreAsIfThereWereNone() throws IOException {
        Path file = folder.resolve("sites");
        SiteCache cache = new SiteCache(file);
        assertThat(cache.read()).isEmpty();
        Content content = new Content("fe:00", 7, 1, 1000);
        Code code = new Code();
        code.sites().put(500L, site(500));
        cache.keep(Map.of(content, code.withRandom(new TreeMap<>(Map.of(700L, CODE)))), Set.of());
        byte[] sound = Files.readAllBytes(file);
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = sound.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
            Files.write(file, bytes);
            assertThat(cache.read().size()).isLessThanOrEqualTo(1);
        }
        Files.writeString(file, "something else\n", StandardCharsets.US_ASCII);
        assertThat(cache.read()).isEmpty();
    }
}
