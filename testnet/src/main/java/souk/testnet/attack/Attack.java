package souk.testnet.attack;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import souk.client.JobRequest;
import souk.protocol.value.Amount;
import souk.testnet.attack.actor.Lie;

/** Everything an attacker of the market is known to try. */
public enum Attack {
  /** A provider that answers every job wrongly. */
  WRONG_OUTPUT(
      "a provider commits to a wrong output for every job",
      "A newcomer is always audited: the committee disagrees, a jury finds against the provider, and"
          + " it loses the stake of each job, 20 times its price.",
      new LyingProviderPlay(Lie.WRONG, ordinary(2))),
  /** A provider that answers one job of twenty wrongly. */
  WRONG_SOMETIMES(
      "a provider commits to a wrong output for one job in twenty",
      "It is paid for its right answers, and loses the stake of the wrong one, 20 times its price,"
          + " once that is drawn; what it comes to over a million jobs, 'souk testnet simulate'"
          + " says.",
      new LyingProviderPlay(Lie.SOMETIMES_WRONG, ordinary(4))),
  /** A provider that answers wrongly where much depends on it. */
  WRONG_HIGH_VALUE(
      "a provider commits to a wrong output where the consumer has much to lose",
      "A job with 30 times its price at risk is drawn with certainty whatever the provider's"
          + " record: it loses the stake.",
      new LyingProviderPlay(Lie.WRONG_FOR_HIGH_VALUE, List.of(same(), riskier()))),
  /** A provider that claims more fuel than was used. */
  INFLATED_FUEL(
      "a provider commits to the right output and claims all fuel there was",
      "Fuel is part of the result that verifiers compare: it loses the stake of each job as for a"
          + " wrong output.",
      new LyingProviderPlay(Lie.INFLATED_FUEL, ordinary(2)));

  private static final int RISK = 66_000_000;

  private final String deed;
  private final String price;
  private final Play play;

  Attack(String deed, String price, Play play) {
    this.deed = deed;
    this.price = price;
    this.play = play;
  }

  /** The attack of that name, if there is one. */
  public static Optional<Attack> of(String label) {
    return Arrays.stream(values()).filter(attack -> attack.label().equals(label)).findFirst();
  }

  /** Its name, as on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What the attacker does. */
  public String deed() {
    return deed;
  }

  /** Who loses how much by it, and why. */
  public String price() {
    return price;
  }

  Play play() {
    return play;
  }

  private static UnaryOperator<JobRequest> same() {
    return UnaryOperator.identity();
  }

  private static UnaryOperator<JobRequest> riskier() {
    return request -> request.withValueAtRisk(Amount.of(RISK));
  }

  private static List<UnaryOperator<JobRequest>> ordinary(int count) {
    return Collections.nCopies(count, same());
  }
}
