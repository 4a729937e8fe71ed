// Runs one job: reads a request, runs it, answers; an agent's turns one by one. The parent has admitted and rewritten
// the module, and rules the same for both kinds of worker (Wire and AgentWire in Java).
import { parentPort, workerData } from 'node:worker_threads'
import { SUCCESS } from './ends.mjs'
import { Guest } from './guest.mjs'
import { hostOfCommand, hostOfTurn } from './host.mjs'
import { Answer, Requests } from './pipes.mjs'
import { Kind, header, readAgent, readJob, readOrder } from './request.mjs'
import { Baseline, readState } from './state.mjs'

const COMPLETED = 0
const HOST_FAULT = 2
const OPENED = 4
const TURN_ENDED = 5
const MAX_LOG_BYTES = 65_536
const MAX_REASON_CHARACTERS = 1_000

const requests = new Requests(parentPort, workerData)

function command({ rewritten, limits, invocation }) {
  const guest = new Guest(rewritten)
  const host = hostOfCommand(guest, invocation, limits.outputBytes, MAX_LOG_BYTES)
  const { status, fuelUsed } = guest.call(['_start'], limits.fuel, host)
  header(new Answer(), COMPLETED).u64(status).u64(fuelUsed).sized(host.output).sized(host.log).send()
}

function agent({ rewritten, invocation }) {
  const job = readAgent(requests, invocation)
  const snapshot = requests.u8() === 1 ? readState(requests) : null
  const guest = new Guest(rewritten)
  const baseline = snapshot ? Baseline.restore(guest, snapshot) : new Baseline()
  let functions = !snapshot && guest.exports('_initialize') ? ['_initialize', 'turn'] : ['turn']
  header(new Answer(), OPENED).send()
  for (let kept = true; kept; functions = ['turn']) {
    const order = readOrder(requests)
    const host = hostOfTurn(guest, job, order)
    const end = guest.call(functions, order.fuel, host)
    kept = end.status === SUCCESS
    answerTurn(end, kept, host, guest, baseline)
  }
}

function answerTurn({ status, returned, fuelUsed }, kept, host, guest, baseline) {
  const answer = header(new Answer(), TURN_ENDED).u64(status).u8(returned ? 1 : 0).u64(fuelUsed)
  answer.sized(host.output).sized(host.log)
  const effects = kept ? host.agency.effects : []
  answer.u32(effects.length)
  for (const effect of effects) answer.sized(effect)
  answer.u8(kept ? 1 : 0)
  if (kept) baseline.writeChanges(guest, answer)
  answer.send()
}

// Whatever the engine itself says, such as that the stack or the memory ended, is about this host.
function answerFault(e) {
  const reason = e instanceof RangeError ? `this host has too little stack or memory: ${e.message}` : e.message
  header(new Answer(), HOST_FAULT).sized(Buffer.from(reason.slice(0, MAX_REASON_CHARACTERS))).send()
}

try {
  const job = readJob(requests)
  if (job.kind === Kind.COMMAND) command(job)
  else agent(job)
} catch (e) {
  answerFault(e)
}
