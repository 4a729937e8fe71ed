package souk.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import souk.cli.option.ChainOptions;
import souk.cli.option.WalletOptions;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.provider.journal.AttemptId;
import souk.provider.journal.IntakeJournal;
import souk.provider.journal.PriceJournal;
import souk.provider.journal.ProviderJournal;
import souk.settlement.journal.Journal;
import souk.settlement.tx.GasBook;

/**
 * What a provider's journal tells, whether the provider runs or not; nothing before it ever ran.
 */
final class ProviderAccount implements AutoCloseable {
  private final Address address;
  private final Path file;
  private @Nullable Journal journal;

  private ProviderAccount(Address address, Path file) {
    this.address = address;
    this.file = file;
  }

  static ProviderAccount lookInto(ChainOptions chain, WalletOptions wallet) {
    var account = wallet.account();
    return new ProviderAccount(account, wallet.home().journal(chain.deployment(), account));
  }

  Address address() {
    return address;
  }

  /** Attempts that have not come to an end. */
  List<AttemptId> unfinished() {
    return ask(ProviderJournal::unfinished, List.of());
  }

  Amount earned() {
    return ask(ProviderJournal::earned, Amount.ZERO);
  }

  /** What its transactions cost that are final, wei. */
  Amount gasPaid() {
    return Files.exists(file) ? GasBook.paid(open(), address) : Amount.ZERO;
  }

  long jobsPaid() {
    return ask(ProviderJournal::jobsPaid, 0L);
  }

  long auditsPassed() {
    return ask(ProviderJournal::auditsPassed, 0L);
  }

  /** Why it took no jobs when it last said. */
  Optional<String> objection() {
    return Files.exists(file) && IntakeJournal.isIn(open())
        ? IntakeJournal.lookInto(open()).objection()
        : Optional.empty();
  }

  /** The last decision about an automatic price. */
  Optional<PriceJournal.Decision> price() {
    return Files.exists(file) && PriceJournal.isIn(open())
        ? PriceJournal.lookInto(open()).last()
        : Optional.empty();
  }

  @Override
  public void close() {
    Optional.ofNullable(journal).ifPresent(Journal::close);
  }

  /** An account that was never a provider has a journal without a provider's tables, or none. */
  private <T> T ask(Function<ProviderJournal, T> question, T none) {
    return Files.exists(file) && ProviderJournal.isIn(open())
        ? question.apply(ProviderJournal.lookInto(open()))
        : none;
  }

  private Journal open() {
    var open = journal;
    if (open == null) {
      open = Journal.look(file);
      journal = open;
    }
    return open;
  }
}
