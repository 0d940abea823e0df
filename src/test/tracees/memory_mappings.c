// mmap, mremap, mprotect, madvise and brk in many forms; the contents are what each promises.
#define _GNU_SOURCE
#include "tracee.h"
#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>

enum { PAGE = 4096 };

static char *anonymous(size_t length) {
    char *map = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    CHECK(map != MAP_FAILED);
    return map;
}

int main(void) {
    char *map = anonymous(16 * PAGE);
    memset(map, 7, 16 * PAGE);
    CHECK(madvise(map + PAGE, PAGE, MADV_DONTNEED) == 0);
    CHECK(map[0] == 7 && map[PAGE] == 0 && map[2 * PAGE] == 7);
    CHECK(munmap(map + 4 * PAGE, 2 * PAGE) == 0);
    char *again = mmap(map + 4 * PAGE, 2 * PAGE, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    CHECK(again == map + 4 * PAGE && again[0] == 0);
    CHECK(mmap(map, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) == MAP_FAILED);
    CHECK(mmap(map + 8 * PAGE, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == map + 8 * PAGE);
    CHECK(map[8 * PAGE] == 0);
    puts("mmap");

    char *grown = anonymous(2 * PAGE);
    strcpy(grown + PAGE, "moved");
    grown = mremap(grown, 2 * PAGE, 600 * PAGE, MREMAP_MAYMOVE);
    CHECK(grown != MAP_FAILED && strcmp(grown + PAGE, "moved") == 0 && grown[599 * PAGE] == 0);
    grown[599 * PAGE] = 1;
    grown = mremap(grown, 600 * PAGE, 2 * PAGE, 0);
    CHECK(grown != MAP_FAILED);
    char *target = anonymous(4 * PAGE);
    char *fixed = mremap(grown, 2 * PAGE, 2 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, target);
    CHECK(fixed == target && strcmp(fixed + PAGE, "moved") == 0 && target[2 * PAGE] == 0);
    puts("mremap");

    int file = open("contents", O_CREAT | O_RDWR | O_TRUNC, 0600);
    for (int i = 0; i < 4; i++) {
        char page[PAGE];
        memset(page, 'a' + i, PAGE);
        CHECK(write(file, page, PAGE) == PAGE);
    }
    char *private = mmap(NULL, 4 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
    char *offset = mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, file, 2 * PAGE);
    private[0] = 'x';
    CHECK(offset[0] == 'c' && private[3 * PAGE] == 'd');
    CHECK(madvise(private, PAGE, MADV_DONTNEED) == 0 && private[0] == 'a');
    close(file);
    puts("file");

    char *first = sbrk(0);
    CHECK(sbrk(300000) == first);
    memset(first, 3, 300000);
    CHECK(brk(first + 1000) == 0 && first[999] == 3);
    CHECK(brk(first + 300000) == 0 && first[200000] == 0);
    puts("brk");

    char *huge = mmap(NULL, 1ul << 36, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    CHECK(huge != MAP_FAILED);
    CHECK(mprotect(huge + (1ul << 35), PAGE, PROT_READ | PROT_WRITE) == 0);
    huge[1ul << 35] = 4;
    CHECK(munmap(huge, 1ul << 36) == 0);
    int memory = memfd_create("named", MFD_CLOEXEC);
    CHECK(ftruncate(memory, PAGE) == 0);
    char *one = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
    char *two = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, memory, 0);
    strcpy(one, "both");
    CHECK(strcmp(two, "both") == 0);
    char read_back[5];
    CHECK(pread(memory, read_back, 5, 0) == 5 && strcmp(read_back, "both") == 0);
    CHECK(pwrite(memory, "BOTH", 4, 0) == 4 && strcmp(one, "BOTH") == 0);
    unsigned char present[2];
    CHECK(mincore(one, PAGE, present) == 0);
    // Code that the program writes for itself.
    unsigned char code[] = {0xb8, 42, 0, 0, 0, 0xc3};
    void *place = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    memcpy(place, code, sizeof code);
    CHECK(mprotect(place, PAGE, PROT_READ | PROT_EXEC) == 0);
    CHECK(((int (*)(void))(uintptr_t)place)() == 42);
    puts("others");
    return succeeded();
}
