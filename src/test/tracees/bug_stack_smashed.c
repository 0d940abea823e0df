// cflags: -O0 -w
// A read of more bytes than there is room for changes what lies behind the buffer on the stack.
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct line {
    char text[16];
    long checked;
};

static void report(struct line *line) { printf("checked %ld\n", line->checked); }

static void receive(int from, struct line *line, size_t length) {
    if (read(from, line->text, length) < 0) _exit(4);
}

int main(void) {
    struct line line = {.checked = 21};
    int fds[2];
    if (pipe(fds) != 0 || write(fds[1], "this line is longer than it may be", 34) != 34) return 4;
    receive(fds[0], &line, 24);
    report(&line);
    return line.checked == 21 ? 0 : 3;
}
