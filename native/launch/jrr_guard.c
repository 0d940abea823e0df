/*
 * jrr-guard PROG ARG...: runs PROG in the foreground and stays as its parent, so that a terminal
 * program which is killed outright does not leave the terminal raw, on the alternate screen and
 * with the mouse on.
 *
 * - HUP, INT, QUIT, TERM and USR1 sent to the guard reach the child. Those typed at the terminal go to
 *   the whole group and so have reached the child already: SI_KERNEL tells them apart.
 * - When the child stops, the guard stops; the shell's SIGCONT wakes both.
 * - The exit status is the child's, 128+N when signal N killed it.
 * - The terminal is touched only if a signal killed the child, or its modes are not what they were.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static volatile pid_t child;

static void pass_on(int signal, siginfo_t *info, void *context) {
    (void)context;
    int saved = errno;
    if (info->si_code != SI_KERNEL && child > 0) {
        kill(child, signal);
    }
    errno = saved;
}

static int same_modes(const struct termios *a, const struct termios *b) {
    return a->c_iflag == b->c_iflag && a->c_oflag == b->c_oflag && a->c_lflag == b->c_lflag &&
           a->c_cflag == b->c_cflag;
}

static void restore(int terminal, const struct termios *modes) {
    /* Mouse, focus, paste, synchronized output, alternate screen, cursor, colours, scrolling region
     * (which moves the cursor). */
    static const char leave[] = "\033[?2026l\033[?1000l\033[?1002l\033[?1003l\033[?1004l\033[?1005l"
                                "\033[?1006l\033[?2004l\033[?1049l\033[?25h\033[0m"
                                "\0337\033[r\0338";
    /* After the shell took the terminal back, tcsetattr would stop us. */
    signal(SIGTTOU, SIG_IGN);
    if (write(terminal, leave, sizeof leave - 1) < 0) {
        return;
    }
    tcsetattr(terminal, TCSADRAIN, modes);
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fprintf(stderr, "usage: jrr-guard PROG [ARG...]\n");
        return 125;
    }
    struct termios before;
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (terminal >= 0 && tcgetattr(terminal, &before) != 0) {
        close(terminal);
        terminal = -1;
    }

    static const int passed[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1};
    sigset_t blocked, unblocked;
    sigemptyset(&blocked);
    for (size_t i = 0; i < sizeof passed / sizeof *passed; i++) {
        sigaddset(&blocked, passed[i]);
    }
    /* Blocked until the child's number is known, or an early signal would be lost. */
    sigprocmask(SIG_BLOCK, &blocked, &unblocked);
    pid_t guard = getpid();
    pid_t pid = fork();
    if (pid < 0) {
        fprintf(stderr, "jrr-guard: fork: %s\n", strerror(errno));
        return 125;
    }
    if (pid == 0) {
        /* A guard that is killed outright must not leave the child alone with the terminal. */
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (getppid() != guard) {
            _exit(125);
        }
        sigprocmask(SIG_SETMASK, &unblocked, NULL);
        execvp(argv[1], argv + 1);
        int error = errno;
        fprintf(stderr, "jrr-guard: %s: %s\n", argv[1], strerror(error));
        _exit(error == ENOENT ? 127 : 126);
    }
    child = pid;
    for (size_t i = 0; i < sizeof passed / sizeof *passed; i++) {
        struct sigaction action = {.sa_sigaction = pass_on, .sa_flags = SA_SIGINFO | SA_RESTART};
        sigaction(passed[i], &action, NULL);
    }
    sigprocmask(SIG_SETMASK, &unblocked, NULL);

    int status;
    for (;;) {
        if (waitpid(pid, &status, WUNTRACED) < 0) {
            if (errno == EINTR) {
                continue;
            }
            return 125;
        }
        if (!WIFSTOPPED(status)) {
            break;
        }
        kill(getpid(), SIGSTOP);
        kill(pid, SIGCONT);
    }
    if (terminal >= 0) {
        struct termios after;
        if (WIFSIGNALED(status) ||
            (tcgetattr(terminal, &after) == 0 && !same_modes(&before, &after))) {
            restore(terminal, &before);
        }
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
