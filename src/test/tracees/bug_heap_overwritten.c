// cflags: -O0 -w
// A thread writes one byte too many into its own part of the heap, which is another's balance.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct account {
    char name[16];
    long balance;
};

static struct account *account;

static void rename_account(const char *name) {
    for (int i = 0; name[i] != 0; i++) account->name[i] = name[i];
}

static void *work(void *unused) {
    usleep(1000);
    rename_account("a name that is t");
    rename_account("a name that is too");
    return unused;
}

static void report(long balance) { printf("balance %ld\n", balance); }

int main(void) {
    account = calloc(1, sizeof *account);
    account->balance = 100;
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    pthread_join(thread, NULL);
    report(account->balance);
    return account->balance == 100 ? 0 : 3;
}
