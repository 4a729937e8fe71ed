import { HostFault } from './ends.mjs'

const MAGIC = Buffer.from('SOUKDEL1')
const PAGE_BYTES = 65_536
const BLOCK_BYTES = 4096

// Compared at once first, because most of a memory is as it was.
const STRIDE_BYTES = 1 << 20

// An agent's state as a snapshot has it.
export function readState(requests) {
  if (!requests.bytes(MAGIC.length).equals(MAGIC)) throw new HostFault('a state of unknown form was sent')
  const pages = requests.u32()
  const globals = requests.list(() => requests.u64())
  const blocks = requests.list(() => ({ number: requests.u32(), content: requests.bytes(BLOCK_BYTES) }))
  return { pages, globals, blocks }
}

// A copy of a memory as the last turn left it, to find what the next one changes.
export class Baseline {
  #before = Buffer.alloc(0)

  // Puts a state into a fresh guest.
  static restore(guest, { pages, globals, blocks }) {
    guest.linearMemory.grow(pages - guest.linearMemory.buffer.byteLength / PAGE_BYTES)
    const memory = guest.memory.all()
    memory.fill(0)
    for (const { number, content } of blocks) content.copy(memory, number * BLOCK_BYTES)
    guest.setGlobals(globals)
    const baseline = new Baseline()
    baseline.#before = Buffer.from(memory)
    return baseline
  }

  // Writes what has changed since the last call, as a delta.
  writeChanges(guest, answer) {
    const memory = guest.memory.all()
    this.#grow(memory.length)
    const globals = guest.getGlobals()
    answer.bytes(MAGIC).u32(memory.length / PAGE_BYTES).u32(globals.length)
    for (const bits of globals) answer.u64(bits)
    const blocks = this.#changed(memory)
    answer.u32(blocks.length)
    for (const block of blocks) {
      const at = block * BLOCK_BYTES
      const content = this.#before.subarray(at, at + BLOCK_BYTES)
      memory.copy(content, 0, at)
      answer.u32(block).bytes(content)
    }
  }

  #grow(size) {
    if (size === this.#before.length) return
    const before = Buffer.alloc(size)
    this.#before.copy(before)
    this.#before = before
  }

  #changed(memory) {
    const blocks = []
    for (let stride = 0; stride < memory.length; stride += STRIDE_BYTES) {
      const end = Math.min(stride + STRIDE_BYTES, memory.length)
      if (this.#isSame(memory, stride, end)) continue
      for (let at = stride; at < end; at += BLOCK_BYTES) {
        if (!this.#isSame(memory, at, at + BLOCK_BYTES)) blocks.push(at / BLOCK_BYTES)
      }
    }
    return blocks
  }

  #isSame(memory, from, to) {
    return memory.compare(this.#before, from, to, from, to) === 0
  }
}
