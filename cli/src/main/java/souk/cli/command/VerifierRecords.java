package souk.cli.command;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import souk.cli.option.ChainOptions;
import souk.cli.option.WalletOptions;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainEvent;
import souk.settlement.index.JournaledEvents;
import souk.settlement.journal.Journal;
import souk.settlement.tx.GasBook;
import souk.verifier.account.Accounting;
import souk.verifier.journal.Accusation;
import souk.verifier.journal.DutyId;
import souk.verifier.journal.Funding;
import souk.verifier.journal.VerifierJournal;
import souk.verifier.journal.WatchJournal;

/**
 * What a verifier's journal tells, whether the verifier runs or not; nothing before it ever ran.
 */
final class VerifierRecords implements AutoCloseable {
  private final Address self;
  private final Optional<Journal> journal;

  private VerifierRecords(Address self, Optional<Journal> journal) {
    this.self = self;
    this.journal = journal;
  }

  static VerifierRecords lookInto(ChainOptions chain, WalletOptions wallet, Address self) {
    var file = wallet.home().journal(chain.deployment(), self);
    return new VerifierRecords(
        self, Files.exists(file) ? Optional.of(Journal.look(file)) : Optional.empty());
  }

  /** Jobs of duties that have not come to an end. */
  List<Hash> unfinishedJobs() {
    return duties().stream()
        .flatMap(it -> it.unfinished().stream())
        .map(DutyId::jobId)
        .distinct()
        .toList();
  }

  List<Accusation> accusations() {
    return watch().map(WatchJournal::accusations).orElse(List.of());
  }

  List<Funding> fundings() {
    return watch().map(WatchJournal::fundings).orElse(List.of());
  }

  Accounting accounting(Chain market) {
    List<ChainEvent> told = events().map(it -> it.all(Accounting.KINDS)).orElse(List.of());
    return Accounting.of(told, self, market.deployment().court());
  }

  /** What its transactions cost that are final, wei. */
  Amount gasPaid() {
    return journal.map(it -> GasBook.paid(it, self)).orElse(Amount.ZERO);
  }

  /** Height of the newest block that is accounted for; -1: none. */
  long reached() {
    return events().map(JournaledEvents::reached).orElse(-1L);
  }

  @Override
  public void close() {
    journal.ifPresent(Journal::close);
  }

  private Optional<VerifierJournal> duties() {
    return journal.filter(VerifierJournal::isIn).map(VerifierJournal::lookInto);
  }

  private Optional<WatchJournal> watch() {
    return journal.filter(WatchJournal::isIn).map(WatchJournal::lookInto);
  }

  private Optional<JournaledEvents> events() {
    return journal.flatMap(JournaledEvents::in);
  }
}
