// Tasks wait for words in all kinds of memory, are woken by bits, moved from word to word, and counted.
#define _GNU_SOURCE
#include "tracee.h"
#include "call_sites.h"
#include "calls.h"
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <sys/wait.h>

enum { TURNS = 300, WAITERS = 5 };

static call_site *call = call_by_libc;

static long futex(atomic_uint *word, int operation, unsigned value, unsigned long time, atomic_uint *second,
                  unsigned value3) {
    return call(SYS_futex, (long)word, operation, value, (long)time, (long)second, value3);
}

struct game {
    atomic_uint *words;
    atomic_uint *others; // the same words, mapped again perhaps
    int operation;       // FUTEX_PRIVATE_FLAG or 0
};

// Waits for its turn TURNS times: even turns are one's, odd the other's.
static void play(atomic_uint *words, int flag, unsigned mine) {
    for (unsigned turn = mine; turn < 2 * TURNS; turn += 2) {
        unsigned seen;
        while ((seen = words[0]) != turn) {
            long result = futex(&words[0], FUTEX_WAIT | flag, seen, 0, NULL, 0);
            CHECK(result == 0 || result == -EAGAIN);
        }
        words[1] += turn;
        words[0] = turn + 1;
        long woken = futex(&words[0], FUTEX_WAKE | flag, 1, 0, NULL, 0);
        CHECK(woken == 0 || woken == 1);
    }
}

static void *play_second(void *argument) {
    struct game *game = argument;
    play(game->others, game->operation, 1);
    return NULL;
}

static void between_threads(const char *name, void *words, void *others, int flag) {
    struct game game = {words, others, flag};
    pthread_t thread;
    memset(words, 0, 16);
    CHECK(pthread_create(&thread, NULL, play_second, &game) == 0);
    play(game.words, flag, 0);
    pthread_join(thread, NULL);
    printf("%s, threads: %u %u\n", name, game.words[0], game.words[1]);
}

static void between_processes(const char *name, void *words) {
    int status;
    atomic_uint *first = words;
    memset(words, 0, 16);
    pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        play(words, 0, 1);
        _exit(0);
    }
    play(words, 0, 0);
    CHECK(waitpid(child, &status, 0) == child && status == 0);
    printf("%s, processes: %u %u\n", name, first[0], first[1]);
}

static void *map(int file, int flags) {
    void *memory = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, flags, file, 0);
    CHECK(memory != MAP_FAILED);
    return memory;
}

static void kinds_of_memory(void) {
    int file = open("words", O_CREAT | O_RDWR, 0600), anonymous = memfd_create("words", 0);
    CHECK(file >= 0 && anonymous >= 0 && ftruncate(file, PAGE) == 0 && ftruncate(anonymous, PAGE) == 0);
    void *in_file = map(file, MAP_SHARED), *again = map(file, MAP_SHARED);
    void *in_memory = map(anonymous, MAP_SHARED), *there_again = map(anonymous, MAP_SHARED);
    void *shared = map(-1, MAP_SHARED | MAP_ANONYMOUS), *private = map(-1, MAP_PRIVATE | MAP_ANONYMOUS);
    between_threads("private", private, private, FUTEX_PRIVATE_FLAG);
    between_threads("private asked as shared", private, private, 0);
    between_threads("anonymous", shared, shared, 0);
    between_threads("file, mapped twice", in_file, again, 0);
    between_threads("memfd, mapped twice", in_memory, there_again, 0);
    between_processes("anonymous", shared);
    between_processes("file", in_file);
    between_processes("memfd", in_memory);
    munmap(in_file, PAGE);
    munmap(again, PAGE);
    munmap(in_memory, PAGE);
    munmap(there_again, PAGE);
    munmap(shared, PAGE);
    munmap(private, PAGE);
    close(file);
    close(anonymous);
}

static atomic_uint chain[4];
static atomic_uint awake[WAITERS];

static void *wait_in_chain(void *argument) {
    long me = (long)argument;
    CHECK(futex(&chain[0], FUTEX_WAIT_BITSET_PRIVATE, 0, 0, NULL, 1u << me) == 0);
    awake[me] = 1;
    return NULL;
}

static int count_awake(void) {
    int count = 0;
    for (int i = 0; i < WAITERS; i++) {
        count += awake[i];
    }
    return count;
}

