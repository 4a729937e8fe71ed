package souk.runtime.module;

/** What follows an opcode in the binary format. */
enum Immediate {
  NONE,
  BLOCK_TYPE,
  INDEX,
  TWO_INDICES,
  BRANCH_TARGETS,
  VALUE_TYPES,
  REFERENCE_TYPE,
  MEMORY_ACCESS,
  MEMORY,
  TWO_MEMORIES,
  SEGMENT_AND_MEMORY,
  INT32,
  INT64,
  FLOAT32,
  FLOAT64
}
