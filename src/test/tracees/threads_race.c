/* Three threads change one word without a lock, and never ask the kernel for anything meanwhile:
   what they leave depends on where each was preempted. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

static volatile uint64_t shared = 1;
static volatile int arrived;

static void *work(void *number) {
  __atomic_add_fetch(&arrived, 1, __ATOMIC_SEQ_CST);
  while (arrived < 3) {
  }
  uint64_t own = (uintptr_t)number;
  for (int i = 0; i < 3000000; i++) {
    own = own * 6364136223846793005u + shared;
    if ((own & 0xffff) == 7) shared = own;
  }
  return (void *)own;
}

int main(void) {
  pthread_t threads[3];
  uint64_t sum = 0;
  for (uintptr_t i = 0; i < 3; i++) pthread_create(&threads[i], NULL, work, (void *)i);
  for (int i = 0; i < 3; i++) {
    void *result;
    pthread_join(threads[i], &result);
    sum ^= (uint64_t)result;
  }
  printf("%016lx %016lx\nEXIT-SUCCESS\n", (unsigned long)sum, (unsigned long)shared);
  return 0;
}
