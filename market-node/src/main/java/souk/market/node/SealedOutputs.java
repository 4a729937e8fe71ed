package souk.market.node;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import souk.client.api.SealedOutput;
import souk.protocol.codec.MarketDomain;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.journal.Journal;
import souk.settlement.journal.Row;
import souk.settlement.journal.Schema;
import souk.settlement.keys.Signers;

/** Providers' notes on where encrypted outputs are: the newest attempt's of each job. */
final class SealedOutputs {
  private static final Schema SCHEMA =
      new Schema(
          "market-node.sealed-outputs",
          List.of(
              """
              create table sealed_output (
                job_id text primary key,
                attempt bigint not null,
                blob text not null,
                signature text not null
              )\
              """));

  private final Journal journal;
  private final MarketDomain domain;
  private final Consumer<Hash> listener;

  /**
   * @param listener told of the job whenever a note is kept
   */
  SealedOutputs(Journal journal, MarketDomain domain, Consumer<Hash> listener) {
    this.journal = journal;
    this.domain = domain;
    this.listener = listener;
    journal.migrate(SCHEMA);
  }

  /** Whether it is from the provider of that job's current attempt. */
  boolean isGenuine(SealedOutput note, JobSnapshot job) {
    var digest = domain.sealedOutputDigest(note.jobId(), note.attempt(), note.blob());
    return note.attempt() == job.attempt()
        && job.provider().isPresent()
        && Signers.recover(digest, note.signature()).equals(job.provider());
  }

  /** Keeps a genuine note. */
  void keep(SealedOutput note) {
    journal.transact(
        session ->
            session.update(
                """
                insert into sealed_output (job_id, attempt, blob, signature) values (?, ?, ?, ?)
                on conflict (job_id) do update set attempt = excluded.attempt,
                  blob = excluded.blob, signature = excluded.signature
                """,
                note.jobId(),
                note.attempt(),
                note.blob(),
                note.signature().toString()));
    listener.accept(note.jobId());
  }

  /** The note on a job's output. */
  Optional<SealedOutput> of(Hash jobId) {
    return journal.compute(
        session ->
            session.first(
                "select job_id, attempt, blob, signature from sealed_output where job_id = ?",
                SealedOutputs::read,
                jobId));
  }

  private static SealedOutput read(Row row) {
    return new SealedOutput(
        row.hash("job_id"),
        (int) row.number("attempt"),
        row.hash("blob"),
        Signature.parse(row.text("signature")));
  }
}
