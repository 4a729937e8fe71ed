import { Cost } from './fuel.mjs'

const POINTER_BYTES = 4
const PROGRAM = 'program'

const terminated = (text) => Buffer.from(`${text}\0`)

// Arguments or variables as a guest gets them: each with a zero byte behind.
export class Texts {
  constructor(texts) {
    this.texts = texts
    this.bytes = texts.reduce((sum, { length }) => sum + length, 0)
  }

  static ofArguments({ values }) {
    return new Texts([PROGRAM, ...values].map(terminated))
  }

  static ofEnvironment({ variables }) {
    return new Texts(variables.map(([name, value]) => terminated(`${name}=${value}`)))
  }

  putSizes(memory, countAt, bytesAt) {
    memory.require(countAt, POINTER_BYTES)
    memory.require(bytesAt, POINTER_BYTES)
    memory.putU32(countAt, this.texts.length)
    memory.putU32(bytesAt, this.bytes)
  }

  put(memory, fuel, pointersAt, textsAt) {
    memory.require(pointersAt, POINTER_BYTES * this.texts.length)
    memory.require(textsAt, this.bytes)
    fuel.charge(this.texts.length, Cost.ITEM)
    fuel.charge(this.bytes, Cost.BYTE)
    let at = textsAt
    this.texts.forEach((text, i) => {
      memory.putU32(pointersAt + POINTER_BYTES * i, at)
      memory.put(at, text)
      at += text.length
    })
  }
}
