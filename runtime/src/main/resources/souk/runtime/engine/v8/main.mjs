// Main program of the child process that runs one job: hands standard input on to the thread the job runs on, whose
// stack is larger than a main thread's may be, and ends the process at once when its parent goes away.
import { writeSync } from 'node:fs'
import { Worker } from 'node:worker_threads'

// Reserved, not used: deep enough that the machine's call depth always runs out first.
const STACK_MEBIBYTES = 512
const HEAP_MEBIBYTES = 512
const STANDARD_ERROR = 2
const FAILED = 1

const arrived = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
const job = new Worker(new URL('./job.mjs', import.meta.url), {
  workerData: arrived,
  env: {},
  // Else they would be forwarded, for which Node.js opens standard output, and makes it one that does not block.
  stdout: true,
  stderr: true,
  resourceLimits: { stackSizeMb: STACK_MEBIBYTES, maxOldGenerationSizeMb: HEAP_MEBIBYTES },
})

job.on('error', (error) => {
  writeSync(STANDARD_ERROR, `${error.message}\n`)
  process.exit(FAILED)
})

process.stdin.on('data', (chunk) => {
  job.postMessage(chunk)
  Atomics.add(arrived, 0, 1)
  Atomics.notify(arrived, 0)
})

// The parent keeps its end open as long as it wants an answer. An orderly end would wait for the guest.
const abandon = () => process.kill(process.pid, 'SIGKILL')
process.stdin.on('end', abandon)
process.stdin.on('error', abandon)
