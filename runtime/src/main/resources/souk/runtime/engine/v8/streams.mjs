import { Input, OpenFile, Sink } from './descriptors.mjs'
import { GuestEnded, TRAPPED } from './ends.mjs'
import { Errno, fail, require } from './errno.mjs'
import { Cost } from './fuel.mjs'

const MAX_BUFFERS = 1024
const BUFFER_ENTRY_BYTES = 8
const MAX_WRITE_BYTES = 2 ** 31 - 1
const MAX_PLACE = (1n << 63n) - 1n
const FROM_START = 0
const FROM_HERE = 1
const FROM_END = 2

const requireOffset = (offset) => require(offset >= 0n, Errno.INVAL)

// What a guest writes, up to a number of bytes.
class Capped {
  #bytes = Buffer.alloc(0)
  #size = 0
  #limit

  constructor(limit) {
    this.#limit = limit
  }

  get room() {
    return this.#limit - this.#size
  }

  // Keeps as many of the bytes as there is room for.
  write(bytes) {
    const kept = bytes.subarray(0, this.room)
    const size = this.#size + kept.length
    if (size > this.#bytes.length) {
      const larger = Buffer.alloc(Math.min(this.#limit, 2 * size))
      this.#bytes.copy(larger, 0, 0, this.#size)
      this.#bytes = larger
    }
    kept.copy(this.#bytes, this.#size)
    this.#size = size
  }

  bytes() {
    return this.#bytes.subarray(0, this.#size)
  }
}

// Reading, writing and seeking.
export class Streams {
  constructor(tree, descriptors, fuel, memory, outputRoom, logRoom) {
    this.tree = tree
    this.descriptors = descriptors
    this.fuel = fuel
    this.memory = memory
    this.output = new Capped(outputRoom)
    this.log = new Capped(logRoom)
  }

  read(number, buffers, count, resultAt) {
    const source = this.descriptors.get(number)
    require(source instanceof Input || source instanceof OpenFile, Errno.BADF)
    source.place += BigInt(this.#read(source.content, source.place, buffers, count, resultAt))
  }

  readAt(number, buffers, count, offset, resultAt) {
    const source = this.descriptors.get(number)
    require(!(source instanceof Input), Errno.SPIPE)
    require(source instanceof OpenFile, Errno.BADF)
    requireOffset(offset)
    this.#read(source.content, offset, buffers, count, resultAt)
  }

  #read(content, place, buffers, count, resultAt) {
    const targets = this.#buffers(buffers, count)
    this.memory.require(resultAt, 4)
    const rest = place >= BigInt(content.length) ? content.subarray(0, 0) : content.subarray(Number(place))
    const total = Math.min(rest.length, targets.total)
    this.fuel.charge(total, Cost.BYTE)
    let done = 0
    for (const { address, size } of targets.parts) {
      const part = rest.subarray(done, done + Math.min(size, total - done))
      this.memory.put(address, part)
      done += part.length
    }
    this.memory.putU32(resultAt, total)
    return total
  }

  write(number, buffers, count, resultAt) {
    const target = this.descriptors.get(number)
    if (target instanceof Sink) {
      this.#writeOut(target, buffers, count, resultAt)
      return
    }
    const file = this.descriptors.writable(number)
    const place = file.appends ? BigInt(file.node.size) : file.place
    file.place = place + BigInt(this.#writeFile(file.node, place, buffers, count, resultAt))
  }

  writeAt(number, buffers, count, offset, resultAt) {
    require(!(this.descriptors.get(number) instanceof Sink), Errno.SPIPE)
    const { node } = this.descriptors.writable(number)
    requireOffset(offset)
    this.#writeFile(node, offset, buffers, count, resultAt)
  }

  #writeOut({ isOutput }, buffers, count, resultAt) {
    const { parts, total } = this.#sources(buffers, count, resultAt)
    this.fuel.charge(total, Cost.BYTE)
    if (isOutput && total > this.output.room) throw new GuestEnded(TRAPPED)
    const target = isOutput ? this.output : this.log
    for (const { address, size } of parts) target.write(this.memory.bytes(address, size))
    this.memory.putU32(resultAt, total)
  }

  #writeFile(file, place, buffers, count, resultAt) {
    const { parts, total } = this.#sources(buffers, count, resultAt)
    if (total > 0) {
      const growth = this.tree.growth(file, Number(place) + total)
      this.fuel.charge(total, Cost.BYTE)
      this.fuel.chargeGrowth(growth)
      this.tree.resize(file, file.size + growth)
      let at = Number(place)
      for (const { address, size } of parts) at += this.memory.bytes(address, size).copy(file.content, at)
    }
    this.memory.putU32(resultAt, total)
    return total
  }

  #sources(buffers, count, resultAt) {
    const sources = this.#buffers(buffers, count)
    this.memory.require(resultAt, 4)
    require(sources.total <= MAX_WRITE_BYTES, Errno.INVAL)
    return sources
  }

  #buffers(address, count) {
    require(count <= MAX_BUFFERS, Errno.INVAL)
    this.fuel.charge(count, Cost.ITEM)
    this.memory.require(address, BUFFER_ENTRY_BYTES * count)
    const parts = []
    let total = 0
    for (let entry = address; parts.length < count; entry += BUFFER_ENTRY_BYTES) {
      const part = { address: this.memory.u32(entry), size: this.memory.u32(entry + 4) }
      this.memory.require(part.address, part.size)
      parts.push(part)
      total += part.size
    }
    return { parts, total }
  }

  seek(number, offset, whence, resultAt) {
    const file = this.descriptors.file(number, Errno.SPIPE)
    this.memory.require(resultAt, 8)
    const place = this.#base(file, whence) + offset
    require(place >= 0n && place <= MAX_PLACE, Errno.INVAL)
    file.place = place
    this.memory.putU64(resultAt, place)
  }

  #base(file, whence) {
    switch (whence) {
      case FROM_START:
        return 0n
      case FROM_HERE:
        return file.place
      case FROM_END:
        return BigInt(file.node.size)
      default:
        return fail(Errno.INVAL)
    }
  }

  tell(number, resultAt) {
    this.memory.putU64(resultAt, this.descriptors.file(number, Errno.SPIPE).place)
  }

  allocate(number, offset, count) {
    const { node } = this.descriptors.writable(number)
    requireOffset(offset)
    require(count > 0n && offset + count <= MAX_PLACE, Errno.INVAL)
    this.#grow(node, Number(offset + count))
  }

  setSize(number, size) {
    const { node } = this.descriptors.writable(number)
    requireOffset(size)
    this.#grow(node, Number(size))
    if (size < BigInt(node.size)) this.tree.resize(node, Number(size))
  }

  #grow(file, size) {
    const growth = this.tree.growth(file, size)
    this.fuel.chargeGrowth(growth)
    if (growth > 0) this.tree.resize(file, size)
  }
}
