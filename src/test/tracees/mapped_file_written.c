/* Files that are mapped while calls write to them, cut them and let them grow; a file mapped again
   after nobody had it mapped; its own memory written as a file; and terabytes that are only reserved. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#define LENGTH (4 * 4096)

static char *map(int fd, int prot, int flags) {
  char *at = mmap(NULL, LENGTH, prot, flags, fd, 0);
  if (at == MAP_FAILED) exit(1);
  return at;
}

int main(void) {
  char name[] = "/tmp/jrr-mapped-XXXXXX";
  int fd = mkstemp(name);
  unlink(name);
  if (ftruncate(fd, LENGTH)) return 2;
  char *shared = map(fd, PROT_READ | PROT_WRITE, MAP_SHARED);
  char *again = map(fd, PROT_READ, MAP_SHARED);
  strcpy(shared + 8192, "by memory");
  if (pwrite(fd, "at 4090 and on", 15, 4090) != 15) return 3;
  if (strcmp(shared + 4090, "at 4090 and on")) return 4;
  struct iovec parts[] = {{"one ", 4}, {"two", 4}};
  lseek(fd, 100, SEEK_SET);
  if (writev(fd, parts, 2) != 8 || strcmp(again + 100, "one two")) return 5;
  int from = open("/proc/self/exe", O_RDONLY);
  lseek(fd, 12288, SEEK_SET);
  if (sendfile(fd, from, NULL, 64) != 64 || memcmp(shared + 12289, "ELF", 3)) return 6;
  if (fork() == 0) {
    if (pwrite(fd, "by a child", 11, 200) != 11) _exit(1);
    strcpy(shared + 300, "and by its memory");
    _exit(0);
  }
  int status;
  if (wait(&status) < 0 || status || strcmp(again + 200, "by a child")) return 7;
  if (ftruncate(fd, 8000) || ftruncate(fd, LENGTH) || shared[8192] || shared[12289]) return 8;

  munmap(shared, LENGTH);
  munmap(again, LENGTH);
  if (ftruncate(fd, 3) || ftruncate(fd, LENGTH)) return 9;
  shared = map(fd, PROT_READ | PROT_WRITE, MAP_SHARED);
  int sum = 0;
  for (int i = 3; i < LENGTH; i++) sum += shared[i];
  strcpy(shared, "end");

  char other[] = "/tmp/jrr-mapped-XXXXXX";
  int only_written = mkstemp(other);
  unlink(other);
  if (ftruncate(only_written, LENGTH)) return 11;
  char *private = map(only_written, PROT_READ | PROT_WRITE, MAP_PRIVATE);
  private[5000] = 1;
  if (write(only_written, "seen at once", 13) != 13 || strcmp(private, "seen at once")) return 12;
  if (pwrite(only_written, "not seen", 9, 4096) != 9 || private[4096]) return 13;

  int memory = open("/proc/self/mem", O_RDWR);
  volatile int target = 1, value = 77;
  if (pwrite(memory, (void *)&value, sizeof value, (long)&target) != sizeof value) return 14;
  lseek(memory, (long)&sum, SEEK_SET);
  if (target != 77 || write(memory, "\0", 1) != 1) return 15;

  size_t huge = 1UL << 43;
  int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
  char *reserved = mmap(NULL, huge, PROT_READ | PROT_WRITE, flags, -1, 0);
  if (reserved != MAP_FAILED) strcpy(reserved + huge / 2, "here");
  return sum == 0 ? 0 : 10;
}
