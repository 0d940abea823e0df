// readv, writev, preadv, pwritev, sendmsg, recvmsg, sendmmsg, recvmmsg, splice, sendfile, copy_file_range.
#define _GNU_SOURCE
#include "tracee.h"
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>

int main(void) {
    int file = open("vectors", O_CREAT | O_RDWR | O_TRUNC, 0600);
    char a[] = "one", b[] = "second", c[] = "";
    struct iovec out[] = {{a, 3}, {c, 0}, {b, 6}};
    CHECK(writev(file, out, 3) == 9 && pwritev(file, out, 3, 9) == 9 && pwritev2(file, out, 1, -1, 0) == 3);
    char x[4] = {0}, y[100] = {0};
    struct iovec in[] = {{x, 3}, {y, 99}};
    CHECK(preadv(file, in, 2, 0) == 18 && strcmp(x, "one") == 0);
    CHECK(lseek(file, 3, SEEK_SET) == 3 && readv(file, in, 2) == 15);
    printf("%s %s\n", x, y);

    int pair[2];
    CHECK(socketpair(AF_UNIX, SOCK_DGRAM, 0, pair) == 0);
    struct msghdr message = {.msg_iov = out, .msg_iovlen = 3};
    CHECK(sendmsg(pair[0], &message, 0) == 9);
    struct msghdr answer = {.msg_iov = in, .msg_iovlen = 1};
    CHECK(recvmsg(pair[1], &answer, 0) == 3 && (answer.msg_flags & MSG_TRUNC));
    struct mmsghdr many[3] = {{.msg_hdr = message}, {.msg_hdr = message}, {.msg_hdr = message}};
    CHECK(sendmmsg(pair[0], many, 3, 0) == 3 && many[2].msg_len == 9);
    char texts[3][20] = {{0}};
    struct iovec places[3] = {{texts[0], 20}, {texts[1], 20}, {texts[2], 20}};
    for (int i = 0; i < 3; i++) {
        many[i] = (struct mmsghdr){.msg_hdr = {.msg_iov = &places[i], .msg_iovlen = 1}};
    }
    CHECK(recvmmsg(pair[1], many, 3, 0, NULL) == 3 && strcmp(texts[2], "onesecond") == 0);

    int pipes[2], copy = open("copy", O_CREAT | O_RDWR | O_TRUNC, 0600);
    CHECK(pipe2(pipes, O_CLOEXEC) == 0);
    loff_t from = 0;
    CHECK(splice(file, &from, pipes[1], NULL, 5, 0) == 5 && from == 5);
    CHECK(read(pipes[0], y, 5) == 5 && memcmp(y, "onese", 5) == 0);
    off_t start = 3;
    CHECK(sendfile(copy, file, &start, 6) == 6 && start == 9);
    from = 0;
    CHECK(copy_file_range(file, &from, copy, NULL, 3, 0) == 3);
    memset(y, 0, sizeof y);
    CHECK(pread(copy, y, 99, 0) == 9);
    struct iovec whole = {b, 6};
    CHECK(vmsplice(pipes[1], &whole, 1, 0) == 6 && read(pipes[0], y + 20, 6) == 6);
    printf("%s %s\n", y, y + 20);
    return succeeded();
}
