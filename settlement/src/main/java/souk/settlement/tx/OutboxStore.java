package souk.settlement.tx;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.CallData;
import souk.settlement.chain.Fees;
import souk.settlement.chain.Revert;
import souk.settlement.chain.SignedTransaction;
import souk.settlement.chain.TxReceipt;
import souk.settlement.journal.Journal;
import souk.settlement.journal.Row;
import souk.settlement.journal.Schema;
import souk.settlement.journal.Session;

/** The outbox's tables: one sender's submissions, their signed versions, and what was skipped. */
final class OutboxStore {
  private static final Schema SCHEMA =
      new Schema(
          "outbox",
          List.of(
              """
              create table outbox (
                sequence bigint primary key,
                sender text not null,
                call_key text not null,
                to_address text not null,
                wei text not null,
                data text not null,
                status text not null,
                nonce bigint,
                mined_transaction text,
                mined_number bigint,
                mined_block text,
                missing_since bigint,
                error text,
                detail text,
                unique (sender, call_key))
              """,
              """
              create table outbox_version (
                hash text primary key,
                sequence bigint not null references outbox (sequence) on delete cascade,
                envelope text not null,
                gas_limit bigint not null,
                max_per_gas text not null,
                tip_per_gas text not null,
                signed_at bigint not null)
              """,
              """
              create table outbox_skipped (
                sequence bigint not null references outbox (sequence) on delete cascade,
                id text not null,
                error text not null,
                detail text not null,
                primary key (sequence, id))
              """,
              "drop table outbox_skipped",
              """
              create table outbox_skipped (
                sequence bigint not null references outbox (sequence) on delete cascade,
                place integer not null,
                error text not null,
                detail text not null,
                primary key (sequence, place))
              """));

  private final Journal journal;
  private final Address sender;

  OutboxStore(Journal journal, Address sender) {
    this.journal = journal;
    this.sender = sender;
    journal.migrate(SCHEMA);
  }

  /** Writes the intent down, unless there is one of that key that may still take effect. */
  void queue(String key, CallData data) {
    journal.transact(
        session -> {
          find(session, key).filter(OutboxStore::hasFailed).ifPresent(free(session));
          if (find(session, key).isEmpty()) {
            insert(session, key, data);
          }
        });
  }

  Optional<Entry> find(String key) {
    return journal.compute(session -> find(session, key));
  }

  List<Entry> withStatus(Entry.Status status) {
    return journal.compute(
        session ->
            session.query(
                "select * from outbox where sender = ? and status = ? order by sequence",
                OutboxStore::entry,
                sender,
                status.name()));
  }

  /** Those seen in a block that a reorg may still undo: by height, or by a nonce free again. */
  List<Entry> minedSince(long blockNumber, long nonce) {
    return journal.compute(
        session ->
            session.query(
                """
                select * from outbox where sender = ? and mined_number is not null
                  and (mined_number >= ? or nonce >= ?) order by nonce
                """,
                OutboxStore::entry,
                sender,
                blockNumber,
                nonce));
  }

  /** The largest nonce given so far and not taken back. */
  OptionalLong lastNonce() {
    return journal.compute(
        session ->
            session
                .first(
                    "select max(nonce) as nonce from outbox where sender = ?",
                    row -> row.maybeNumber("nonce"),
                    sender)
                .orElse(OptionalLong.empty()));
  }

  /** Newest first. */
  List<Version> versions(Entry entry) {
    return journal.compute(
        session ->
            session.query(
                """
                select * from outbox_version where sequence = ?
                order by length(max_per_gas) desc, max_per_gas desc
                """,
                OutboxStore::version,
                entry.sequence()));
  }

  void sign(Entry entry, long nonce, Version version) {
    journal.transact(
        session -> {
          session.update(
              "update outbox set status = 'SENT', nonce = ? where sequence = ?",
              nonce,
              entry.sequence());
          insertVersion(session, entry, version);
        });
  }

  void include(Entry entry, TxReceipt receipt, Map<Integer, Revert> skipped) {
    journal.transact(
        session -> {
          mine(session, entry, Entry.Status.INCLUDED, receipt);
          skipped.forEach(
              (place, reason) ->
                  session.update(
                      "insert into outbox_skipped values (?, ?, ?, ?)",
                      entry.sequence(),
                      place,
                      reason.error(),
                      reason.detail()));
        });
  }

  void revert(Entry entry, TxReceipt receipt, Revert reason) {
    journal.transact(
        session -> {
          mine(session, entry, Entry.Status.REVERTED, receipt);
          explain(session, entry, reason.error(), reason.detail());
        });
  }

  /** Refused before it was sent. */
  void refuse(Entry entry, Revert reason) {
    journal.transact(
        session -> {
          setStatus(session, entry, Entry.Status.REVERTED);
          explain(session, entry, reason.error(), reason.detail());
        });
  }

  void reject(Entry entry, String reason) {
    journal.transact(
        session -> {
          setStatus(session, entry, Entry.Status.REJECTED);
          explain(session, entry, reason, "");
        });
  }

  /** Its block is gone: it is on its way again. */
  void unmine(Entry entry) {
    journal.transact(
        session -> {
          session.update("delete from outbox_skipped where sequence = ?", entry.sequence());
          session.update(
              """
              update outbox set status = 'SENT', mined_transaction = null, mined_number = null,
                mined_block = null, error = null, detail = null where sequence = ?
              """,
              entry.sequence());
        });
  }

