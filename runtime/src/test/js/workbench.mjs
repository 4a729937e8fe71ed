// V8 as the tests drive it: one order a line on standard input, one answer a line on standard output, both JSON.
// Numbers cross the border as their bits, in decimal: JavaScript may change the bits of a NaN.
import { createHash } from 'node:crypto'
import { readSync, writeSync } from 'node:fs'
import { isMainThread, Worker } from 'node:worker_threads'

const STACK_MEBIBYTES = 900
const DEPTH = 1 << 20
const CODES = { I32: 0x7f, I64: 0x7e, F32: 0x7d, F64: 0x7c, FUNCREF: 0x70, EXTERNREF: 0x6f }
const AS_BITS = { ...CODES, F32: CODES.I32, F64: CODES.I64 }
const FROM_BITS = { F32: [0xbe], F64: [0xbf] }
const TO_BITS = { F32: [0xbc], F64: [0xbd] }
const NULL = -1n

let instances = []
let imports = {}
const carriers = new Map()
const externals = new Map()

function leb(number) {
  const bytes = []
  do {
    const rest = number >>> 7
    bytes.push((number & 0x7f) | (rest ? 0x80 : 0))
    number = rest
  } while (number)
  return bytes
}

const list = (items) => [...leb(items.length), ...items.flat()]
const sized = (bytes) => [...leb(bytes.length), ...bytes]
const section = (id, bytes) => [id, ...sized(bytes)]

// A module that calls a function of a type, with integers in place of floats.
function carrier(parameters, results) {
  const key = `${parameters}>${results}`
  if (!carriers.has(key)) {
    const type = (codes) => [0x60, ...list(parameters.map((t) => [codes[t]])), ...list(results.map((t) => [codes[t]]))]
    const first = parameters.length
    // Results come off the stack last one first, into locals in that order.
    const last = first + results.length - 1
    const code = [
      ...list(results.map((t) => [1, CODES[t]]).reverse()),
      ...parameters.flatMap((t, i) => [0x20, ...leb(i), ...(FROM_BITS[t] ?? [])]),
      ...[0x10, 0],
      ...results.flatMap((_, i) => [0x21, ...leb(first + i)]),
      ...results.flatMap((t, i) => [0x20, ...leb(last - i), ...(TO_BITS[t] ?? [])]),
      0x0b,
    ]
    const bytes = [
      ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      ...section(1, list([type(CODES), type(AS_BITS)])),
      ...section(2, list([[1, 0x6d, 1, 0x66, 0, 0]])),
      ...section(3, list([[1]])),
      ...section(7, list([[1, 0x66, 0, 1]])),
      ...section(10, list([sized(code)])),
    ]
    carriers.set(key, new WebAssembly.Module(new Uint8Array(bytes)))
  }
  return carriers.get(key)
}

function toJs(type, text) {
  const bits = BigInt(text)
  switch (type) {
    case 'I64':
    case 'F64':
      return BigInt.asIntN(64, bits)
    case 'EXTERNREF':
      return bits === NULL ? null : external(bits)
    case 'FUNCREF':
      return null
    default:
      return Number(BigInt.asIntN(32, bits))
  }
}

function external(bits) {
  if (!externals.has(bits)) externals.set(bits, { bits })
  return externals.get(bits)
}

function fromJs(type, value) {
  switch (type) {
    case 'EXTERNREF':
      return `${value === null ? NULL : value.bits}`
    case 'FUNCREF':
      return value === null ? `${NULL}` : '0'
    default:
      return `${BigInt.asIntN(64, BigInt(value))}`
  }
}

function link({ instance, module }) {
  const compiled = new WebAssembly.Module(Buffer.from(module, 'base64'))
  try {
    instances[instance] = new WebAssembly.Instance(compiled, imports)
    return {}
  } catch (e) {
    if (e instanceof WebAssembly.LinkError || e instanceof TypeError) return { unlinkable: e.message }
    if (e instanceof WebAssembly.RuntimeError) return { trapped: e.message }
    throw e
  }
}

function call({ instance, export: name, parameters, arguments: values, results, fuel }) {
  const { exports } = instances[instance]
  exports['souk:fuel'].value = BigInt(fuel)
  exports['souk:depth'].value = DEPTH
  const carried = new WebAssembly.Instance(carrier(parameters, results), { m: { f: exports[name] } }).exports.f
  const state = () => ({ fuel: `${exports['souk:fuel'].value}`, depth: exports['souk:depth'].value })
  try {
    const returned = carried(...values.map((text, i) => toJs(parameters[i], text)))
    const all = results.length === 1 ? [returned] : [...(returned ?? [])]
    return { trapped: false, values: all.map((value, i) => fromJs(results[i], value)), ...state() }
  } catch (e) {
    if (e instanceof WebAssembly.RuntimeError) return { trapped: true, values: [], ...state() }
    throw e
  }
}

function global({ instance, export: name, type }) {
  const { value } = instances[instance].exports[name]
  const view = new DataView(new ArrayBuffer(8))
  if (type === 'F32') view.setFloat32(0, value)
  if (type === 'F64') view.setFloat64(0, value)
  if (type === 'F32') return { value: `${view.getUint32(0)}` }
  if (type === 'F64') return { value: `${view.getBigInt64(0)}` }
  return { value: fromJs(type, value) }
}

function memory({ instance }) {
  const found = Object.values(instances[instance].exports).find((e) => e instanceof WebAssembly.Memory)
  return { sha256: found ? createHash('sha256').update(new Uint8Array(found.buffer)).digest('hex') : '' }
}

const orders = {
  link,
  call,
  global,
  memory,
  register({ instance, as }) {
    imports[as] = instances[instance].exports
    return {}
  },
  clear() {
    instances = []
    imports = {}
    return {}
  },
}

function answer(line) {
  try {
    const order = JSON.parse(line)
    return orders[order.do](order)
  } catch (e) {
    return { fault: `${e.name}: ${e.message}` }
  }
}

function serve() {
  const chunk = Buffer.alloc(1 << 16)
  let pending = []
  for (let size = readSync(0, chunk); size > 0; size = readSync(0, chunk)) {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0 && end < size; end = chunk.indexOf(10, from)) {
      pending.push(Buffer.from(chunk.subarray(from, end)))
      write(`${JSON.stringify(answer(Buffer.concat(pending).toString()))}\n`)
      pending = []
      from = end + 1
    }
    pending.push(Buffer.from(chunk.subarray(from, size)))
  }
}

function write(text) {
  const bytes = Buffer.from(text)
  for (let done = 0; done < bytes.length; ) done += writeSync(1, bytes, done)
}

// Only a thread of our own can have a stack as deep as the machine's call depth.
if (isMainThread) new Worker(new URL(import.meta.url), { resourceLimits: { stackSizeMb: STACK_MEBIBYTES } })
else serve()
