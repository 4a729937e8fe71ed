import { GuestEnded, OUT_OF_FUEL } from './ends.mjs'

// Fuel of host calls beside what the call instruction costs (docs/machine.md, "Host calls").
export const Cost = Object.freeze({ CALL: 1000, BYTE: 1, RANDOM_BYTE: 64, PATH_BYTE: 20, BODY_BYTE: 4, ITEM: 20, ENTRY: 200 })
const GROWN_BYTES_PER_UNIT = 2

// Takes fuel out of a guest's counter; ends the guest if that is more than it has.
export class HostFuel {
  #counter

  constructor(counter) {
    this.#counter = counter
  }

  charge(count, cost) {
    const left = this.#counter.value - BigInt(count * cost)
    this.#counter.value = left
    if (left < 0n) throw new GuestEnded(OUT_OF_FUEL)
  }

  chargeGrowth(bytes) {
    this.charge(Math.floor(bytes / GROWN_BYTES_PER_UNIT), 1)
  }
}
