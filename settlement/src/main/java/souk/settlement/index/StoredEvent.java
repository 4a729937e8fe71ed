package souk.settlement.index;

import org.jspecify.annotations.Nullable;
import souk.settlement.chain.ChainEvent;

/**
 * An event as the journal has it.
 *
 * @param number its place among all events, from 0
 * @param job number of the job it is about: that of the event which posted it; null: of none known
 * @param event the event
 */
record StoredEvent(long number, @Nullable Long job, ChainEvent event) {}
