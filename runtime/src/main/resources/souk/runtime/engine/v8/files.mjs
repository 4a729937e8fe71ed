import { START_NANOS } from './chance.mjs'
import { OpenDirectory, OpenFile, Sink } from './descriptors.mjs'
import { Errno, fail, require } from './errno.mjs'
import { Cost } from './fuel.mjs'
import { ScratchFile } from './tree.mjs'

const CREATE = 1
const MUST_BE_DIRECTORY = 2
const EXCLUSIVE = 4
const TRUNCATE = 8
const APPEND = 1
const READ = 0x2n
const WRITE = 0x40n
const FILE_RIGHTS = 0x20_0026n
const WRITABLE_FILE_RIGHTS = 0x60_017fn
const DIRECTORY_RIGHTS = 0x627_e600n
const INHERITING_RIGHTS = 0x667_e77fn
const UNKNOWN = 0
const DIRECTORY = 3
const REGULAR_FILE = 4
const ENTRY_BYTES = 24
const FIRST_COOKIES = 2

const typeOf = (node) => (node.isDirectory ? DIRECTORY : REGULAR_FILE)

function fdstat(descriptor) {
  if (descriptor instanceof OpenDirectory) return packFdstat(DIRECTORY, 0, DIRECTORY_RIGHTS, INHERITING_RIGHTS)
  if (descriptor instanceof OpenFile) {
    const rights = descriptor.isWritable ? WRITABLE_FILE_RIGHTS : FILE_RIGHTS
    return packFdstat(REGULAR_FILE, descriptor.appends ? APPEND : 0, rights, 0n)
  }
  return packFdstat(UNKNOWN, 0, descriptor instanceof Sink ? WRITE : READ, 0n)
}

function packFdstat(type, flags, rights, inheriting) {
  const bytes = Buffer.alloc(24)
  bytes.writeUInt8(type, 0)
  bytes.writeUInt16LE(flags, 2)
  bytes.writeBigUInt64LE(rights, 8)
  bytes.writeBigUInt64LE(inheriting, 16)
  return bytes
}

// Of a file or directory; of a stream, which is neither.
function filestat(node) {
  const bytes = Buffer.alloc(64)
  if (node) {
    bytes.writeBigUInt64LE(BigInt(node.number), 8)
    bytes.writeUInt8(typeOf(node), 16)
    bytes.writeBigUInt64LE(BigInt(node.size), 32)
  }
  bytes.writeBigUInt64LE(1n, 24)
  for (const at of [40, 48, 56]) bytes.writeBigUInt64LE(START_NANOS, at)
  return bytes
}

function entryBytes(name, node, cookie) {
  const text = Buffer.from(name)
  const bytes = Buffer.alloc(ENTRY_BYTES + text.length)
  bytes.writeBigUInt64LE(BigInt(cookie), 0)
  bytes.writeBigUInt64LE(BigInt(node.number), 8)
  bytes.writeUInt32LE(text.length, 16)
  bytes.writeUInt8(typeOf(node), 20)
  text.copy(bytes, ENTRY_BYTES)
  return bytes
}

// Opening, describing, listing, changing and closing files and directories.
export class Files {
  constructor(tree, descriptors, paths, fuel, memory) {
    this.tree = tree
    this.descriptors = descriptors
    this.paths = paths
    this.fuel = fuel
    this.memory = memory
  }

  fdstat(number, at) {
    this.memory.put(at, fdstat(this.descriptors.get(number)))
  }

  setFlags(number, flags) {
    const descriptor = this.descriptors.get(number)
    if (descriptor instanceof OpenFile) descriptor.appends = (flags & APPEND) !== 0
  }

  filestat(number, at) {
    this.memory.put(at, filestat(this.descriptors.get(number).node))
  }

  pathFilestat(directory, path, bytes, at) {
    this.memory.put(at, filestat(this.paths.follow(directory, path, bytes).existing()))
  }

  prestat(number, at) {
    this.#requireRoot(number)
    this.memory.putU64(at, 1n << 32n)
  }

  prestatName(number, at, room) {
    this.#requireRoot(number)
    require(room >= 1, Errno.NAMETOOLONG)
    this.memory.put(at, Buffer.from('/'))
  }

