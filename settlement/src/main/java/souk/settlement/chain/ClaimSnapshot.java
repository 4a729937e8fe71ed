package souk.settlement.chain;

import java.util.Optional;
import souk.protocol.evidence.Item;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/**
 * A claim that a result is wrong, and the jury that judges it.
 *
 * @param id the claim
 * @param status where it stands
 * @param closed whether it is paid out
 * @param item where the result is said to be wrong
 * @param challenger who says so; empty: the committee of the audit
 * @param bond what the challenger put up
 * @param claimed what the provider says is there
 * @param finding what the challenger says is there; zero: the committee only differs
 * @param right the verdict; zero before, and when nobody could decide
 * @param jury who judges
 */
public record ClaimSnapshot(
    Hash id,
    Status status,
    boolean closed,
    Item item,
    Optional<Address> challenger,
    Amount bond,
    Hash claimed,
    Hash finding,
    Hash right,
    JurySnapshot jury) {

  /** Where a claim stands. */
  public enum Status {
    /** The jury is at it. */
    OPEN,
    /** The result is wrong there. */
    UPHELD,
    /** The result is right there. */
    REJECTED,
    /** Nobody could decide. */
    UNDECIDED
  }
}
