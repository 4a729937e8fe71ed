package souk.settlement.index;

import java.util.List;
import souk.settlement.journal.Schema;
import souk.settlement.journal.Session;

/**
 * The index's tables. Everything is numbered by events: a job or an offer has the number of the
 * event that posted it, a pack that of its first. Ids are looked for by their first eight bytes.
 */
final class IndexTables {
  static final Schema SCHEMA =
      new Schema(
          "index",
          List.of(
              "create table index_market (deployment text not null)",
              """
              create table index_block (
                number bigint primary key, hash bytea not null, parent bytea not null,
                time bigint not null, logs integer not null, events integer not null)
              """,
              """
              create table index_event (
                number integer primary key, block bigint not null, place integer not null,
                kind integer not null, listed integer, job integer, log bytea not null)
              """,
              "create index index_event_job on index_event (job, number)",
              """
              create index index_event_listed on index_event (listed, number)
              where listed is not null
              """,
              """
              create table index_job (
                number integer primary key, prefix bigint not null, id bytea not null,
                consumer bigint not null, provider bigint, state text, ended integer)
              """,
              "create index index_job_prefix on index_job (prefix)",
              "create index index_job_consumer on index_job (consumer, number)",
              "create index index_job_provider on index_job (provider, number)",
              "create index index_job_state on index_job (state, number)",
              """
              create table index_matter (
                event integer primary key, prefix bigint not null, id bytea not null,
                job integer not null)
              """,
              "create index index_matter_prefix on index_matter (prefix)",
              """
              create table index_offer (
                number integer primary key, prefix bigint not null, id bytea not null,
                expiry bigint not null, gone integer)
              """,
              "create index index_offer_prefix on index_offer (prefix)",
              "create index index_offer_expiry on index_offer (expiry)",
              "create index index_offer_gone on index_offer (gone)",
              """
              create table index_provider (
                address bytea primary key, since integer not null, free text, locked text,
                unbonding text, unbonded_at bigint, audited text, faults bigint, owed integer)
              """,
              """
              create table index_verifier (
                address bytea primary key, since integer not null, free text, locked text,
                unbonding text, unbonded_at bigint, weight text)
              """,
              // An index that has a row for each event is read from the chain again.
              "drop table index_event",
              "drop table index_job",
              "delete from index_block",
              "delete from index_matter",
              "delete from index_offer",
              "delete from index_provider",
              "delete from index_verifier",
              """
              create table index_pack (
                first integer primary key, size integer not null, events bytea not null)
              """,
              """
              create table index_kind (
                kind integer not null, pack integer not null, primary key (kind, pack))
              """,
              """
              create table index_job (
                number integer primary key, prefix bigint not null, id bytea not null,
                consumer bigint not null, provider bigint, state text, ended integer,
                events bytea not null)
              """,
              "create index index_job_prefix on index_job (prefix)",
              "create index index_job_consumer on index_job (consumer, number)",
              "create index index_job_provider on index_job (provider, number)",
              "create index index_job_state on index_job (state, number)",
              """
              create table index_agent (
                number integer primary key, agent bigint not null, gone integer)
              """,
              """
              create index index_agent_holding on index_agent (agent, number)
              where gone is null
              """,
              "create index index_agent_gone on index_agent (gone)",
              """
              create table index_agent_pack (
                agent bigint not null, pack integer not null, primary key (agent, pack))
              """,
              "create index index_agent_pack_pack on index_agent_pack (pack)"));

  private static final List<String> TABLES =
      List.of(
          "index_block",
          "index_pack",
          "index_kind",
          "index_agent_pack",
          "index_job",
          "index_matter",
          "index_offer",
          "index_agent",
          "index_provider",
          "index_verifier");

  private IndexTables() {}

  /**
   * Whether the tables hold all that they once held, as far as a look at their ends can tell: a
   * journal may have been cut short by hand or by a disk.
   */
  static boolean areWhole(Session session) {
    var told = BlockStore.reached(session).map(Reached::events).orElse(0L);
    return told == EventStore.end(session);
  }

  /** Empties them all. */
  static void clear(Session session) {
    TABLES.forEach(table -> session.update("delete from " + table));
  }

  /** First eight bytes of an id or address, by which rows are looked for. */
  static long prefix(byte[] id) {
    var prefix = 0L;
    for (var i = 0; i < Long.BYTES; i++) {
      prefix = prefix << Byte.SIZE | (id[i] & 0xff);
    }
    return prefix;
  }
}
