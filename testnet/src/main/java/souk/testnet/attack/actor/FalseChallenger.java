package souk.testnet.attack.actor;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import souk.protocol.codec.Digests;
import souk.protocol.evidence.Item;
import souk.protocol.job.JobState;
import souk.protocol.job.JuryState;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.ClaimCall;
import souk.settlement.chain.ClaimSnapshot;
import souk.settlement.chain.Head;
import souk.settlement.index.IndexedJob;

/**
 * Says of a right result that it is wrong: of its output, or of its fuel and with appeals as long
 * as there is a next round.
 */
final class FalseChallenger implements Act {
  private final Foothold foothold;
  private final boolean appeals;
  private final Set<Address> spared;
  private Optional<Hash> target = Optional.empty();
  private boolean isHeard;

  /**
   * @param spared providers it leaves alone, as text
   */
  FalseChallenger(Foothold foothold, boolean appeals, List<String> spared) {
    this.foothold = foothold;
    this.appeals = appeals;
    this.spared = spared.stream().map(Address::parse).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void atBlock(Head now) {
    var live = foothold.index().live();
    isHeard |= live.stream().anyMatch(this::isChallenged);
    if (!isHeard) {
      aim(live).ifPresent(job -> challenge(job, now));
    }
    for (var job : live) {
      if (appeals) {
        job.snapshot().claims().stream()
            .filter(this::isOurs)
            .filter(claim -> claim.jury().state() instanceof JuryState.Appealable)
            .forEach(claim -> appeal(claim, now));
      }
    }
  }

  /** What it aims at as long as it can be challenged, then another. */
  private Optional<IndexedJob> aim(List<IndexedJob> live) {
    var open = live.stream().filter(this::isOpen).toList();
    var aim =
        open.stream()
            .filter(job -> target.equals(Optional.of(job.id())))
            .findFirst()
            .or(() -> open.stream().findFirst());
    target = aim.map(IndexedJob::id);
    return aim;
  }

  private boolean isOpen(IndexedJob job) {
    return job.snapshot().state() instanceof JobState.Revealed
        && job.snapshot().provider().filter(spared::contains).isEmpty();
  }

  private boolean isChallenged(IndexedJob job) {
    return job.snapshot().claims().stream().anyMatch(this::isOurs);
  }

  private void challenge(IndexedJob job, Head now) {
    var item = appeals ? new Item.FuelUsed() : new Item.Output();
    var finding = Digests.keccak256(job.id().bytes());
    job.result()
        .map(result -> new ClaimCall.Challenge(job.id(), result, item, finding, Ballots.SALT))
        .filter(call -> isSealed(job, call, now))
        .ifPresent(call -> foothold.pursue("challenge/" + job.id(), call, now));
  }

  private boolean isSealed(IndexedJob job, ClaimCall.Challenge call, Head now) {
    var chain = foothold.session().chain();
    var seal = call.seal(chain.deployment(), job.snapshot().attempt(), foothold.address());
    var height = chain.sealedAt(seal, now);
    if (height == 0) {
      foothold.pursue("seal/" + job.id(), new ClaimCall.SealChallenge(seal), now);
    }
    return height != 0 && height < now.number();
  }

  private void appeal(ClaimSnapshot claim, Head now) {
    var aim = "appeal/%s/%d".formatted(claim.id(), claim.jury().round());
    foothold.pursue(aim, new ClaimCall.Appeal(claim.id()), now);
  }

  private boolean isOurs(ClaimSnapshot claim) {
    return claim.challenger().filter(foothold.address()::equals).isPresent();
  }
}