  void missing(Entry entry, long headNumber) {
    journal.transact(
        session ->
            session.update(
                "update outbox set missing_since = ? where sequence = ?",
                headNumber,
                entry.sequence()));
  }

  /** Its nonce went to another process's transaction: it begins again. */
  void requeue(Entry entry) {
    journal.transact(
        session -> {
          session.update("delete from outbox_version where sequence = ?", entry.sequence());
          session.update(
              """
              update outbox set status = 'QUEUED', nonce = null, missing_since = null
              where sequence = ?
              """,
              entry.sequence());
        });
  }

  /** Frees the key of what is decided. */
  void forget(String key) {
    journal.transact(
        session ->
            find(session, key)
                .filter(entry -> entry.status() == Entry.Status.INCLUDED || hasFailed(entry))
                .ifPresent(free(session)));
  }

  TxOutcome outcome(Entry entry) {
    return journal.compute(session -> outcome(session, entry));
  }

  private static boolean hasFailed(Entry entry) {
    return entry.status() == Entry.Status.REVERTED || entry.status() == Entry.Status.REJECTED;
  }

  // What has a nonce is still followed, under another name, until no reorg can bring it back.
  private static Consumer<Entry> free(Session session) {
    return entry -> {
      if (entry.nonce().isPresent()) {
        session.update(
            "update outbox set call_key = ? where sequence = ?",
            entry.key() + "#" + entry.sequence(),
            entry.sequence());
      } else {
        session.update("delete from outbox where sequence = ?", entry.sequence());
      }
    };
  }

  private static TxOutcome outcome(Session session, Entry entry) {
    return switch (entry.status()) {
      case QUEUED, SENT -> new TxOutcome.Pending();
      case INCLUDED -> {
        var mined = entry.mined().orElseThrow();
        yield new TxOutcome.Included(
            mined.transaction(), mined.blockNumber(), skipped(session, entry));
      }
      case REVERTED -> new TxOutcome.Reverted(reason(session, entry));
      case REJECTED -> new TxOutcome.Rejected(reason(session, entry).error());
    };
  }

  private static Revert reason(Session session, Entry entry) {
    return session
        .first(
            "select error, detail from outbox where sequence = ?",
            OutboxStore::revert,
            entry.sequence())
        .orElseThrow();
  }

  private static Map<Integer, Revert> skipped(Session session, Entry entry) {
    return session
        .query(
            "select * from outbox_skipped where sequence = ?",
            row -> Map.entry((int) row.number("place"), revert(row)),
            entry.sequence())
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private Optional<Entry> find(Session session, String key) {
    return session.first(
        "select * from outbox where sender = ? and call_key = ?", OutboxStore::entry, sender, key);
  }

  private void insert(Session session, String key, CallData data) {
    session.update(
        """
        insert into outbox (sequence, sender, call_key, to_address, wei, data, status)
        values ((select coalesce(max(sequence), 0) + 1 from outbox), ?, ?, ?, ?, ?, 'QUEUED')
        """,
        sender,
        key,
        data.to(),
        data.wei(),
        data.toString());
  }

  private static void insertVersion(Session session, Entry entry, Version version) {
    session.update(
        "insert into outbox_version values (?, ?, ?, ?, ?, ?, ?)",
        version.transaction().hash(),
        entry.sequence(),
        version.transaction().toString(),
        version.gasLimit(),
        version.fees().maxPerGas(),
        version.fees().tipPerGas(),
        version.signedAt());
  }

  private static void mine(Session session, Entry entry, Entry.Status status, TxReceipt receipt) {
    session.update(
        """
        update outbox set status = ?, mined_transaction = ?, mined_number = ?, mined_block = ?,
          missing_since = null where sequence = ?
        """,
        status.name(),
        receipt.transaction(),
        receipt.blockNumber(),
        receipt.blockHash(),
        entry.sequence());
  }

  private static void setStatus(Session session, Entry entry, Entry.Status status) {
    session.update(
        "update outbox set status = ? where sequence = ?", status.name(), entry.sequence());
  }

  private static void explain(Session session, Entry entry, String error, String detail) {
    session.update(
        "update outbox set error = ?, detail = ? where sequence = ?",
        error,
        detail,
        entry.sequence());
  }

  private static Entry entry(Row row) {
    return new Entry(
        row.number("sequence"),
        row.text("call_key"),
        new CallData(row.address("to_address"), row.amount("wei"), row.hex("data")),
        Entry.Status.valueOf(row.text("status")),
        row.maybeNumber("nonce"),
        row.maybeText("mined_block")
            .map(
                block ->
                    new Entry.Mined(
                        row.hash("mined_transaction"),
                        row.number("mined_number"),
                        Hash.parse(block))),
        row.maybeNumber("missing_since"));
  }

  private static Version version(Row row) {
    return new Version(
        SignedTransaction.of(row.hex("envelope")),
        row.number("gas_limit"),
        new Fees(row.amount("max_per_gas"), row.amount("tip_per_gas")),
        row.number("signed_at"));
  }

  private static Revert revert(Row row) {
    return new Revert(row.text("error"), row.text("detail"));
  }
}
