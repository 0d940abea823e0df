/* Changes its memory in every way: maps, grows, moves, protects, discards, the heap and the stack;
   a file mapped beyond its end; and faults that it handles. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>

static sigjmp_buf back;
static volatile sig_atomic_t alarms;

static void on_fault(int signal, siginfo_t *info, void *context) {
  (void)context;
  siglongjmp(back, signal == SIGSEGV || info->si_addr ? 1 : 2);
}

static void on_alarm(int signal) {
  (void)signal;
  alarms++;
}

static int deep(int levels) {
  volatile char frame[4096];
  memset((char *)frame, levels, sizeof frame);
  return levels == 0 ? frame[17] : deep(levels - 1) + frame[0] * 0;
}

static void faults(char *address) {
  struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_NODEFER};
  sigaction(SIGSEGV, &action, NULL);
  sigaction(SIGBUS, &action, NULL);
  if (sigsetjmp(back, 1) == 0) {
    *(volatile char *)address = 1;
    abort();
  }
}

int main(void) {
  char *p = mmap(NULL, 16 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  memset(p, 1, 16 * 4096);
  mprotect(p + 4096, 4096, PROT_NONE);
  faults(p + 4096);
  munmap(p + 8 * 4096, 4096);
  faults(p + 8 * 4096);
  madvise(p + 2 * 4096, 4096, MADV_DONTNEED);
  if (p[2 * 4096] != 0) return 1;

  char *q = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  strcpy(q, "moved");
  q = mremap(q, 4096, 1 << 20, MREMAP_MAYMOVE);
  if (strcmp(q, "moved")) return 2;
  q = mremap(q, 1 << 20, 8192, MREMAP_MAYMOVE);

  char *file = mmap(NULL, 1 << 20, PROT_READ, MAP_PRIVATE, open("/proc/self/exe", O_RDONLY), 0);
  faults(file + (1 << 20) - 1);

  char *heap = sbrk(300000);
  memset(heap, 3, 300000);
  sbrk(-200000);
  sbrk(50000);
  deep(200);
  /* The kernel writes below the part of the stack that has been touched. */
  char *low = (char *)__builtin_frame_address(0) - (2 << 20);
  int zero = open("/dev/urandom", O_RDONLY);
  if (read(zero, low, 100) != 100) return 3;

  struct sigaction action = {.sa_handler = on_alarm, .sa_flags = SA_RESTART};
  sigaction(SIGALRM, &action, NULL);
  struct itimerval timer = {{0, 5000}, {0, 5000}};
  setitimer(ITIMER_REAL, &timer, NULL);
  while (alarms < 5) pause();
  int ends[2];
  if (pipe(ends)) return 4;
  if (fork() == 0) {
    usleep(30000);
    if (write(ends[1], "x", 1) != 1) abort();
    _exit(0);
  }
  char byte;
  if (read(ends[0], &byte, 1) != 1) return 5;
  printf("%d\nEXIT-SUCCESS\n", alarms >= 5);
  return 0;
}
