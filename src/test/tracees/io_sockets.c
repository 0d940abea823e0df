// TCP and UDP over loopback and a Unix socket with a name, each with a thread at the other end.
#define _GNU_SOURCE
#include "tracee.h"
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/un.h>

enum { ROUNDS = 20 };

static int bound(int family, int type, struct sockaddr *address, socklen_t *length) {
    int server = socket(family, type, 0);
    CHECK(server >= 0 && bind(server, address, *length) == 0);
    CHECK(getsockname(server, address, length) == 0);
    return server;
}

static void *echo_stream(void *argument) {
    int server = *(int *)argument;
    struct sockaddr_storage from;
    socklen_t length = sizeof from;
    int peer = accept4(server, (struct sockaddr *)&from, &length, SOCK_CLOEXEC);
    CHECK(peer >= 0);
    char bytes[256];
    ssize_t count;
    while ((count = recv(peer, bytes, sizeof bytes, 0)) > 0) {
        CHECK(send(peer, bytes, count, MSG_NOSIGNAL) == count);
    }
    CHECK(shutdown(peer, SHUT_RDWR) == 0);
    close(peer);
    return NULL;
}

static void *echo_packets(void *argument) {
    int server = *(int *)argument;
    for (int i = 0; i < ROUNDS; i++) {
        char bytes[256];
        struct sockaddr_in from;
        socklen_t length = sizeof from;
        ssize_t count = recvfrom(server, bytes, sizeof bytes, 0, (struct sockaddr *)&from, &length);
        CHECK(count > 0);
        CHECK(sendto(server, bytes, count, 0, (struct sockaddr *)&from, length) == count);
    }
    return NULL;
}

static void talk(int client) {
    for (int i = 0; i < ROUNDS; i++) {
        char sent[32], got[64];
        int length = snprintf(sent, sizeof sent, "message %d", i);
        CHECK(send(client, sent, length, 0) == length);
        ssize_t count = recv(client, got, sizeof got, 0);
        CHECK(count == length && memcmp(sent, got, length) == 0);
    }
}

static void stream(struct sockaddr *address, socklen_t length) {
    int server = bound(address->sa_family, SOCK_STREAM, address, &length);
    CHECK(listen(server, 5) == 0);
    pthread_t thread;
    pthread_create(&thread, NULL, echo_stream, &server);
    int client = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(connect(client, address, length) == 0);
    if (address->sa_family == AF_INET) {
        int on = 1;
        socklen_t size = sizeof on;
        CHECK(setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0);
        CHECK(getsockopt(client, SOL_SOCKET, SO_ERROR, &on, &size) == 0 && on == 0);
    }
    talk(client);
    CHECK(shutdown(client, SHUT_WR) == 0);
    char byte;
    CHECK(recv(client, &byte, 1, 0) == 0);
    pthread_join(thread, NULL);
    close(client);
    close(server);
}

int main(void) {
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    stream((struct sockaddr *)&here, sizeof here);
    puts("tcp");
    struct sockaddr_un named = {.sun_family = AF_UNIX, .sun_path = "socket"};
    unlink("socket");
    stream((struct sockaddr *)&named, sizeof named);
    puts("unix");

    here.sin_port = 0;
    socklen_t length = sizeof here;
    int server = bound(AF_INET, SOCK_DGRAM, (struct sockaddr *)&here, &length);
    pthread_t thread;
    pthread_create(&thread, NULL, echo_packets, &server);
    int client = socket(AF_INET, SOCK_DGRAM, 0);
    CHECK(connect(client, (struct sockaddr *)&here, length) == 0);
    talk(client);
    pthread_join(thread, NULL);
    puts("udp");
    here.sin_port = htons(1);
    client = socket(AF_INET, SOCK_STREAM, 0);
    CHECK(connect(client, (struct sockaddr *)&here, length) == -1 && errno == ECONNREFUSED);
    return succeeded();
}
