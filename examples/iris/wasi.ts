// The little of WASI preview 1 that a command needs: arguments, standard streams, exit.

// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "args_sizes_get")
declare function args_sizes_get(count: usize, bytes: usize): u16;
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "args_get")
declare function args_get(pointers: usize, bytes: usize): u16;
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_read")
declare function fd_read(fd: u32, vectors: usize, count: usize, read: usize): u16;
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_write")
declare function fd_write(fd: u32, vectors: usize, count: usize, written: usize): u16;
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "proc_exit")
declare function proc_exit(status: u32): void;

const STDIN: u32 = 0;
const STDOUT: u32 = 1;
const STDERR: u32 = 2;

/** Room for one (address, length) pair and the count the host answers with. */
const vector = memory.data(8);
const answer = memory.data(8);

/** The arguments behind the program's name. */
export function readArguments(): string[] {
  if (args_sizes_get(answer, answer + 4) != 0) fail("no arguments to be had");
  const count = load<u32>(answer);
  const pointers = heap.alloc(count * sizeof<usize>());
  if (args_get(pointers, heap.alloc(load<u32>(answer + 4))) != 0) fail("no arguments to be had");
  const values: string[] = [];
  for (let i: u32 = 1; i < count; i++) {
    const start = load<usize>(pointers + i * sizeof<usize>());
    let end = start;
    while (load<u8>(end) != 0) end++;
    values.push(String.UTF8.decodeUnsafe(start, end - start));
  }
  return values;
}

/** All of standard input; fails beyond `most` bytes. */
export function readInput(most: u32): string {
  const text = heap.alloc(most + 1);
  let length: u32 = 0;
  while (length <= most) {
    store<u32>(vector, <u32>text + length);
    store<u32>(vector + 4, most + 1 - length);
    if (fd_read(STDIN, vector, 1, answer) != 0) fail("standard input is unreadable");
    if (load<u32>(answer) == 0) return String.UTF8.decodeUnsafe(text, length);
    length += load<u32>(answer);
  }
  fail(`standard input is longer than ${most} bytes`);
  return "";
}

function write(fd: u32, text: string): void {
  const bytes = String.UTF8.encode(text);
  let start = changetype<u32>(bytes);
  const end = start + <u32>bytes.byteLength;
  while (start < end) {
    store<u32>(vector, start);
    store<u32>(vector + 4, end - start);
    if (fd_write(fd, vector, 1, answer) != 0) proc_exit(1);
    start += load<u32>(answer);
  }
}

export function writeOutput(text: string): void {
  write(STDOUT, text);
}

/** Ends the command with one clear line on stderr and status 2. */
export function fail(message: string): void {
  write(STDERR, `error: ${message}\n`);
  proc_exit(2);
}

/** What the compiler calls where an assertion of the standard library fails. */
export function abort(message: string | null, file: string | null, line: u32, column: u32): void {
  fail(`${message ? message : "aborted"} at ${file ? file : "?"}:${line}:${column}`);
}
