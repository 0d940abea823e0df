// Environment and arguments arrive whole, also long and empty ones.
#include "tracee.h"

extern char **environ;

int main(int argc, char **argv) {
    if (argc == 1) {
        static char longer[70000];
        memset(longer, 'x', sizeof longer - 1);
        char *arguments[] = {"", "", "two words", longer, "\xff\x01", NULL};
        char *environment[] = {"EMPTY=", "A=1", "A=2", "without", longer, NULL};
        execve("/proc/self/exe", arguments, environment);
        return 1;
    }
    for (int i = 0; i < argc; i++) {
        printf("%d: %zu %.20s\n", i, strlen(argv[i]), argv[i]);
    }
    for (char **variable = environ; *variable; variable++) {
        printf("%zu %.20s\n", strlen(*variable), *variable);
    }
    return succeeded();
}
