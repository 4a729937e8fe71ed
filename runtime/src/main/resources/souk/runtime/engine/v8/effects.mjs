import { GuestEnded, TRAPPED } from './ends.mjs'
import { Errno, fail, require } from './errno.mjs'
import { Cost } from './fuel.mjs'

const MAX_EFFECTS = 64
const MAX_EFFECT_BYTES = 16_384
const MAX_BODY_BYTES = 4096
const MAX_UNTIL = 253_402_300_799n
const MAX_PAGES = 65_536
const MAX_TURNS = 64
const ACCOUNT_BYTES = 20
const AMOUNT_BYTES = 16
const JOB_BYTES = 190
const INFO_BYTES = 48
const PAY = 1
const SEND = 2
const SPAWN = 3
const SLEEP = 4
const END = 5
const COMMAND = 0
const AGENT_JOB = 1

function bigEndian(number, bytes) {
  const buffer = Buffer.alloc(bytes)
  if (bytes === 8) buffer.writeBigUInt64BE(number)
  else buffer.writeUInt32BE(number)
  return buffer
}

// A child job as it is encoded (docs/agent-abi.md, "Effects").
function isChildJob(bytes) {
  const kind = bytes.readUInt8(160)
  const fuel = bytes.readBigInt64BE(161)
  const pages = bytes.readUInt32BE(169)
  const turns = bytes.readUInt8(173)
  const least = kind === AGENT_JOB ? 1 : 0
  const most = kind === AGENT_JOB ? MAX_TURNS : 0
  return kind >= COMMAND && kind <= AGENT_JOB && fuel >= 1n && pages >= 1 && pages <= MAX_PAGES && turns >= least && turns <= most
}

// What an agent is told in a turn, and what it wants done.
export class Agency {
  effects = []
  #bytes = 0

  constructor(job, turn, fuel, memory) {
    this.job = job
    this.turn = turn
    this.fuel = fuel
    this.memory = memory
  }

  info(at) {
    const { input, turnLimit, postedAt, firstTurn } = this.job
    const bytes = Buffer.alloc(INFO_BYTES)
    bytes.writeUInt32LE(firstTurn + this.turn, 0)
    bytes.writeUInt32LE(turnLimit, 4)
    bytes.writeUInt32LE(input.inbox.length, 8)
    bytes.writeUInt32LE(firstTurn, 12)
    bytes.writeBigUInt64LE(postedAt, 16)
    bytes.writeBigUInt64LE(input.turnFuel, 24)
    Buffer.from(input.budget).reverse().copy(bytes, 32)
    this.memory.put(at, bytes)
  }

  account(at) {
    const { account, balance } = this.job.input.standing ?? fail(Errno.NOENT)
    this.memory.put(at, Buffer.concat([account, Buffer.from(balance).reverse()]))
  }

  read(index, senderAt, valueAt, bodyAt, room, sizeAt) {
    const message = this.job.input.inbox[index] ?? fail(Errno.NOENT)
    this.memory.require(senderAt, ACCOUNT_BYTES)
    this.memory.require(valueAt, AMOUNT_BYTES)
    this.memory.require(bodyAt, room)
    this.memory.require(sizeAt, 4)
    const body = message.body.subarray(0, room)
    this.fuel.charge(body.length, Cost.BYTE)
    this.memory.put(senderAt, message.sender)
    this.memory.put(valueAt, Buffer.from(message.value).reverse())
    this.memory.put(bodyAt, body)
    this.memory.putU32(sizeAt, message.body.length)
  }

  pay(toAt, amountAt) {
    this.#requireRanges([toAt, ACCOUNT_BYTES], [amountAt, AMOUNT_BYTES])
    this.#add(PAY, this.#account(toAt), this.#amount(amountAt))
  }

  send(toAt, valueAt, bodyAt, length) {
    require(length <= MAX_BODY_BYTES, Errno.INVAL)
    this.#requireRanges([toAt, ACCOUNT_BYTES], [valueAt, AMOUNT_BYTES], [bodyAt, length])
    this.fuel.charge(length, Cost.BODY_BYTE)
    const body = this.memory.copy(bodyAt, length)
    this.#add(SEND, this.#account(toAt), this.#amount(valueAt), bigEndian(length, 4), body)
  }

  spawn(jobAt, budgetAt) {
    this.#requireRanges([jobAt, JOB_BYTES], [budgetAt, AMOUNT_BYTES])
    const job = this.memory.copy(jobAt, JOB_BYTES)
    require(isChildJob(job), Errno.INVAL)
    this.#add(SPAWN, this.#amount(budgetAt), job)
  }

  sleep(until) {
    require(until >= 0n && until <= MAX_UNTIL, Errno.INVAL)
    this.#add(SLEEP, bigEndian(until, 8))
  }

  end(heirAt) {
    this.#requireRanges([heirAt, ACCOUNT_BYTES])
    this.#add(END, this.#account(heirAt))
  }

  #requireRanges(...ranges) {
    for (const [address, count] of ranges) this.memory.require(address, count)
  }

  #account(at) {
    return this.memory.copy(at, ACCOUNT_BYTES)
  }

  #amount(at) {
    return this.memory.copy(at, AMOUNT_BYTES).reverse()
  }

  #add(kind, ...parts) {
    const effect = Buffer.concat([Buffer.from([kind]), ...parts])
    this.#bytes += effect.length
    if (this.effects.length === MAX_EFFECTS || this.#bytes > MAX_EFFECT_BYTES) throw new GuestEnded(TRAPPED)
    this.effects.push(effect)
  }
}
