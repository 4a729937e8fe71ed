import { writeSync } from 'node:fs'
import { receiveMessageOnPort } from 'node:worker_threads'

const STANDARD_OUTPUT = 1

// What the parent sends, as numbers and bytes; waits for what has not come yet. Numbers are big-endian.
export class Requests {
  #port
  #arrived
  #seen = 0
  #chunks = []
  #size = 0

  // A port on which chunks come, and a counter that is moved on behind each.
  constructor(port, arrived) {
    this.#port = port
    this.#arrived = arrived
  }

  u8() {
    return this.#take(1).readUInt8()
  }

  u32() {
    return this.#take(4).readUInt32BE()
  }

  u64() {
    return this.#take(8).readBigUInt64BE()
  }

  list(read) {
    return Array.from({ length: this.u32() }, read)
  }

  // Bytes behind their number.
  sized() {
    return this.bytes(this.u32())
  }

  bytes(count) {
    return this.#take(count)
  }

  #take(count) {
    while (this.#size < count) this.#receive()
    const parts = []
    for (let left = count; left > 0; ) {
      const [first] = this.#chunks
      const part = first.subarray(0, left)
      parts.push(part)
      left -= part.length
      if (part.length < first.length) this.#chunks[0] = first.subarray(part.length)
      else this.#chunks.shift()
    }
    this.#size -= count
    return parts.length === 1 ? parts[0] : Buffer.concat(parts, count)
  }

  #receive() {
    Atomics.wait(this.#arrived, 0, this.#seen)
    this.#seen = Atomics.load(this.#arrived, 0)
    for (let next = receiveMessageOnPort(this.#port); next; next = receiveMessageOnPort(this.#port)) {
      const { buffer, byteOffset, length } = next.message
      this.#chunks.push(Buffer.from(buffer, byteOffset, length))
      this.#size += length
    }
  }
}

// An answer in the making, sent as a whole.
export class Answer {
  #parts = []

  u8(number) {
    this.#parts.push(Buffer.from([number]))
    return this
  }

  u32(number) {
    const part = Buffer.alloc(4)
    part.writeUInt32BE(number)
    return this.bytes(part)
  }

  u64(number) {
    const part = Buffer.alloc(8)
    part.writeBigUInt64BE(number)
    return this.bytes(part)
  }

  bytes(bytes) {
    this.#parts.push(bytes)
    return this
  }

  // Bytes behind their number.
  sized(bytes) {
    return this.u32(bytes.length).bytes(bytes)
  }

  send() {
    const all = Buffer.concat(this.#parts)
    for (let sent = 0; sent < all.length; ) sent += writeSync(STANDARD_OUTPUT, all, sent)
  }
}
