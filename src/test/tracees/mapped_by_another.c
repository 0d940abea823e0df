/* One process writes with calls to a file that only another has mapped: while that waits in a call,
   and while it waits in a loop. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void child(int fd, int to, int from) {
  volatile char *shared = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  volatile char *reader = mmap(NULL, 8192, PROT_READ, MAP_SHARED, fd, 0);
  char byte;
  shared[1] = 'A';
  if (write(to, "m", 1) != 1 || read(from, &byte, 1) != 1) _exit(1);
  if (strncmp((char *)shared + 100, "hello", 6)) _exit(2);
  if (write(to, "m", 1) != 1) _exit(3);
  while (!reader[200]) continue;
  int sum = 0;
  for (int i = 0; i < 8192; i++) sum += shared[i];
  _exit(sum == 1024 ? 0 : 4);
}

int main(void) {
  char name[] = "/tmp/jrr-mapped-XXXXXX";
  int fd = mkstemp(name);
  unlink(name);
  int to[2], from[2], status;
  char byte;
  if (ftruncate(fd, 8192) || pipe(to) || pipe(from)) return 1;
  if (fork() == 0) child(fd, to[1], from[0]);
  if (read(to[0], &byte, 1) != 1) return 2;
  if (pwrite(fd, "hello", 6, 100) != 6 || write(from[1], "w", 1) != 1) return 3;
  if (read(to[0], &byte, 1) != 1) return 4;
  usleep(300000);
  if (pwrite(fd, "seen", 5, 200) != 5) return 5;
  wait(&status);
  return status ? 6 : 0;
}
