import { createHash } from 'node:crypto'
import { Errno, require } from './errno.mjs'

const STEP_NANOS = 1_000_000n
const NANOS_PER_SECOND = 1_000_000_000n
const NANOS_PER_DAY = 86_400n * NANOS_PER_SECOND
const CLOCKS = 4
const NOTHING = Buffer.alloc(32)

// 2000-01-01T00:00:00Z in nanoseconds of Unix time.
export const START_NANOS = 946_684_800n * NANOS_PER_SECOND

// The guest's clocks: they begin where they are set and move a fixed step whenever one is read.
export class Clock {
  #realNanos
  #otherNanos

  constructor(realNanos, otherNanos) {
    this.#realNanos = realNanos
    this.#otherNanos = otherNanos
  }

  static ofCommand() {
    return new Clock(START_NANOS, 0n)
  }

  static ofTurn(postedAt, turn) {
    return new Clock(postedAt * NANOS_PER_SECOND, BigInt(turn) * NANOS_PER_DAY)
  }

  resolution(number) {
    require(number < CLOCKS, Errno.INVAL)
    return STEP_NANOS
  }

  read(number) {
    require(number < CLOCKS, Errno.INVAL)
    this.#realNanos += STEP_NANOS
    this.#otherNanos += STEP_NANOS
    return number === 0 ? this.#realNanos : this.#otherNanos
  }
}

export function sha256(...parts) {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

function number(value, bytes) {
  const buffer = Buffer.alloc(bytes)
  buffer.writeBigUInt64BE(BigInt(value), bytes - 8)
  return buffer
}

const count = (value) => number(value, 8).subarray(4)

// What the job carries for its arguments and its mounts: zero for none.
function argumentsDigest({ encodedArguments, values, variables }) {
  return values.length + variables.length === 0 ? NOTHING : sha256(encodedArguments)
}

function mountsDigest({ mounts }) {
  if (mounts.length === 0) return NOTHING
  const entries = mounts.flatMap(({ path, content }) => {
    const text = Buffer.from(path)
    return [count(text.length), text, sha256(content), number(content.length, 8)]
  })
  return sha256(count(mounts.length), ...entries)
}

function seedOfCommand(invocation) {
  return sha256(
    'souk random 1',
    sha256(invocation.module),
    sha256(invocation.input),
    argumentsDigest(invocation),
    mountsDigest(invocation),
  )
}

// The bytes `random_get` hands out: a hash of all the guest is given, and of a block's number, block after block.
export class RandomStream {
  #makeSeed
  #seed
  #rest = Buffer.alloc(0)
  #blocks = 0

  constructor(makeSeed) {
    this.#makeSeed = makeSeed
  }

  static ofCommand(invocation) {
    return new RandomStream(() => seedOfCommand(invocation))
  }

  static ofTurn(invocation, turn) {
    return new RandomStream(() => sha256('souk random turn 1', seedOfCommand(invocation), number(turn, 8)))
  }

  fill(target) {
    // Not sooner: few guests need it.
    this.#seed ??= this.#makeSeed()
    for (let at = 0; at < target.length; ) {
      if (this.#rest.length === 0) this.#rest = sha256(this.#seed, number(this.#blocks++, 8))
      const copied = this.#rest.copy(target, at)
      this.#rest = this.#rest.subarray(copied)
      at += copied
    }
  }
}
