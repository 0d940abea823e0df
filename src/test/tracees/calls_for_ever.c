// Makes calls that never wait, until it is killed.
#include <unistd.h>

int main(void) {
    for (;;) getppid();
}
