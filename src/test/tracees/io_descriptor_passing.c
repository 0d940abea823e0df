// A descriptor and credentials go to another process over a Unix socket.
#define _GNU_SOURCE
#include "tracee.h"
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>

int main(void) {
    int pair[2], on = 1;
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    CHECK(setsockopt(pair[1], SOL_SOCKET, SO_PASSCRED, &on, sizeof on) == 0);
    char control[200] = {0}, byte = 'x';
    struct iovec data = {&byte, 1};
    struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = control};
    pid_t child = fork();
    if (child == 0) {
        int pipes[2];
        CHECK(pipe(pipes) == 0 && write(pipes[1], "through", 8) == 8);
        message.msg_controllen = CMSG_SPACE(sizeof(int));
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        *header = (struct cmsghdr){CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS};
        memcpy(CMSG_DATA(header), &pipes[0], sizeof(int));
        CHECK(sendmsg(pair[0], &message, 0) == 1);
        _exit(0);
    }
    message.msg_controllen = sizeof control;
    CHECK(recvmsg(pair[1], &message, MSG_CMSG_CLOEXEC) == 1);
    int got = -1;
    struct ucred sender = {0};
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_type == SCM_RIGHTS) {
            memcpy(&got, CMSG_DATA(header), sizeof got);
        } else if (header->cmsg_type == SCM_CREDENTIALS) {
            memcpy(&sender, CMSG_DATA(header), sizeof sender);
        }
    }
    CHECK(got >= 0 && sender.pid == child && sender.uid == getuid());
    CHECK(waitpid(child, NULL, 0) == child);
    char text[20];
    CHECK(read(got, text, sizeof text) == 8);
    puts(text);
    return succeeded();
}
