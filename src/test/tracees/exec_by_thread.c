/* A thread that is not the leader calls execve: it gets the leader's id, and all others end. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void *exec_thread(void *program) {
  execl(program, program, "again", (char *)NULL);
  abort();
}

static void *idle(void *unused) {
  (void)unused;
  while (1) pause();
}

int main(int argc, char **argv) {
  if (argc > 1) {
    printf("EXIT-SUCCESS\n");
    return 0;
  }
  pthread_t threads[2];
  pthread_create(&threads[0], NULL, idle, NULL);
  pthread_create(&threads[1], NULL, exec_thread, argv[0]);
  pthread_join(threads[1], NULL);
  return 1;
}