// Waiters are moved from the first word to the last; each is woken by its bit, or with others.
static void requeued(void) {
    pthread_t threads[WAITERS];
    memset(awake, 0, sizeof awake);
    for (long i = 0; i < WAITERS; i++) {
        CHECK(pthread_create(&threads[i], NULL, wait_in_chain, (void *)i) == 0);
    }
    // Each counts when it is there to be moved.
    for (long moved = 0; moved < WAITERS;) {
        long result = futex(&chain[0], FUTEX_CMP_REQUEUE_PRIVATE, 0, INT_MAX, &chain[1], 0);
        CHECK(result >= 0);
        moved += result;
        sched_yield();
    }
    TRY(futex(&chain[0], FUTEX_WAKE_PRIVATE, INT_MAX, 0, NULL, 0));
    TRY(futex(&chain[1], FUTEX_CMP_REQUEUE_PRIVATE, 0, INT_MAX, &chain[2], 7) == -EAGAIN);
    TRY(futex(&chain[1], FUTEX_WAKE_BITSET_PRIVATE, INT_MAX, 0, NULL, 1u << 30));
    TRY(futex(&chain[1], FUTEX_WAKE_BITSET_PRIVATE, INT_MAX, 0, NULL, 1u << 2));
    TRY(futex(&chain[1], FUTEX_REQUEUE_PRIVATE, 1, 2, &chain[2], 0));
    TRY(futex(&chain[2], FUTEX_WAKE_BITSET_PRIVATE, INT_MAX, 0, NULL, 1u << 2));
    TRY(futex(&chain[2], FUTEX_CMP_REQUEUE_PRIVATE, 0, 9, &chain[3], 0));
    TRY(futex(&chain[1], FUTEX_WAKE_PRIVATE, INT_MAX, 0, NULL, 0));
    TRY(futex(&chain[3], FUTEX_WAKE_PRIVATE, INT_MAX, 0, NULL, 0));
    for (int i = 0; i < WAITERS; i++) {
        pthread_join(threads[i], NULL);
    }
    TRY(count_awake());
}

static atomic_uint pair[2];

static void *wait_for_one(void *word) {
    atomic_uint *waited = word;
    while (*waited == 0) {
        CHECK(futex(waited, FUTEX_WAIT_PRIVATE, 0, 0, NULL, 0) <= 0);
    }
    return NULL;
}

static int woken_by_operation(unsigned operation) {
    pthread_t first, second;
    pair[0] = pair[1] = 0;
    pthread_create(&first, NULL, wait_for_one, &pair[0]);
    pthread_create(&second, NULL, wait_for_one, &pair[1]);
    // The operation leaves the second word as it is until both are waiting.
    long woken = 0;
    while (woken < 2) {
        pair[0] = 0;
        pair[1] = 0;
        long result = futex(&pair[0], FUTEX_WAKE_OP_PRIVATE, 1, 1, &pair[1], operation);
        CHECK(result >= 0);
        woken += result;
        sched_yield();
    }
    unsigned became = pair[1];
    pair[0] = pair[1] = 1;
    futex(&pair[0], FUTEX_WAKE_PRIVATE, 1, 0, NULL, 0);
    futex(&pair[1], FUTEX_WAKE_PRIVATE, 1, 0, NULL, 0);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return (int)became;
}

static void woken_with_an_operation(void) {
    TRY(woken_by_operation(FUTEX_OP(FUTEX_OP_SET, 77, FUTEX_OP_CMP_EQ, 0)));
    TRY(woken_by_operation(FUTEX_OP(FUTEX_OP_ADD, -5, FUTEX_OP_CMP_GE, 0)));
    TRY(woken_by_operation(FUTEX_OP(FUTEX_OP_OR | FUTEX_OP_OPARG_SHIFT, 10, FUTEX_OP_CMP_NE, 1)));
}

// Several words at once.
static void *wait_for_any(void *argument) {
    struct futex_waitv waiters[4];
    for (int i = 0; i < 4; i++) {
        waiters[i] = (struct futex_waitv){0, (uint64_t)&chain[i], FUTEX_32 | FUTEX_PRIVATE_FLAG, 0};
    }
    *(long *)argument = call(SYS_futex_waitv, (long)waiters, 4, 0, 0, 0, 0);
    return NULL;
}

static long which_of_many(int word) {
    pthread_t thread;
    long index;
    pthread_create(&thread, NULL, wait_for_any, &index);
    while (futex(&chain[word], FUTEX_WAKE_PRIVATE, 1, 0, NULL, 0) == 0) {
        sched_yield();
    }
    pthread_join(thread, NULL);
    return index;
}

int main(void) {
    for (int site = 0; site < CALL_SITES; site++) {
        call = call_sites[site].call;
        kinds_of_memory();
        requeued();
        woken_with_an_operation();
        for (int word = 0; word < 4; word++) {
            TRY(which_of_many(word));
        }
    }
    return succeeded();
}
