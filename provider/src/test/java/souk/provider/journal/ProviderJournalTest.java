package souk.provider.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.api.SignedAcceptance;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.job.Acceptance;
import souk.protocol.job.SlotNonce;
import souk.protocol.offer.EngineName;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Moment;
import souk.protocol.value.Price;
import souk.protocol.value.Signature;
import souk.runtime.machine.Bytes;
import souk.settlement.journal.InEveryJournal;
import souk.settlement.journal.Journal;
import souk.settlement.journal.JournalPlace;
import souk.settlement.journal.JournalPlaces;

/** Every test reads what it wrote from the journal opened anew, as after a crash. */
@InEveryJournal
class ProviderJournalTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final AttemptId ID = new AttemptId(hash(1), 3);
  private static final Opening OPENING = new Opening(result(50), hash(9));
  private static final Bytes OUTPUT = Bytes.utf8("forty-two");

  private final JournalPlaces places;
  @TempDir private Path directory;
  private JournalPlace place;

  ProviderJournalTest(JournalPlaces places) {
    this.places = places;
  }

  @BeforeEach
  void choosePlace() {
    place = places.fresh(directory);
  }

  @Test
  void remembersAPromise() {
    var signed = promise(NOW.plusSeconds(30), 7);
    write(journal -> journal.promise(signed));

    var attempt = read(journal -> journal.attempt(ID).orElseThrow());

    assertThat(attempt.promise()).contains(signed);
    assertThat(attempt.opening()).isEmpty();
    assertThat(attempt.canLandAt(new Moment(1, NOW.plusSeconds(30)))).isTrue();
    assertThat(attempt.canLandAt(new Moment(1, NOW.plusSeconds(31)))).isFalse();
  }

  @Test
  void replacesAPromiseThatCanNoLongerLand() {
    write(journal -> journal.promise(promise(NOW, 7)));
    write(journal -> journal.promise(promise(NOW.plusSeconds(60), 8)));

    var attempt = read(journal -> journal.attempt(ID).orElseThrow());

    assertThat(attempt.promise().orElseThrow().acceptance().slotNonce())
        .isEqualTo(new SlotNonce(8, 1));
  }

  @Test
  void remembersWhatOpensACommitmentAndTheOutput() {
    write(journal -> journal.promise(promise(NOW, 7)));
    write(journal -> journal.ran(ID, OPENING, OUTPUT));

    assertThat(read(journal -> journal.attempt(ID).orElseThrow()).opening()).contains(OPENING);
    assertThat(output()).contains(OUTPUT);
  }

  @Test
  void keepsTheFirstOpeningWhateverIsRunLater() {
    write(journal -> journal.ran(ID, OPENING, OUTPUT));
    write(journal -> journal.ran(ID, new Opening(result(51), hash(10)), Bytes.EMPTY));

    assertThat(read(journal -> journal.attempt(ID).orElseThrow()).opening()).contains(OPENING);
  }

  @Test
  void remembersTheTraceOfAnAgentJob() {
    var trace = List.of(hash(5), hash(6));
    var agent = new Result(hash(2), hash(3), new ExitStatus.Trapped(), new Fuel(5), hash(4), trace);
    write(journal -> journal.ran(ID, new Opening(agent, hash(9)), Bytes.EMPTY));

    var opening = read(journal -> journal.attempt(ID).orElseThrow()).opening();

    assertThat(opening.orElseThrow().result()).isEqualTo(agent);
  }

  @Test
  void listsAttemptsUntilTheyEndAndAgainWhenTheChainBringsThemBack() {
    write(journal -> journal.adopt(ID));
    assertThat(read(ProviderJournal::unfinished)).containsExactly(ID);

    write(journal -> journal.end(ID));
    assertThat(read(ProviderJournal::unfinished)).isEmpty();

    write(journal -> journal.adopt(ID));
    assertThat(read(ProviderJournal::unfinished)).containsExactly(ID);
  }

  @Test
  void letsGoOfTheOutputButNotOfTheSaltWhenAnAttemptEnds() {
    write(journal -> journal.ran(ID, OPENING, OUTPUT));

    write(journal -> journal.end(ID));

    assertThat(output()).isEmpty();
    assertThat(read(journal -> journal.attempt(ID).orElseThrow()).opening()).contains(OPENING);
  }

  @Test
  void knowsTheLanesOfPromisesUntilTheirAttemptsEnd() {
    var other = new AttemptId(hash(8), 0);
    write(journal -> journal.promise(promise(NOW, 7)));

    assertThat(lanesBeside(other)).containsExactly(7);
    assertThat(lanesBeside(ID)).isEmpty();

    write(journal -> journal.end(ID));

    assertThat(lanesBeside(other)).isEmpty();
  }

  @Test
  void countsWhatAJobPaidOnce() {
    write(journal -> journal.paid(hash(1), Amount.of(5), true));
    write(journal -> journal.paid(hash(1), Amount.of(5), true));
    write(journal -> journal.paid(hash(2), Amount.of(7), false));

    assertThat(read(ProviderJournal::earned)).isEqualTo(Amount.of(12));
    assertThat(read(ProviderJournal::jobsPaid)).isEqualTo(2);
    assertThat(read(ProviderJournal::auditsPassed)).isEqualTo(1);
  }

  private Set<Integer> lanesBeside(AttemptId id) {
    return read(journal -> journal.lanesBeside(id));
  }

  private Optional<Bytes> output() {
    return read(journal -> journal.output(ID));
  }

  private void write(Consumer<ProviderJournal> work) {
    read(
        journal -> {
          work.accept(journal);
          return true;
        });
  }

  private <T> T read(Function<ProviderJournal, T> work) {
    try (var file = Journal.open(place)) {
      return work.apply(ProviderJournal.in(file));
    }
  }

  private static SignedAcceptance promise(Instant expiry, int lane) {
    var acceptance =
        new Acceptance(
            ID.jobId(),
            ID.attempt(),
            hash(2),
            Price.of(5),
            Amount.of(100),
            2,
            BigInteger.TEN,
            Duration.ofSeconds(20),
            new EngineName("endive"),
            1,
            Hash.ZERO,
            Hash.ZERO,
            new SlotNonce(lane, 1),
            expiry);
    return new SignedAcceptance(acceptance, Signature.of(new byte[Signature.ECDSA_SIZE]));
  }

  private static Result result(long fuel) {
    return new Result(
        hash(2), hash(3), new ExitStatus.Exited(7), new Fuel(fuel), Hash.ZERO, List.of());
  }

  private static Hash hash(int number) {
    var bytes = new byte[Hash.SIZE];
    bytes[0] = (byte) number;
    return Hash.of(bytes);
  }
}
