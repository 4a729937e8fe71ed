import { GuestEnded, HostFault, ended, returned, trapped } from './ends.mjs'
import { imports } from './host.mjs'
import { GuestMemory } from './memory.mjs'

const DEPTH_LIMIT = 1 << 20

// What the rewritten module leaves in its depth counter where the memory could not be had.
const NO_MEMORY = -(2 ** 31)
const GETTER = 'souk:get:'
const SETTER = 'souk:set:'

// A rewritten module, instantiated.
export class Guest {
  host = null
  #exports

  constructor(rewritten) {
    const module = new WebAssembly.Module(rewritten)
    this.#exports = new WebAssembly.Instance(module, imports(this)).exports
    this.linearMemory = this.#exports['souk:memory']
    this.memory = new GuestMemory(this.linearMemory)
    this.globals = Object.keys(this.#exports)
      .filter((name) => name.startsWith(GETTER))
      .map((name) => Number(name.slice(GETTER.length)))
      .sort((one, other) => one - other)
  }

  get fuel() {
    return this.#exports['souk:fuel']
  }

  exports(name) {
    return name in this.#exports
  }

  // The bits of all mutable globals, as unsigned numbers.
  getGlobals() {
    return this.globals.map((index) => BigInt.asUintN(64, this.#exports[GETTER + index]()))
  }

  setGlobals(values) {
    this.globals.forEach((index, i) => this.#exports[SETTER + index](BigInt.asIntN(64, values[i])))
  }

  // Calls functions that take and return nothing, one after the other; what that comes to.
  call(functions, limit, host) {
    const [fuel, depth] = [this.fuel, this.#exports['souk:depth']]
    this.host = host
    fuel.value = limit
    depth.value = DEPTH_LIMIT
    try {
      for (const name of functions) this.#exports[name]()
      return { ...returned(limit, fuel.value), returned: fuel.value >= 0n }
    } catch (e) {
      if (e instanceof GuestEnded) return { ...ended(e.status, limit, fuel.value), returned: false }
      if (!(e instanceof WebAssembly.RuntimeError)) throw e
      if (depth.value === NO_MEMORY) throw new HostFault('this host has too little memory')
      return { ...trapped(limit, fuel.value, depth.value), returned: false }
    }
  }
}
