package souk.verifier.journal;

import java.security.SecureRandom;
import java.util.List;
import souk.protocol.evidence.Item;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.journal.Journal;
import souk.settlement.journal.Row;
import souk.settlement.journal.Schema;

/**
 * What a verifier must not forget of what it does unasked: what it has looked at, and the bonds and
 * appeals it has decided on, written down before it acts. Thread-safe.
 */
public final class WatchJournal {
  private static final Schema SCHEMA =
      new Schema(
          "watch",
          List.of(
              "create table watch_seed (seed text not null)",
              """
              create table watched (
                job_id text not null, attempt integer not null,
                primary key (job_id, attempt))
              """,
              """
              create table accusation (
                job_id text not null, attempt integer not null, item integer not null,
                bond text not null, over integer not null,
                primary key (job_id, attempt, item))
              """,
              """
              create table funding (
                claim_id text not null, round integer not null, job_id text not null,
                cost text not null, over integer not null,
                primary key (claim_id, round))
              """,
              "alter table accusation add column salt text not null default '%s'"
                  .formatted(Hash.ZERO)));

  private final Journal journal;

  private WatchJournal(Journal journal) {
    this.journal = journal;
  }

  /** The tables in that journal, made if missing. */
  public static WatchJournal in(Journal journal) {
    journal.migrate(SCHEMA);
    return new WatchJournal(journal);
  }

  /** Whether that journal has them. */
  public static boolean isIn(Journal journal) {
    return journal.has(SCHEMA);
  }

  /** The tables of a journal they are in that was opened to look into it. */
  public static WatchJournal lookInto(Journal journal) {
    return new WatchJournal(journal);
  }

  /** What this verifier's choice of results follows from: drawn once, told nobody. */
  public Hash seed(SecureRandom random) {
    journal.transact(
        open ->
            open.update(
                "insert into watch_seed (seed) select ? where not exists"
                    + " (select 1 from watch_seed)",
                fresh(random)));
    return journal.compute(
        open -> open.first("select seed from watch_seed", row -> row.hash("seed")).orElseThrow());
  }

  /** Whether the result of an attempt has been looked at. */
  public boolean hasWatched(Hash jobId, int attempt) {
    return journal.compute(
        open ->
            open.first(
                    "select attempt from watched where job_id = ? and attempt = ?",
                    row -> row.number("attempt"),
                    jobId,
                    attempt)
                .isPresent());
  }

  /** The result of an attempt holds. */
  public void found(Hash jobId, int attempt) {
    journal.transact(
        open ->
            open.update(
                "insert into watched (job_id, attempt) values (?, ?) on conflict do nothing",
                jobId,
                attempt));
  }

  /**
   * The result of an attempt is wrong there, and is to be challenged.
   *
   * @param random draws the salt of its seal, once
   */
  public void accuse(Hash jobId, int attempt, Item item, SecureRandom random) {
    journal.transact(
        open -> {
          open.update(
              "insert into watched (job_id, attempt) values (?, ?) on conflict do nothing",
              jobId,
              attempt);
          open.update(
              """
              insert into accusation (job_id, attempt, item, salt, bond, over)
              values (?, ?, ?, ?, ?, 0) on conflict do nothing
              """,
              jobId,
              attempt,
              item.code(),
              fresh(random),
              Amount.ZERO);
        });
  }

  /** Challenges that have not come to an end. */
  public List<Accusation> accusations() {
    return journal.compute(
        open ->
            open.query(
                """
                select job_id, attempt, item, salt, bond from accusation where over = 0
                order by job_id, attempt, item
                """,
                WatchJournal::accusation));
  }

  /** So much is put up for a challenge, from now on until it ends. */
  public void putUp(Accusation accusation, Amount bond) {
    journal.transact(
        open ->
            open.update(
                "update accusation set bond = ? where job_id = ? and attempt = ? and item = ?",
                bond,
                accusation.jobId(),
                accusation.attempt(),
                accusation.item().code()));
  }

  /** The challenge has come to an end, or will not be made. */
  public void end(Accusation accusation) {
    journal.transact(
        open ->
            open.update(
                "update accusation set over = 1 where job_id = ? and attempt = ? and item = ?",
                accusation.jobId(),
                accusation.attempt(),
                accusation.item().code()));
  }

  /** An appeal is to be paid for. */
  public void fund(Funding funding) {
    journal.transact(
        open ->
            open.update(
                """
                insert into funding (claim_id, round, job_id, cost, over) values (?, ?, ?, ?, 0)
                on conflict do nothing
                """,
                funding.claimId(),
                funding.round(),
                funding.jobId(),
                funding.cost()));
  }

  /** Appeals that have not come to an end. */
  public List<Funding> fundings() {
    return journal.compute(
        open ->
            open.query(
                """
                select claim_id, round, job_id, cost from funding where over = 0
                order by claim_id, round
                """,
                row ->
                    new Funding(
                        row.hash("job_id"),
                        row.hash("claim_id"),
                        (int) row.number("round"),
                        row.amount("cost"))));
  }

  /** The appeal has come to an end, or was not made. */
  public void end(Funding funding) {
    journal.transact(
        open ->
            open.update(
                "update funding set over = 1 where claim_id = ? and round = ?",
                funding.claimId(),
                funding.round()));
  }

  /** What is out for all that has not come to an end. */
  public Amount atRisk() {
    var bonds = accusations().stream().map(Accusation::bond).reduce(Amount.ZERO, Amount::plus);
    return fundings().stream().map(Funding::cost).reduce(bonds, Amount::plus);
  }

  private static Hash fresh(SecureRandom random) {
    var bytes = new byte[Hash.SIZE];
    random.nextBytes(bytes);
    return Hash.of(bytes);
  }

  private static Accusation accusation(Row row) {
    return new Accusation(
        row.hash("job_id"),
        (int) row.number("attempt"),
        Item.of((int) row.number("item")),
        row.hash("salt"),
        row.amount("bond"));
  }
}
