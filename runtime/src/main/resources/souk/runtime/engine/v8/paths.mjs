import { Errno, fail, require } from './errno.mjs'
import { Cost } from './fuel.mjs'

const MAX_PATH_BYTES = 4096
const MAX_NAME_BYTES = 255
const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function text(bytes) {
  try {
    return DECODER.decode(bytes)
  } catch {
    return fail(Errno.ILSEQ)
  }
}

// The names of a path without `.` and `..`; it may not leave where it begins.
function names(path) {
  require(!path.includes('\0'), Errno.INVAL)
  require(path !== '', Errno.NOENT)
  require(!path.startsWith('/'), Errno.NOTCAPABLE)
  const found = []
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue
    if (name !== '..') found.push(name)
    else if (found.pop() === undefined) fail(Errno.NOTCAPABLE)
  }
  return found
}

function enter(directory, name) {
  const node = directory.entries.get(name) ?? fail(Errno.NOENT)
  require(node.isDirectory, Errno.NOTDIR)
  return node
}

// Where a path leads: a directory itself, or a name in it, with or without something there.
class Place {
  constructor(parent, name) {
    this.parent = parent
    this.name = name
  }

  get node() {
    return this.name === undefined ? this.parent : this.parent.entries.get(this.name)
  }

  existing() {
    return this.node ?? fail(Errno.NOENT)
  }

  requireChangeable() {
    require(this.name !== undefined, Errno.INVAL)
    require(this.parent.isScratch, Errno.ROFS)
  }

  requireNameable() {
    this.requireChangeable()
    require(this.parent.isNamed, Errno.NOENT)
    require(Buffer.byteLength(this.name) <= MAX_NAME_BYTES, Errno.NAMETOOLONG)
  }
}

// Follows the paths a guest gives.
export class Paths {
  constructor(descriptors, fuel, memory) {
    this.descriptors = descriptors
    this.fuel = fuel
    this.memory = memory
  }

  follow(descriptor, address, bytes) {
    const from = this.descriptors.directory(descriptor)
    require(bytes <= MAX_PATH_BYTES, Errno.NAMETOOLONG)
    const path = this.memory.bytes(address, bytes)
    this.fuel.charge(bytes, Cost.PATH_BYTE)
    const found = names(text(path))
    const last = found.pop()
    return new Place(found.reduce(enter, from), last)
  }
}
