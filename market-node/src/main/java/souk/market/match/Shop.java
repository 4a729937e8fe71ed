package souk.market.match;

import java.util.ArrayList;
import java.util.List;
import souk.protocol.value.Address;
import souk.settlement.chain.Parameters;

/** A provider in the book: what it has, what is promised of it, and its offers. */
final class Shop {
  final Address provider;
  final List<Listing> listings = new ArrayList<>();
  private Seller seller;
  private int promisedSlots;
  private Wide promisedBond = Wide.ZERO;
  private Wide freeBond = Wide.ZERO;
  private long weight;

  Shop(Seller seller, Parameters parameters) {
    this.provider = seller.provider();
    this.seller = seller;
    become(seller, parameters);
  }

  void become(Seller now, Parameters parameters) {
    seller = now;
    weight = Score.weight(now.audited(), now.cleanAuditsOwed(), parameters);
    freeBond = Wide.of(now.freeBond()).minus(promisedBond);
  }

  Seller seller() {
    return seller;
  }

  /** The provider as it is with what is promised taken off. */
  Seller left() {
    return seller.taking(promisedSlots, promisedBond.amount());
  }

  void promise(Wide bond) {
    promisedSlots++;
    promisedBond = promisedBond.plus(bond);
    freeBond = Wide.of(seller.freeBond()).minus(promisedBond);
  }

  void release(Wide bond) {
    promisedSlots--;
    promisedBond = promisedBond.minus(bond);
    freeBond = Wide.of(seller.freeBond()).minus(promisedBond);
  }

  /** Slots that are taken. */
  int taken() {
    return seller.running() + promisedSlots;
  }

  Wide freeBond() {
    return freeBond;
  }

  long weight() {
    return weight;
  }

  /** Whether nobody needs to remember it. */
  boolean isForgettable() {
    return listings.isEmpty() && promisedSlots == 0 && seller.equals(Seller.unknown(provider));
  }
}
