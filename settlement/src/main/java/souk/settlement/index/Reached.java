package souk.settlement.index;

import souk.settlement.chain.Head;

/**
 * How far something has come.
 *
 * @param head the newest block whose events it has
 * @param events events up to and with that block
 */
record Reached(Head head, long events) {}
