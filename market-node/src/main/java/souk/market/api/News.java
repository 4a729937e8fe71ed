package souk.market.api;

import souk.client.api.BlockView;
import souk.client.api.Flow;
import souk.client.api.JobView;
import souk.client.api.OfferView;
import souk.protocol.value.Hash;

/** Something that is new in the market, told to whoever listens to {@code /v1/events}. */
public sealed interface News {
  /** The node has reached a block. */
  record Block(BlockView block) implements News {}

  /** A job is new or has changed. */
  record Job(JobView job) implements News {}

  /** An offer is new. */
  record Offer(OfferView offer) implements News {}

  /** An offer was cancelled or has expired. */
  record OfferGone(Hash id) implements News {}

  /** The agent of that number is new or has changed. */
  record Agent(long id) implements News {}

  /** Money moved for good. */
  record Money(Flow flow) implements News {}

  /** Too much happened to tell, or a reorg took some of it back: lists have to be read again. */
  record Reset() implements News {}
}
