import { Errno, fail, require } from './errno.mjs'
import { ScratchFile } from './tree.mjs'

// The directory that is open from the start.
export const ROOT_DESCRIPTOR = 3
const MAX_OPEN = 256

// What descriptors stand for. Places may lie behind a file's end, up to 2^63 - 1.
export class Input {
  place = 0n

  constructor(content) {
    this.content = content
  }
}

export class Sink {
  // Whether it is the output or the log.
  constructor(isOutput) {
    this.isOutput = isOutput
  }
}

export class OpenFile {
  place = 0n

  constructor(node, isWritable, appends) {
    this.node = node
    this.isWritable = isWritable
    this.appends = appends
  }

  get content() {
    return this.node.content
  }
}

export class OpenDirectory {
  constructor(node) {
    this.node = node
  }
}

// A guest's open descriptors. A new one gets the lowest number that is free.
export class Descriptors {
  #open = new Map()
  #tree

  constructor(input, tree) {
    this.#tree = tree
    const atStart = [new Input(input), new Sink(true), new Sink(false), new OpenDirectory(tree.root)]
    atStart.forEach((descriptor, number) => this.#open.set(number, descriptor))
  }

  get(number) {
    return this.#open.get(number) ?? fail(Errno.BADF)
  }

  directory(number) {
    const descriptor = this.get(number)
    require(descriptor instanceof OpenDirectory, Errno.NOTDIR)
    return descriptor.node
  }

  // A file that can be read from any place.
  file(number, errno) {
    const descriptor = this.get(number)
    require(descriptor instanceof OpenFile, errno)
    return descriptor
  }

  // A file that can be written.
  writable(number) {
    const descriptor = this.file(number, Errno.BADF)
    require(descriptor.isWritable && descriptor.node instanceof ScratchFile, Errno.BADF)
    return descriptor
  }

  requireRoomForOne() {
    require(this.#open.size < MAX_OPEN, Errno.MFILE)
  }

  add(descriptor) {
    let number = 0
    while (this.#open.has(number)) number++
    this.#open.set(number, descriptor)
    this.#tree.opened(descriptor.node)
    return number
  }

  close(number) {
    const { node } = this.get(number)
    this.#open.delete(number)
    this.#tree.closed(node)
  }

  renumber(from, to) {
    const descriptor = this.get(from)
    this.get(to)
    if (from === to) return
    this.close(to)
    this.#open.delete(from)
    this.#open.set(to, descriptor)
  }
}
