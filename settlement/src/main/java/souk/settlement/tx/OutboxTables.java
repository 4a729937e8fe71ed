package souk.settlement.tx;

import java.util.List;
import souk.protocol.value.Hash;
import souk.settlement.chain.CallData;
import souk.settlement.chain.Fees;
import souk.settlement.chain.Revert;
import souk.settlement.chain.SignedTransaction;
import souk.settlement.journal.Row;
import souk.settlement.journal.Schema;

/**
 * The outbox's tables, submissions, their signed versions, what was skipped, and what all cost, and
 * their rows.
 */
final class OutboxTables {
  static final Schema SCHEMA =
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
              """,
              "create index outbox_status on outbox (sender, status, sequence)",
              "create index outbox_nonce on outbox (sender, nonce)",
              "create index outbox_mined on outbox (sender, mined_number)",
              "create index outbox_versions on outbox_version (sequence)",
              "alter table outbox add column ended_at bigint",
              "create index outbox_ended on outbox (sender, ended_at)",
              "alter table outbox add column gas_counted integer not null default 0",
              "create table outbox_paid (sender text primary key, wei text not null)"));

  private OutboxTables() {}

  static Entry entry(Row row) {
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
                        Hash.parse(block))));
  }

  static Attempt attempt(Row row) {
    return new Attempt(
        row.number("sequence"),
        row.number("nonce"),
        row.hash("hash"),
        row.number("gas_limit"),
        new Fees(row.amount("max_per_gas"), row.amount("tip_per_gas")),
        row.number("signed_at"));
  }

  static SignedTransaction envelope(Row row) {
    return SignedTransaction.of(row.hex("envelope"));
  }

  static Revert revert(Row row) {
    return new Revert(row.text("error"), row.text("detail"));
  }
}
