package souk.testnet.attack;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Everything an attacker of the market is known to try. */
public enum Attack {
  /** A provider that answers every job wrongly. */
  WRONG_OUTPUT(
      "a provider commits to a wrong output for every job",
      "A newcomer is always audited: the committee disagrees, a jury finds against the provider, and"
          + " it loses the stake of each job, 20 times its price."),
  /** A provider that answers one job of twenty wrongly. */
  WRONG_SOMETIMES(
      "a provider commits to a wrong output for one job in twenty",
      "It is paid for its right answers, and loses the stake of the wrong one, 20 times its price,"
          + " once that is drawn; what it comes to over a million jobs, 'souk testnet simulate'"
          + " says."),
  /** A provider that answers wrongly where much depends on it. */
  WRONG_HIGH_VALUE(
      "a provider commits to a wrong output where the consumer has much to lose",
      "A job with 30 times its price at risk is drawn with certainty whatever the provider's"
          + " record: it loses the stake."),
  /** A provider that claims more fuel than was used. */
  INFLATED_FUEL(
      "a provider commits to the right output and claims all fuel there was",
      "Fuel is part of the result that verifiers compare: it loses the stake of each job as for a"
          + " wrong output."),
  /** A provider that commits to what another committed to. */
  COPIED_COMMITMENT(
      "a provider runs nothing and copies another's commitment to the same work",
      "A commitment binds job, attempt and provider, and its salt is not known: the copy can never"
          + " be opened, and of a sampled job the whole stake is lost for that."),
  /** A provider that commits and does not reveal. */
  WITHHELD_REVEAL(
      "a provider commits and does not reveal once it is audited",
      "Who does not reveal in an audit is condemned as for a wrong result: it loses the stake, and"
          + " the verifiers who reveal are paid."),
  /** A provider that reveals a right result and hands out no output. */
  WITHHELD_BLOBS(
      "a provider reveals the right result and hands its output to nobody",
      "The consumer demands the output on chain, and what is not shown in time is not paid: the"
          + " provider pays the late fee, 0.2 times its price, and for the audit."),
  /** A provider that signs what an agent did not come to. */
  WRONG_CHECKPOINT(
      "a provider signs more fuel than an agent's turns took, and hands the job over",
      "Who resumes is audited from the beginning, and shows whose turn was wrong: whoever signed it"
          + " loses the stake, and who went on in good faith is excused."),
  /** A verifier that commits to what another committed to. */
  COPYING_VERIFIER(
      "a verifier runs nothing and copies another's commitment",
      "An answer's commitment binds the verifier, and its salt is not known: the copy can never be"
          + " opened, and its lock, 10 times the job's price, is lost."),
  /** A verifier that agrees with every provider. */
  AGREEING_VERIFIER(
      "a verifier runs nothing and says whatever the provider said",
      "Verifiers commit before the provider reveals: it commits to something else, cannot open that"
          + " as the provider's result, and loses its lock."),
  /** A provider and a fifth of the verifiers' stake that confirms what it says. */
  COLLUDING_VERIFIERS(
      "a provider answers wrongly, and a fifth of the verifiers' stake confirms it",
      "One verifier of the committee that is not theirs is enough for a jury: the provider loses its"
          + " stakes, and an accomplice on the committee its lock."),
  /** Somebody who challenges right results. */
  FALSE_CHALLENGER(
      "somebody challenges results that are right",
      "The jury finds for the provider: the bond pays the jury, and what is left of it goes to the"
          + " provider, whose pay is delayed by a jury's time."),
  /** The same, and appeals. */
  APPEAL_SPAMMER(
      "somebody challenges a right result and appeals each time it is found right",
      "Each round is paid for by who appeals, at the price of more than twice as many seats: it"
          + " loses its bond and what every appeal cost."),
  /** Somebody who lands acceptances that have been landed. */
  REPLAYED_ACCEPTANCE(
      "somebody sends matches once more that others have landed, acceptances and all",
      "An acceptance lands once, for one attempt, into a lane that counts its uses, for seconds: the"
          + " copy is refused, and costs its sender the gas."),
  /** Somebody who lands matches that others found. */
  MARKET_FRONT_RUN(
      "somebody sends the matches of market nodes with a higher tip, before they are in a block",
      "An acceptance names the market node that asked for it: from anybody else the match is refused,"
          + " and costs its sender the gas."),
  /** A market node that censors. */
  MARKET_CENSOR(
      "a market node takes everything, keeps nothing, and tells nobody of anything",
      "Everybody speaks to several nodes, and the next one steps in for a node that does not act: it"
          + " earns no fees, and the jobs wait a few blocks."),
  /** A market node that reorders. */
  MARKET_REORDER(
      "a market node asks providers late, and in the wrong order",
      "Providers listen to all nodes, and promise the same lane to each that asks: who asks first"
          + " lands it, and the slow one earns nothing."),
  /** A market node that serves wrong blobs. */
  MARKET_WRONG_BLOBS(
      "a market node gives other bytes than it is asked for",
      "Whoever reads a blob hashes it: forged bytes are thrown away and the next node is asked."),
  /** A market node that floods its peers. */
  MARKET_GOSSIP_SPAM(
      "a market node floods its peers with offers that nobody signed",
      "Peers check each signature, take little of one who tells garbage, and keep none of it."),
  /** A consumer whose jobs cannot be run. */
  CONSUMER_UNRUNNABLE(
      "a consumer posts jobs whose module nobody has, or that are no modules",
      "A provider accepts nothing that it does not hold and has not validated: the jobs expire, and"
          + " their escrow was of no use meanwhile."),
  /** A consumer whose jobs attack who runs them. */
  CONSUMER_HOSTILE(
      "a consumer posts jobs that never end, eat all memory, or exhaust the stack",
      "Running out of fuel and trapping are results like any other: the consumer pays for all the"
          + " fuel that was burned."),
  /** A consumer whose jobs are too large. */
  CONSUMER_HUGE(
      "a consumer posts jobs of more fuel and memory than any machine has, and blobs without end",
      "No offer covers them and no node takes the blobs: the jobs expire, and their escrow was of no"
          + " use meanwhile.");

  private final String deed;
  private final String price;

  Attack(String deed, String price) {
    this.deed = deed;
    this.price = price;
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

  Scenario scenario() {
    return new Scenario(label(), deed, Plays.of(this));
  }
}
