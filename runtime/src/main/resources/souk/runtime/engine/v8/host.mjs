import { Clock, RandomStream } from './chance.mjs'
import { Descriptors } from './descriptors.mjs'
import { Agency } from './effects.mjs'
import { GuestEnded } from './ends.mjs'
import { Errno, HostCallFailed, fail } from './errno.mjs'
import { Files } from './files.mjs'
import { Cost, HostFuel } from './fuel.mjs'
import { Paths } from './paths.mjs'
import { Streams } from './streams.mjs'
import { Texts } from './texts.mjs'
import { FileTree } from './tree.mjs'

const NO_INPUT = Buffer.alloc(0)

// The host side of a command or of one turn of an agent.
class Host {
  constructor(guest, invocation, { input, outputRoom, logRoom, clock, random }) {
    const tree = new FileTree(invocation.mounts)
    this.memory = guest.memory
    this.fuel = new HostFuel(guest.fuel)
    this.descriptors = new Descriptors(input, tree)
    const paths = new Paths(this.descriptors, this.fuel, this.memory)
    this.streams = new Streams(tree, this.descriptors, this.fuel, this.memory, outputRoom, logRoom)
    this.files = new Files(tree, this.descriptors, paths, this.fuel, this.memory)
    this.arguments = Texts.ofArguments(invocation)
    this.environment = Texts.ofEnvironment(invocation)
    this.clock = clock
    this.random = random
  }

  get output() {
    return this.streams.output.bytes()
  }

  get log() {
    return this.streams.log.bytes()
  }

  fillRandom(address, count) {
    this.memory.require(address, count)
    this.fuel.charge(count, Cost.RANDOM_BYTE)
    this.random.fill(this.memory.bytes(address, count))
  }
}

export function hostOfCommand(guest, invocation, outputRoom, logRoom) {
  const [clock, random] = [Clock.ofCommand(), RandomStream.ofCommand(invocation)]
  return new Host(guest, invocation, { input: invocation.input, outputRoom, logRoom, clock, random })
}

export function hostOfTurn(guest, job, { number, outputRoom, logRoom }) {
  const { invocation, postedAt, firstTurn } = job
  const [clock, random] = [Clock.ofTurn(postedAt, firstTurn + number), RandomStream.ofTurn(invocation, number)]
  const host = new Host(guest, invocation, { input: NO_INPUT, outputRoom, logRoom, clock, random })
  host.agency = new Agency(job, number, host.fuel, host.memory)
  return host
}

const notSupported = () => fail(Errno.NOTSUP)
const agency = (host) => host.agency ?? notSupported()
const requireOpen = (host, number) => void host.descriptors.get(number)

