package souk.settlement.tx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.CallData;
import souk.settlement.chain.Revert;
import souk.settlement.chain.SignedTransaction;
import souk.settlement.journal.Journal;
import souk.settlement.journal.Session;

/** One sender's submissions in the journal. Only the holder of the journal's lease writes. */
final class OutboxStore {
  private final Journal journal;
  private final Address sender;

  /** A call to be written down. */
  record Intent(String key, CallData data) {}

  OutboxStore(Journal journal, Address sender) {
    this.journal = journal;
    this.sender = sender;
    journal.migrate(OutboxTables.SCHEMA);
  }

  /** Writes the intents down, but for those of a key whose call may still take effect. */
  void queue(Collection<Intent> intents) {
    journal.transactAsLeader(
        session -> {
          var keys = new HashSet<String>();
          var fresh = new ArrayList<Intent>();
          for (var intent : intents) {
            var before = find(session, intent.key());
            before.filter(Entry::hasFailed).ifPresent(failed -> free(session, failed));
            if (before.filter(it -> !it.hasFailed()).isEmpty() && keys.add(intent.key())) {
              fresh.add(intent);
            }
          }
          insert(session, fresh);
        });
  }

  Optional<Entry> find(String key) {
    return journal.compute(session -> find(session, key));
  }

  Entry entry(long sequence) {
    return journal.compute(
        session ->
            session
                .first("select * from outbox where sequence = ?", OutboxTables::entry, sequence)
                .orElseThrow());
  }

  /** What waits to be signed, oldest first. */
  List<Entry> queued(long afterSequence, int most) {
    return journal.compute(
        session ->
            session.query(
                """
                select * from outbox where sender = ? and status = 'QUEUED' and sequence > ?
                order by sequence limit ?
                """,
                OutboxTables::entry,
                sender,
                afterSequence,
                most));
  }

  /** All signed forms of what is on its way, by nonce; the newest of each first. */
  List<Attempt> attempts() {
    return journal.compute(
        session ->
            session.query(
                """
                select v.sequence, o.nonce, v.hash, v.gas_limit, v.max_per_gas, v.tip_per_gas,
                  v.signed_at
                from outbox o join outbox_version v on v.sequence = o.sequence
                where o.sender = ? and o.status = 'SENT'
                order by o.nonce, length(v.max_per_gas) desc, v.max_per_gas desc
                """,
                OutboxTables::attempt,
                sender));
  }

  List<SignedTransaction> envelopes(Collection<Hash> transactions) {
    return journal.compute(
        session ->
            transactions.stream()
                .flatMap(
                    hash ->
                        session
                            .query(
                                "select envelope from outbox_version where hash = ?",
                                OutboxTables::envelope,
                                hash)
                            .stream())
                .toList());
  }

  /** Keys of what waits or is on its way. */
  Set<String> undecidedKeys() {
    return journal.compute(
        session ->
            Set.copyOf(
                session.query(
                    """
                    select call_key from outbox where sender = ? and status in ('QUEUED', 'SENT')
                    """,
                    row -> row.text("call_key"),
                    sender)));
  }

  /** How many are on their way. */
  int inFlight() {
    return (int) number("select count(*) as n from outbox where sender = ? and status = 'SENT'", 0);
  }

  /** How many wait or are on their way. */
  int undecided() {
    var sql = "select count(*) as n from outbox where sender = ? and status in ('QUEUED', 'SENT')";
    return (int) number(sql, 0);
  }

  /** The oldest that is on its way; the largest number there is if none is. */
  long oldestInFlight() {
    return number(
        "select min(sequence) as n from outbox where sender = ? and status = 'SENT'",
        Long.MAX_VALUE);
  }

  /** The largest nonce given so far and not taken back; -1 if there is none. */
  long lastNonce() {
    return number("select max(nonce) as n from outbox where sender = ?", -1);
  }

