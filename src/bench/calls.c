/*
 * What one system call costs: calls.c [ROUNDS] makes each of some calls so many times and prints
 * its name and nanoseconds a call, a line each.
 */
#include <fcntl.h>
#include <linux/futex.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static int word = 1;
static int file;

static void call_getppid(void) { syscall(SYS_getppid); }

static void call_clock_gettime(void) {
  struct timespec now;
  syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
}

static void call_pread(void) {
  char byte;
  if (pread(file, &byte, 1, 0) != 1) abort();
}

static void call_futex_wake(void) { syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0); }

static void call_futex_wait(void) { syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, 0); }

static double measure(void (*call)(void), long rounds) {
  struct timespec from, to;
  for (long i = 0; i < rounds / 10; i++) call();
  clock_gettime(CLOCK_MONOTONIC, &from);
  for (long i = 0; i < rounds; i++) call();
  clock_gettime(CLOCK_MONOTONIC, &to);
  return ((to.tv_sec - from.tv_sec) * 1e9 + (to.tv_nsec - from.tv_nsec)) / rounds;
}

int main(int argc, char **argv) {
  long rounds = argc > 1 ? atol(argv[1]) : 200000;
  file = open("/proc/self/exe", O_RDONLY);
  printf("getppid %.0f\n", measure(call_getppid, rounds));
  printf("clock_gettime %.0f\n", measure(call_clock_gettime, rounds));
  printf("pread-1-byte %.0f\n", measure(call_pread, rounds));
  printf("futex-WAKE %.0f\n", measure(call_futex_wake, rounds));
  printf("futex-WAIT-other-value %.0f\n", measure(call_futex_wait, rounds));
  return 0;
}
