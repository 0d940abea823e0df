/* Makes processes in every way: fork with shared memory, vfork, posix_spawn; and a leader that ends
   before its thread. */
#define _GNU_SOURCE
#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int wait_for(pid_t pid) {
  int status = -1;
  if (waitpid(pid, &status, 0) != pid) abort();
  return status;
}

static void *last_thread(void *unused) {
  (void)unused;
  usleep(20000);
  _exit(7);
}

int main(void) {
  int *shared = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  for (int i = 0; i < 4; i++) {
    pid_t pid = fork();
    if (pid == 0) {
      shared[i] = getpid();
      while (i > 0 && shared[i - 1] == 0) usleep(100);
      _exit(i);
    }
    if (i == 3 && WEXITSTATUS(wait_for(pid)) != 3) return 1;
  }
  while (wait(NULL) > 0) {
  }
  if (!shared[0] || !shared[1] || !shared[2]) return 2;

  pid_t pid = vfork();
  if (pid == 0) _exit(5);
  if (WEXITSTATUS(wait_for(pid)) != 5) return 3;

  char *arguments[] = {"true", NULL};
  if (posix_spawn(&pid, "/bin/true", NULL, NULL, arguments, environ)) return 4;
  if (wait_for(pid) != 0) return 5;

  pid = fork();
  if (pid == 0) {
    pthread_t thread;
    pthread_create(&thread, NULL, last_thread, NULL);
    pthread_exit(NULL);
  }
  if (WEXITSTATUS(wait_for(pid)) != 7) return 6;

  printf("EXIT-SUCCESS\n");
  return 0;
}
