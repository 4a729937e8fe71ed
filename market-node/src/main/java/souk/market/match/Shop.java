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
  private Wide bond = Wide.ZERO;
  private Wide promisedBond = Wide.ZERO;
  private long weight;

  /** Whether somebody was told of an offer how far it reaches while something was promised. */
  boolean isOwedNews;

  Shop(Seller seller, Parameters parameters) {
    this.provider = seller.provider();
    this.seller = seller;
    become(seller, parameters);
  }

  void become(Seller now, Parameters parameters) {
    seller = now;
    weight = Score.weight(now.audited(), now.cleanAuditsOwed(), parameters);
    bond = Wide.of(now.freeBond());
  }

  Seller seller() {
    return seller;
  }

  /** The provider as it is with what is promised taken off. */
  Seller left() {
    return seller.taking(promisedSlots, promisedBond.amount());
  }

  void promise(Wide taken) {
    promisedSlots++;
    promisedBond = promisedBond.plus(taken);
  }

  void release(Wide taken) {
    promisedSlots--;
    promisedBond = promisedBond.minus(taken);
  }

  /** Whether something of it is promised. */
  boolean isPromising() {
    return promisedSlots > 0;
  }

  /** Slots that are taken. */
  int taken() {
    return seller.running() + promisedSlots;
  }

  Wide freeBond() {
    return bond.minus(promisedBond);
  }

  long weight() {
    return weight;
  }

  /** Whether nobody needs to remember it. */
  boolean isForgettable() {
    return listings.isEmpty() && promisedSlots == 0 && seller.equals(Seller.unknown(provider));
  }
}
