import { Errno, require } from './errno.mjs'

export const MAX_SCRATCH_BYTES = 16 << 20
const MAX_SCRATCH_NODES = 1024
const SPARE_FACTOR = 4
const ROOT = 1
const SCRATCH = 'tmp'

// A file of the job's, which never changes.
export class MountedFile {
  isDirectory = false

  constructor(number, content) {
    this.number = number
    this.content = content
  }

  get size() {
    return this.content.length
  }
}

// What the scratch keeps account of lasts as long as it has a name or is open.
class Kept {
  isNamed = true
  descriptors = 0

  constructor(number) {
    this.number = number
  }

  get isOver() {
    return !this.isNamed && this.descriptors === 0
  }
}

export class ScratchFile extends Kept {
  isDirectory = false
  #bytes = Buffer.alloc(0)
  #size = 0

  get size() {
    return this.#size
  }

  get content() {
    return this.#bytes.subarray(0, this.#size)
  }

  // All bytes behind the size are zero.
  resize(size) {
    if (size > this.#bytes.length || size < this.#bytes.length / SPARE_FACTOR) {
      const room = size < this.#size ? size : Math.max(size, Math.min(2 * this.#size, MAX_SCRATCH_BYTES))
      const bytes = Buffer.alloc(room)
      this.#bytes.copy(bytes, 0, 0, Math.min(size, this.#size))
      this.#bytes = bytes
    } else if (size < this.#size) {
      this.#bytes.fill(0, size, this.#size)
    }
    this.#size = size
  }
}

// Mounted directories and the root never change, those of the scratch do.
export class Directory extends Kept {
  isDirectory = true
  size = 0
  entries = new Map()
  parent = null
  #names = []

  constructor(number, isScratch) {
    super(number)
    this.isScratch = isScratch
  }

  put(name, node) {
    this.entries.set(name, node)
    this.#names.splice(this.#placeAbove(node.number), 0, { number: node.number, name })
    if (node.isDirectory) node.parent = this
  }

  remove(name) {
    const { number } = this.entries.get(name)
    this.entries.delete(name)
    this.#names.splice(this.#placeAbove(number - 1), 1)
  }

  // Names and nodes in the order of their numbers, from those above a number on.
  *entriesAbove(number) {
    for (let at = this.#placeAbove(number); at < this.#names.length; at++) {
      const { name } = this.#names[at]
      yield [name, this.entries.get(name)]
    }
  }

  #placeAbove(number) {
    let from = 0
    let to = this.#names.length
    while (from < to) {
      const middle = (from + to) >> 1
      if (this.#names[middle].number > number) to = middle
      else from = middle + 1
    }
    return from
  }

  isWithin(other) {
    for (let at = this; at; at = at.parent) if (at === other) return true
    return false
  }
}

// All that a guest can find: the job's mounts, and the scratch with an account of what is in it.
export class FileTree {
  root = new Directory(ROOT, false)
  #lastNumber = ROOT
  #bytes = 0
  #nodes = 0

  // Mounts in the order of their paths.
  constructor(mounts) {
    for (const { path, content } of mounts) this.#mount(path.split('/'), content)
    this.root.put(SCRATCH, new Directory(++this.#lastNumber, true))
  }

  #mount(names, content) {
    const last = names.pop()
    let directory = this.root
    for (const name of names) {
      if (!directory.entries.has(name)) directory.put(name, new Directory(++this.#lastNumber, false))
      directory = directory.entries.get(name)
    }
    directory.put(last, new MountedFile(++this.#lastNumber, content))
  }

  // Bytes that a file grows by when it is made that long, which must fit.
  growth(file, size) {
    const growth = Math.max(0, size - file.size)
    require(growth <= MAX_SCRATCH_BYTES - this.#bytes, Errno.NOSPC)
    return growth
  }

  requireRoomForOne() {
    require(this.#nodes < MAX_SCRATCH_NODES, Errno.NOSPC)
  }

  createFile(parent, name) {
    return this.#create(parent, name, new ScratchFile(++this.#lastNumber))
  }

  createDirectory(parent, name) {
    return this.#create(parent, name, new Directory(++this.#lastNumber, true))
  }

  #create(parent, name, node) {
    parent.put(name, node)
    this.#nodes++
    return node
  }

  // Takes a name away from what it stands for.
  remove(parent, name) {
    const node = parent.entries.get(name)
    parent.remove(name)
    node.isNamed = false
    this.#releaseIfOver(node)
  }

  resize(file, size) {
    this.#bytes += size - file.size
    file.resize(size)
  }

  opened(node) {
    if (node instanceof Kept) node.descriptors++
  }

  closed(node) {
    if (node instanceof Kept) {
      node.descriptors--
      this.#releaseIfOver(node)
    }
  }

  #releaseIfOver(node) {
    if (!node.isOver) return
    this.#nodes--
    if (!node.isDirectory) this.resize(node, 0)
  }
}