// What each call does; parameters of 32 bits come as unsigned numbers, those of 64 as signed ones.
const WASI = {
  args_get: (h, pointers, texts) => h.arguments.put(h.memory, h.fuel, pointers, texts),
  args_sizes_get: (h, count, bytes) => h.arguments.putSizes(h.memory, count, bytes),
  clock_res_get: (h, clock, at) => h.memory.putU64(at, h.clock.resolution(clock)),
  clock_time_get: (h, clock, _, at) => h.memory.putU64(at, h.clock.read(clock)),
  environ_get: (h, pointers, texts) => h.environment.put(h.memory, h.fuel, pointers, texts),
  environ_sizes_get: (h, count, bytes) => h.environment.putSizes(h.memory, count, bytes),
  fd_advise: requireOpen,
  fd_allocate: (h, fd, offset, count) => h.streams.allocate(fd, offset, count),
  fd_close: (h, fd) => h.descriptors.close(fd),
  fd_datasync: requireOpen,
  fd_fdstat_get: (h, fd, at) => h.files.fdstat(fd, at),
  fd_fdstat_set_flags: (h, fd, flags) => h.files.setFlags(fd, flags),
  fd_fdstat_set_rights: notSupported,
  fd_filestat_get: (h, fd, at) => h.files.filestat(fd, at),
  fd_filestat_set_size: (h, fd, size) => h.streams.setSize(fd, size),
  fd_filestat_set_times: notSupported,
  fd_pread: (h, fd, buffers, count, offset, at) => h.streams.readAt(fd, buffers, count, offset, at),
  fd_prestat_dir_name: (h, fd, at, room) => h.files.prestatName(fd, at, room),
  fd_prestat_get: (h, fd, at) => h.files.prestat(fd, at),
  fd_pwrite: (h, fd, buffers, count, offset, at) => h.streams.writeAt(fd, buffers, count, offset, at),
  fd_read: (h, fd, buffers, count, at) => h.streams.read(fd, buffers, count, at),
  fd_readdir: (h, fd, at, room, cookie, usedAt) => h.files.list(fd, at, room, BigInt.asUintN(64, cookie), usedAt),
  fd_renumber: (h, from, to) => h.descriptors.renumber(from, to),
  fd_seek: (h, fd, offset, whence, at) => h.streams.seek(fd, offset, whence, at),
  fd_sync: requireOpen,
  fd_tell: (h, fd, at) => h.streams.tell(fd, at),
  fd_write: (h, fd, buffers, count, at) => h.streams.write(fd, buffers, count, at),
  path_create_directory: (h, fd, path, bytes) => h.files.createDirectory(fd, path, bytes),
  path_filestat_get: (h, fd, _, path, bytes, at) => h.files.pathFilestat(fd, path, bytes, at),
  path_filestat_set_times: notSupported,
  path_link: notSupported,
  path_open: (h, fd, _, path, bytes, flags, rights, __, fdFlags, at) =>
    h.files.open(fd, path, bytes, flags, rights, fdFlags, at),
  path_readlink: (h, fd, path, bytes) => h.files.readLink(fd, path, bytes),
  path_remove_directory: (h, fd, path, bytes) => h.files.removeDirectory(fd, path, bytes),
  path_rename: (h, fd, path, bytes, toFd, toPath, toBytes) => h.files.rename(fd, path, bytes, toFd, toPath, toBytes),
  path_symlink: notSupported,
  path_unlink_file: (h, fd, path, bytes) => h.files.unlink(fd, path, bytes),
  poll_oneoff: notSupported,
  proc_exit: (_, code) => {
    throw new GuestEnded(BigInt(code))
  },
  proc_raise: notSupported,
  random_get: (h, at, count) => h.fillRandom(at, count),
  sched_yield: () => {},
  sock_accept: notSupported,
  sock_recv: notSupported,
  sock_send: notSupported,
  sock_shutdown: notSupported,
}

const SOUK = {
  turn_info: (h, at) => agency(h).info(at),
  account: (h, at) => agency(h).account(at),
  inbox_read: (h, index, from, value, body, room, size) => agency(h).read(index, from, value, body, room, size),
  pay: (h, to, amount) => agency(h).pay(to, amount),
  send: (h, to, value, body, length) => agency(h).send(to, value, body, length),
  spawn: (h, job, budget) => agency(h).spawn(job, budget),
  sleep: (h, until) => agency(h).sleep(until),
  end: (h, heir) => agency(h).end(heir),
}

const unsigned = (value) => (typeof value === 'number' ? value >>> 0 : value)

function bound(answer, guest) {
  return (...values) => {
    const { host } = guest
    host.fuel.charge(1, Cost.CALL)
    try {
      answer(host, ...values.map(unsigned))
      return Errno.SUCCESS
    } catch (e) {
      if (e instanceof HostCallFailed) return e.errno
      throw e
    }
  }
}

const boundAll = (calls, guest) =>
  Object.fromEntries(Object.entries(calls).map(([name, answer]) => [name, bound(answer, guest)]))

// What a module imports; answered by the host its guest has at the time.
export function imports(guest) {
  return { wasi_snapshot_preview1: boundAll(WASI, guest), souk: boundAll(SOUK, guest) }
}
