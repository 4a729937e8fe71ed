// Error numbers of WASI preview 1 that the host returns.
export const Errno = Object.freeze({
  SUCCESS: 0,
  BADF: 8,
  EXIST: 20,
  FAULT: 21,
  ILSEQ: 25,
  INVAL: 28,
  ISDIR: 31,
  MFILE: 33,
  NAMETOOLONG: 37,
  NOENT: 44,
  NOSPC: 51,
  NOTDIR: 54,
  NOTEMPTY: 55,
  NOTSUP: 58,
  ROFS: 69,
  SPIPE: 70,
  NOTCAPABLE: 76,
})

// Ends a host call; not an error, which would record where, at more than the call is charged.
export class HostCallFailed {
  constructor(errno) {
    this.errno = errno
  }
}

const failures = new Map(Object.values(Errno).map((errno) => [errno, new HostCallFailed(errno)]))

export function fail(errno) {
  throw failures.get(errno)
}

export function require(condition, errno) {
  if (!condition) fail(errno)
}