  #requireRoot(number) {
    this.descriptors.get(number)
    require(number === 3, Errno.BADF)
  }

  open(directory, path, bytes, flags, rights, descriptorFlags, resultAt) {
    const place = this.paths.follow(directory, path, bytes)
    this.memory.require(resultAt, 4)
    const wantsToWrite = (rights & WRITE) !== 0n
    const node = place.node
    if (node) this.#requireOpenable(node, flags, wantsToWrite)
    else this.#requireCreatable(place, flags)
    this.descriptors.requireRoomForOne()
    if (node instanceof ScratchFile && flags & TRUNCATE) this.tree.resize(node, 0)
    const opened = node ?? this.tree.createFile(place.parent, place.name)
    const descriptor = opened.isDirectory
      ? new OpenDirectory(opened)
      : new OpenFile(opened, wantsToWrite, (descriptorFlags & APPEND) !== 0)
    this.memory.putU32(resultAt, this.descriptors.add(descriptor))
  }

  #requireOpenable(node, flags, wantsToWrite) {
    require(!(flags & CREATE && flags & EXCLUSIVE), Errno.EXIST)
    const changes = (flags & TRUNCATE) !== 0 || wantsToWrite
    if (node.isDirectory) {
      require(!changes, Errno.ISDIR)
    } else {
      require(!(flags & MUST_BE_DIRECTORY), Errno.NOTDIR)
      require(!changes || node instanceof ScratchFile, Errno.ROFS)
    }
  }

  #requireCreatable(place, flags) {
    require(flags & CREATE, Errno.NOENT)
    require(!(flags & MUST_BE_DIRECTORY), Errno.INVAL)
    place.requireNameable()
    this.tree.requireRoomForOne()
  }

  list(number, address, room, cookie, usedAt) {
    const directory = this.descriptors.directory(number)
    this.memory.require(address, room)
    this.memory.require(usedAt, 4)
    const entries = []
    let size = 0
    for (const [name, node, next] of this.#entriesAfter(cookie, directory)) {
      if (size >= room) break
      const entry = entryBytes(name, node, next)
      entries.push(entry)
      size += entry.length
    }
    this.fuel.charge(entries.length, Cost.ENTRY)
    const bytes = Buffer.concat(entries).subarray(0, room)
    this.memory.put(address, bytes)
    this.memory.putU32(usedAt, bytes.length)
  }

  *#entriesAfter(cookie, directory) {
    if (cookie < 1n) yield ['.', directory, 1]
    if (cookie < 2n) yield ['..', directory, 2]
    if (cookie > BigInt(Number.MAX_SAFE_INTEGER)) return
    for (const [name, node] of directory.entriesAbove(Number(cookie) - FIRST_COOKIES)) {
      yield [name, node, node.number + FIRST_COOKIES]
    }
  }

  createDirectory(directory, path, bytes) {
    const place = this.paths.follow(directory, path, bytes)
    require(!place.node, Errno.EXIST)
    place.requireNameable()
    this.tree.requireRoomForOne()
    this.tree.createDirectory(place.parent, place.name)
  }

  unlink(directory, path, bytes) {
    const place = this.paths.follow(directory, path, bytes)
    require(!place.existing().isDirectory, Errno.ISDIR)
    place.requireChangeable()
    this.tree.remove(place.parent, place.name)
  }

  removeDirectory(directory, path, bytes) {
    const place = this.paths.follow(directory, path, bytes)
    const node = place.existing()
    require(node.isDirectory, Errno.NOTDIR)
    place.requireChangeable()
    require(node.entries.size === 0, Errno.NOTEMPTY)
    this.tree.remove(place.parent, place.name)
  }

  rename(fromDirectory, fromPath, fromBytes, toDirectory, toPath, toBytes) {
    const from = this.paths.follow(fromDirectory, fromPath, fromBytes)
    const node = from.existing()
    from.requireChangeable()
    const to = this.paths.follow(toDirectory, toPath, toBytes)
    to.requireNameable()
    const replaced = to.node
    if (replaced === node) return
    require(!(node.isDirectory && to.parent.isWithin(node)), Errno.INVAL)
    if (replaced) {
      this.#requireReplaceable(replaced, node)
      this.tree.remove(to.parent, to.name)
    }
    from.parent.remove(from.name)
    to.parent.put(to.name, node)
  }

  #requireReplaceable(replaced, node) {
    if (!replaced.isDirectory) {
      require(!node.isDirectory, Errno.NOTDIR)
    } else {
      require(node.isDirectory, Errno.ISDIR)
      require(replaced.entries.size === 0, Errno.NOTEMPTY)
    }
  }

  // There are no links, so nothing that is there is one.
  readLink(directory, path, bytes) {
    this.paths.follow(directory, path, bytes).existing()
    fail(Errno.INVAL)
  }
}
