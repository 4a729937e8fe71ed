package souk.settlement.index;

import souk.settlement.chain.ChainEvent;

/**
 * An event as the journal has it.
 *
 * @param number its place among all events, from 0
 * @param event the event
 */
record StoredEvent(long number, ChainEvent event) {}
