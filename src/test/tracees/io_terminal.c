// A pseudo-terminal: its modes, size, line discipline, and a child whose controlling terminal it is.
#define _GNU_SOURCE
#include "tracee.h"
#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>

static void get(int from, const char *wanted) {
    char text[200];
    size_t used = 0, length = strlen(wanted);
    while (used < length) {
        ssize_t count = read(from, text + used, length - used);
        CHECK(count > 0);
        used += count;
    }
    CHECK(memcmp(text, wanted, length) == 0);
}

int main(void) {
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    CHECK(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
    char name[100];
    CHECK(ptsname_r(master, name, sizeof name) == 0);
    int slave = open(name, O_RDWR | O_NOCTTY);
    struct winsize size = {.ws_row = 33, .ws_col = 77}, seen;
    CHECK(ioctl(master, TIOCSWINSZ, &size) == 0 && ioctl(slave, TIOCGWINSZ, &seen) == 0);
    CHECK(seen.ws_row == 33 && seen.ws_col == 77);
    struct termios modes;
    CHECK(tcgetattr(slave, &modes) == 0 && (modes.c_lflag & ICANON));
    CHECK(write(slave, "line\n", 5) == 5);
    get(master, "line\r\n");
    cfmakeraw(&modes);
    CHECK(tcsetattr(slave, TCSANOW, &modes) == 0);
    CHECK(write(slave, "raw\n", 4) == 4);
    get(master, "raw\n");
    CHECK(write(master, "k", 1) == 1);
    int waiting = 0;
    for (int i = 0; i < 1000 && waiting == 0; i++) {
        CHECK(ioctl(slave, FIONREAD, &waiting) == 0);
        usleep(1000);
    }
    CHECK(waiting == 1);
    get(slave, "k");
    modes.c_lflag |= ISIG;
    CHECK(tcsetattr(slave, TCSADRAIN, &modes) == 0);

    pid_t child = fork();
    if (child == 0) {
        close(master);
        CHECK(setsid() > 0 && ioctl(slave, TIOCSCTTY, 0) == 0);
        CHECK(tcgetpgrp(slave) == getpid());
        CHECK(open("/dev/tty", O_RDWR) >= 0);
        CHECK(write(slave, "ready", 5) == 5);
        for (;;) {
            pause();
        }
    }
    close(slave);
    get(master, "ready");
    CHECK(write(master, "\3", 1) == 1);
    int status;
    CHECK(waitpid(child, &status, 0) == child && WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
    char byte;
    CHECK(read(master, &byte, 1) == -1 && errno == EIO);
    CHECK(ioctl(1, TCGETS, &modes) == -1);
    return succeeded();
}
