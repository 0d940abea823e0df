// inotify, POSIX and System V message queues, semaphores and shared memory, and a pidfd.
#define _GNU_SOURCE
#include "tracee.h"
#include <fcntl.h>
#include <mqueue.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <sys/wait.h>

int main(void) {
    int watcher = inotify_init1(IN_CLOEXEC);
    CHECK(inotify_add_watch(watcher, ".", IN_CREATE) > 0);
    close(open("created", O_CREAT | O_WRONLY, 0600));
    char events[4096];
    CHECK(read(watcher, events, sizeof events) > 0);
    printf("%s\n", ((struct inotify_event *)events)->name);

    int memory = shmget(IPC_PRIVATE, 8192, 0600 | IPC_CREAT);
    CHECK(memory >= 0);
    int *word = shmat(memory, NULL, 0);
    CHECK(word != (void *)-1 && shmctl(memory, IPC_RMID, NULL) == 0);
    int set = semget(IPC_PRIVATE, 1, 0600 | IPC_CREAT);
    int queue = msgget(IPC_PRIVATE, 0600 | IPC_CREAT);
    struct {
        long type;
        char text[16];
    } message = {3, "queued"};
    pid_t child = fork();
    if (child == 0) {
        *word = 77;
        struct sembuf up = {.sem_op = 1};
        CHECK(semop(set, &up, 1) == 0 && msgsnd(queue, &message, sizeof message.text, 0) == 0);
        _exit(0);
    }
    struct sembuf down = {.sem_op = -1};
    CHECK(semop(set, &down, 1) == 0 && *word == 77);
    memset(message.text, 0, sizeof message.text);
    CHECK(msgrcv(queue, &message, sizeof message.text, 3, 0) == sizeof message.text);
    puts(message.text);
    int descriptor = (int)syscall(SYS_pidfd_open, child, 0);
    struct pollfd entry = {.fd = descriptor, .events = POLLIN};
    CHECK(descriptor >= 0 && poll(&entry, 1, 5000) == 1);
    CHECK(waitpid(child, NULL, 0) == child);
    CHECK(semctl(set, 0, IPC_RMID) == 0 && msgctl(queue, IPC_RMID, NULL) == 0 && shmdt(word) == 0);
    return succeeded();
}
