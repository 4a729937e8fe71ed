package souk.testnet.attack;

import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import souk.client.JobRequest;
import souk.protocol.value.Amount;
import souk.testnet.attack.actor.Lie;
import souk.testnet.attack.actor.Role;

/** How each attack goes. */
final class Plays {
  /** 30 times the price of a job: what wrong-high-value waits for. */
  static final Amount RISK = Amount.of(66_000_000);

  private Plays() {}

  static Play of(Attack attack) {
    return switch (attack) {
      case WRONG_OUTPUT -> new LyingProviderPlay(Lie.WRONG, ordinary(2));
      case WRONG_SOMETIMES -> new LyingProviderPlay(Lie.SOMETIMES_WRONG, ordinary(4));
      case WRONG_HIGH_VALUE ->
          new LyingProviderPlay(Lie.WRONG_FOR_HIGH_VALUE, List.of(same(), Plays::riskier));
      case INFLATED_FUEL -> new LyingProviderPlay(Lie.INFLATED_FUEL, ordinary(2));
      case COPIED_COMMITMENT -> new CopiedCommitmentPlay();
      case WITHHELD_REVEAL -> new RogueProviderPlay(Role.REVEAL_WITHHOLDER, 1);
      case WITHHELD_BLOBS -> new WithheldOutputPlay(true);
      case COPYING_VERIFIER -> new RogueVerifierPlay(Role.COPYING_VERIFIER);
      case AGREEING_VERIFIER -> new RogueVerifierPlay(Role.AGREEING_VERIFIER);
      case WRONG_CHECKPOINT -> new WrongCheckpointPlay();
      case COLLUDING_VERIFIERS -> new CollusionPlay(Lie.WRONG, 1, 2);
      case FALSE_CHALLENGER -> new ChallengerPlay(Role.FALSE_CHALLENGER, List.of());
      case APPEAL_SPAMMER -> new ChallengerPlay(Role.APPEAL_SPAMMER, List.of());
      case REPLAYED_ACCEPTANCE -> new MatchReplayPlay();
      case MARKET_FRONT_RUN -> new MatchFrontRunPlay();
      case MARKET_CENSOR -> new MarketPlay(Role.CENSOR);
      case MARKET_REORDER -> new MarketPlay(Role.REORDERER);
      case MARKET_WRONG_BLOBS -> new MarketPlay(Role.BLOB_FORGER);
      case MARKET_GOSSIP_SPAM -> new MarketPlay(Role.GOSSIP_SPAMMER);
      case CONSUMER_UNRUNNABLE -> new ConsumerPlay(Role.UNRUNNABLE_CONSUMER, 3);
      case CONSUMER_HOSTILE -> new ConsumerPlay(Role.HOSTILE_CONSUMER, 3);
      case CONSUMER_HUGE -> new ConsumerPlay(Role.HUGE_CONSUMER, 32);
    };
  }

  private static UnaryOperator<JobRequest> same() {
    return UnaryOperator.identity();
  }

  private static JobRequest riskier(JobRequest request) {
    return request.withValueAtRisk(RISK);
  }

  private static List<UnaryOperator<JobRequest>> ordinary(int count) {
    return Collections.nCopies(count, same());
  }
}
