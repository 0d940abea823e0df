// Chance from the kernel: getrandom, /dev/urandom, AT_RANDOM, and addresses of fresh memory.
#include "tracee.h"
#include <fcntl.h>
#include <sys/auxv.h>
#include <sys/random.h>

int main(void) {
    unsigned long one, two, three;
    CHECK(getrandom(&one, sizeof one, 0) == sizeof one);
    int file = open("/dev/urandom", O_RDONLY);
    CHECK(read(file, &two, sizeof two) == sizeof two);
    memcpy(&three, (void *)getauxval(AT_RANDOM), sizeof three);
    CHECK(one != two && two != three);
    char *block = malloc(1 + one % 100000);
    CHECK(block != NULL);
    for (unsigned long i = 0; i < one % 5000; i++) {
        two = two * 3 + 1;
    }
    free(block);
    return succeeded();
}
