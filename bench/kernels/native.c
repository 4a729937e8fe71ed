/* A kernel as a native program: for each line of input runs it once and answers "NANOSECONDS CHECKSUM 0", the time being that on a processor. */
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "kernel.h"

static int64_t cpu_nanos(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int main(void) {
  puts("0");
  fflush(stdout);
  char line[64];
  while (fgets(line, sizeof line, stdin)) {
    int64_t start = cpu_nanos();
    uint64_t result = kernel();
    printf("%" PRId64 " %016" PRIx64 " 0\n", cpu_nanos() - start, result);
    fflush(stdout);
  }
  return 0;
}
