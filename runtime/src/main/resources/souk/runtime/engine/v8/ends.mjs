// How a job or a turn ends: statuses by their canonical numbers, and what is charged (docs/machine.md, "Ends").
export const SUCCESS = 0n
export const TRAPPED = 1n << 32n
export const OUT_OF_FUEL = 1n << 33n

// Unwinds the guest's stack when a host call ends it; not an error, which would record where.
export class GuestEnded {
  constructor(status) {
    this.status = status
  }
}

export class HostFault extends Error {}

const charge = (status, limit, left) =>
  left < 0n ? { status: OUT_OF_FUEL, fuelUsed: limit } : { status, fuelUsed: limit - left }

// Both numbers are what the guest's counters hold.
export const returned = (limit, left) => charge(SUCCESS, limit, left)
export const ended = (status, limit, left) => charge(status, limit, left)
export const trapped = (limit, left, depth) => charge(TRAPPED, limit, left < 0n || depth < 0 ? left : 0n)
