import { Errno, require } from './errno.mjs'

// A guest's memory behind addresses it hands to the host, all of them unsigned. A range that does not lie inside fails
// the call. Numbers are little-endian.
export class GuestMemory {
  #memory
  #bytes = Buffer.alloc(0)

  constructor(memory) {
    this.#memory = memory
  }

  // The whole memory; good until the guest grows it.
  all() {
    const { buffer } = this.#memory
    if (this.#bytes.buffer !== buffer) this.#bytes = Buffer.from(buffer)
    return this.#bytes
  }

  require(address, count) {
    require(address + count <= this.#memory.buffer.byteLength, Errno.FAULT)
  }

  // The bytes themselves, not a copy.
  bytes(address, count) {
    this.require(address, count)
    return this.all().subarray(address, address + count)
  }

  copy(address, count) {
    return Buffer.from(this.bytes(address, count))
  }

  u32(address) {
    this.require(address, 4)
    return this.all().readUInt32LE(address)
  }

  put(address, bytes) {
    this.require(address, bytes.length)
    bytes.copy(this.all(), address)
  }

  putU32(address, number) {
    this.require(address, 4)
    this.all().writeUInt32LE(number, address)
  }

  putU64(address, number) {
    this.require(address, 8)
    this.all().writeBigUInt64LE(BigInt.asUintN(64, number), address)
  }
}
