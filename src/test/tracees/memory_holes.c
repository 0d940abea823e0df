// Sets up memory that is hard to read, and says where; the layout is one page a line:
// readable, PROT_NONE, readable, unmapped, file, file's last page, beyond the file, beyond the file.
#define _GNU_SOURCE
#include "tracee.h"
#include <fcntl.h>
#include <sys/mman.h>

enum { PAGE = 4096 };

int main(void) {
    int file = open("/proc/self/exe", O_RDONLY);
    CHECK(file >= 0);
    file = open("holes", O_CREAT | O_RDWR | O_TRUNC, 0600);
    char page[PAGE];
    memset(page, 'f', PAGE);
    CHECK(write(file, page, PAGE) == PAGE && write(file, page, 100) == 100);
    char *base = mmap(NULL, 16 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    CHECK(base != MAP_FAILED && munmap(base, 16 * PAGE) == 0);
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE;
    CHECK(mmap(base, PAGE, PROT_READ | PROT_WRITE, flags, -1, 0) == base);
    CHECK(mmap(base + PAGE, PAGE, PROT_NONE, flags, -1, 0) == base + PAGE);
    CHECK(mmap(base + 2 * PAGE, PAGE, PROT_READ | PROT_WRITE, flags, -1, 0) == base + 2 * PAGE);
    CHECK(mmap(base + 4 * PAGE, 4 * PAGE, PROT_READ, MAP_PRIVATE | MAP_FIXED_NOREPLACE, file, 0) == base + 4 * PAGE);
    memset(base, 'a', PAGE);
    memset(base + 2 * PAGE, 'c', PAGE);
    printf("base %lx\n", (unsigned long)base);
    return succeeded();
}
