package souk.market.node;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.market.node.Samples.DOMAIN;
import static souk.market.node.Samples.NOW;
import static souk.market.node.Samples.PROVIDER;
import static souk.market.node.Samples.hash;
import static souk.market.node.Samples.snapshot;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.api.SealedOutput;
import souk.protocol.job.JobState;
import souk.protocol.value.Hash;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.journal.InEveryJournal;
import souk.settlement.journal.Journal;
import souk.settlement.journal.JournalPlace;
import souk.settlement.journal.JournalPlaces;
import souk.settlement.keys.AccountKey;
import souk.settlement.keys.Signer;

@InEveryJournal
class SealedOutputsTest {
  private static final Hash JOB = hash(50);
  private static final JobSnapshot RUNNING = snapshot(JOB, new JobState.Clear(NOW));

  private final JournalPlaces places;
  @TempDir private Path directory;
  private JournalPlace place;

  SealedOutputsTest(JournalPlaces places) {
    this.places = places;
  }

  @BeforeEach
  void choosePlace() {
    place = places.fresh(directory);
  }

  @Test
  void aNoteOfTheProviderIsGenuine() {
    try (var journal = open()) {
      var outputs = new SealedOutputs(journal, DOMAIN, _ -> {});

      assertThat(outputs.isGenuine(note(PROVIDER, 0, hash(60)), RUNNING)).isTrue();
    }
  }

  @Test
  void anybodyElsesNoteIsNot() {
    try (var journal = open()) {
      var outputs = new SealedOutputs(journal, DOMAIN, _ -> {});
      var stranger = AccountKey.random(new SecureRandom());

      assertThat(outputs.isGenuine(note(stranger, 0, hash(60)), RUNNING)).isFalse();
      assertThat(outputs.isGenuine(note(PROVIDER, 1, hash(60)), RUNNING)).isFalse();
    }
  }

  @Test
  void keepsTheNewestNoteOverARestart() {
    var newest = note(PROVIDER, 1, hash(61));
    try (var journal = open()) {
      var outputs = new SealedOutputs(journal, DOMAIN, _ -> {});
      outputs.keep(note(PROVIDER, 0, hash(60)));
      outputs.keep(newest);
    }

    try (var journal = open()) {
      assertThat(new SealedOutputs(journal, DOMAIN, _ -> {}).of(JOB)).hasValue(newest);
    }
  }

  @Test
  void knowsNothingOfOtherJobs() {
    try (var journal = open()) {
      assertThat(new SealedOutputs(journal, DOMAIN, _ -> {}).of(JOB)).isEmpty();
    }
  }

  private Journal open() {
    return Journal.open(place);
  }

  private static SealedOutput note(Signer by, int attempt, Hash blob) {
    return new SealedOutput(
        JOB, attempt, blob, by.sign(DOMAIN.sealedOutputDigest(JOB, attempt, blob)));
  }
}