  /** Blocks that hold submissions and that a reorg may undo: by height, or a nonce free again. */
  Map<Hash, Long> blocksSince(long blockNumber, long nonce) {
    return journal.compute(
        session ->
            session
                .query(
                    """
                    select distinct mined_block, mined_number from outbox where sender = ?
                      and mined_number is not null and (mined_number >= ? or nonce >= ?)
                    """,
                    row -> Map.entry(row.hash("mined_block"), row.number("mined_number")),
                    sender,
                    blockNumber,
                    nonce)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** Nothing of this is known to the chain before it is written here. */
  void sign(Collection<Signing> signings) {
    journal.transactAsLeader(
        session -> {
          session.updateAll(
              "update outbox set status = 'SENT', nonce = ? where sequence = ?",
              signings,
              it -> arguments(it.transaction().nonce(), it.sequence()));
          session.updateAll(
              "insert into outbox_version values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
              signings,
              it ->
                  arguments(
                      it.envelope().hash(),
                      it.sequence(),
                      it.envelope().toString(),
                      it.transaction().gasLimit(),
                      it.transaction().fees().maxPerGas(),
                      it.transaction().fees().tipPerGas(),
                      it.signedAt()));
        });
  }

  void conclude(Collection<Conclusion> conclusions) {
    journal.transactAsLeader(
        session -> {
          session.updateAll(
              """
              update outbox set status = ?, mined_transaction = ?, mined_number = ?,
                mined_block = ?, missing_since = null, error = ?, detail = ? where sequence = ?
              """,
              conclusions,
              it ->
                  arguments(
                      it.status().name(),
                      it.mined().transaction(),
                      it.mined().blockNumber(),
                      it.mined().blockHash(),
                      it.reverted().map(Revert::error).orElse(null),
                      it.reverted().map(Revert::detail).orElse(null),
                      it.sequence()));
          for (var conclusion : conclusions) {
            session.updateAll(
                "insert into outbox_skipped values (?, ?, ?, ?)",
                conclusion.skipped().entrySet(),
                it ->
                    arguments(
                        conclusion.sequence(),
                        it.getKey(),
                        it.getValue().error(),
                        it.getValue().detail()));
          }
        });
  }

  /**
   * Refused before it was sent.
   *
   * @param headNumber height of the head
   */
  void refuse(long sequence, Revert reason, long headNumber) {
    end(sequence, Entry.Status.REVERTED, reason, headNumber);
  }

  /** Given up before it was sent; otherwise as {@link #refuse}. */
  void reject(long sequence, String reason, long headNumber) {
    end(sequence, Entry.Status.REJECTED, new Revert(reason, ""), headNumber);
  }

  /** Forgets what was decided below that height, but for whom the newest nonce went to. */
  void prune(long blockNumber) {
    journal.transactAsLeader(
        session -> {
          session.update(
              """
              delete from outbox where sender = ? and mined_number < ?
                and nonce < (select max(nonce) from outbox where sender = ?)
              """,
              sender,
              blockNumber,
              sender);
          session.update(
              "delete from outbox where sender = ? and ended_at < ?", sender, blockNumber);
        });
  }

  /** A block is gone: what was in it is on its way again. */
  void unmine(Hash block) {
    journal.transactAsLeader(
        session -> {
          session.update(
              """
              delete from outbox_skipped where sequence in
                (select sequence from outbox where sender = ? and mined_block = ?)
              """,
              sender,
              block);
          session.update(
              """
              update outbox set status = 'SENT', mined_transaction = null, mined_number = null,
                mined_block = null, error = null, detail = null
              where sender = ? and mined_block = ?
              """,
              sender,
              block);
        });
  }

  /** Height of the head when its nonce was first seen used by none of its forms. */
  OptionalLong missingSince(long sequence) {
    return journal.compute(
        session ->
            session
                .first(
                    "select missing_since from outbox where sequence = ?",
                    row -> row.maybeNumber("missing_since"),
                    sequence)
                .orElseThrow());
  }

  void missing(Collection<Long> sequences, long headNumber) {
    journal.transactAsLeader(
        session ->
            session.updateAll(
                "update outbox set missing_since = ? where sequence = ?",
                sequences,
                it -> arguments(headNumber, it)));
  }

  /** Its nonce went to another process's transaction: it begins again. */
  void requeue(long sequence) {
    journal.transactAsLeader(
        session -> {
          session.update("delete from outbox_version where sequence = ?", sequence);
          session.update(
              """
              update outbox set status = 'QUEUED', nonce = null, missing_since = null
              where sequence = ?
              """,
              sequence);
        });
  }

  /** Frees the key of what is decided. */
  void forget(String key) {
    journal.transactAsLeader(
        session ->
            find(session, key)
                .filter(entry -> entry.status() == Entry.Status.INCLUDED || entry.hasFailed())
                .ifPresent(entry -> free(session, entry)));
  }

  TxOutcome outcome(Entry entry) {
    return switch (entry.status()) {
      case QUEUED, SENT -> new TxOutcome.Pending();
      case INCLUDED -> {
        var mined = entry.mined().orElseThrow();
        yield new TxOutcome.Included(mined.transaction(), mined.blockNumber(), skipped(entry));
      }
      case REVERTED -> new TxOutcome.Reverted(reason(entry));
      case REJECTED -> new TxOutcome.Rejected(reason(entry).error());
    };
  }

  // What has a nonce is still followed, under another name, until no reorg can bring it back.
  private static void free(Session session, Entry entry) {
    if (entry.nonce().isPresent()) {
      session.update(
          "update outbox set call_key = ? where sequence = ?",
          entry.key() + "#" + entry.sequence(),
          entry.sequence());
    } else {
      session.update("delete from outbox where sequence = ?", entry.sequence());
    }
  }

  private Revert reason(Entry entry) {
    return journal.compute(
        session ->
            session
                .first(
                    "select error, detail from outbox where sequence = ?",
                    OutboxTables::revert,
                    entry.sequence())
                .orElseThrow());
  }

  private Map<Integer, Revert> skipped(Entry entry) {
    return journal
        .compute(
            session ->
                session.query(
                    "select * from outbox_skipped where sequence = ?",
                    row -> Map.entry((int) row.number("place"), OutboxTables.revert(row)),
                    entry.sequence()))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private Optional<Entry> find(Session session, String key) {
    return session.first(
        "select * from outbox where sender = ? and call_key = ?", OutboxTables::entry, sender, key);
  }

  private void insert(Session session, List<Intent> intents) {
    var last =
        session
            .first("select max(sequence) as n from outbox", row -> row.maybeNumber("n"))
            .orElseThrow()
            .orElse(0);
    var places = new long[] {last};
    session.updateAll(
        """
        insert into outbox (sequence, sender, call_key, to_address, wei, data, status)
        values (?, ?, ?, ?, ?, ?, 'QUEUED')
        """,
        intents,
        it ->
            arguments(
                ++places[0],
                sender,
                it.key(),
                it.data().to(),
                it.data().wei(),
                it.data().toString()));
  }

  private void end(long sequence, Entry.Status status, Revert reason, long headNumber) {
    journal.transactAsLeader(
        session ->
            session.update(
                """
                update outbox set status = ?, error = ?, detail = ?, ended_at = ?
                where sequence = ?
                """,
                status.name(),
                reason.error(),
                reason.detail(),
                headNumber,
                sequence));
  }

  private long number(String sql, long otherwise) {
    return journal.compute(
        session ->
            session
                .first(sql, row -> row.maybeNumber("n"), sender)
                .orElseThrow()
                .orElse(otherwise));
  }

  private static @Nullable Object[] arguments(@Nullable Object... arguments) {
    return arguments;
  }
}
