import { HostFault } from './ends.mjs'

const MAGIC = 0x534f554b
const VERSION = 2
const PREPARED = 2
const MAGIC_BYTES = 8
const STANDING_MAGIC = 'SOUKIN2\0'

export const Kind = Object.freeze({ COMMAND: 0, AGENT_JOB: 1 })

// A cursor over bytes, with numbers as the pipe has them.
class Bytes {
  #bytes
  #at = 0

  constructor(bytes) {
    this.#bytes = bytes
  }

  take(count) {
    const taken = this.#bytes.subarray(this.#at, this.#at + count)
    if (taken.length < count) throw new HostFault('what was sent ends too early')
    this.#at += count
    return taken
  }

  u32() {
    return this.take(4).readUInt32BE()
  }

  u64() {
    return this.take(8).readBigUInt64BE()
  }

  sized() {
    return this.take(this.u32())
  }

  text() {
    return this.sized().toString()
  }

  list(read) {
    return Array.from({ length: this.u32() }, read)
  }
}

function readArguments(encodedArguments) {
  const bytes = new Bytes(encodedArguments)
  const values = bytes.list(() => bytes.text())
  const variables = bytes.list(() => [bytes.text(), bytes.text()])
  return { encodedArguments, values, variables }
}

function readInput(encoded) {
  const bytes = new Bytes(encoded)
  const hasStanding = bytes.take(MAGIC_BYTES).toString('latin1') === STANDING_MAGIC
  const [turnFuel, budget] = [bytes.u64(), bytes.take(16)]
  const standing = hasStanding ? readStanding(bytes) : null
  const inbox = bytes.list(() => ({ sender: bytes.take(20), value: bytes.take(16), body: bytes.sized() }))
  return { turnFuel, budget, standing, inbox }
}

function readStanding(bytes) {
  const standing = { account: bytes.take(20), firstTurn: bytes.u32(), balance: bytes.take(16) }
  bytes.take(32) // The state's hash: the state itself is sent besides.
  return standing
}

// Reads what is common to all kinds of job: what the Java worker gets, with the rewritten module always prepared.
export function readJob(requests) {
  if (requests.u32() !== MAGIC || requests.u32() !== VERSION || requests.u8() !== PREPARED) {
    throw new HostFault('runner and worker are not of the same version')
  }
  const rewritten = requests.sized()
  requests.sized()
  const kind = requests.u8()
  const limits = { fuel: requests.u64(), pages: requests.u32(), outputBytes: requests.u32() }
  const module = requests.sized()
  const given = readArguments(requests.sized())
  const input = requests.sized()
  const mounts = requests.list(() => ({ path: requests.sized().toString(), content: requests.sized() }))
  return { rewritten, kind, limits, invocation: { module, ...given, input, mounts } }
}

// Reads what an agent's job has besides.
export function readAgent(requests, invocation) {
  const input = readInput(invocation.input)
  const firstTurn = input.standing?.firstTurn ?? 0
  return { invocation, input, firstTurn, turnLimit: requests.u32(), postedAt: requests.u64() }
}

export function readOrder(requests) {
  return {
    number: requests.u32(),
    fuel: requests.u64(),
    outputRoom: requests.u32(),
    logRoom: requests.u32(),
  }
}

export function header(answer, kind) {
  return answer.u32(MAGIC).u32(VERSION).u8(kind)
}
