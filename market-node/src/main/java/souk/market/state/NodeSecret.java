package souk.market.state;

import java.security.SecureRandom;
import java.util.List;
import souk.protocol.value.Hash;
import souk.settlement.journal.Journal;
import souk.settlement.journal.Schema;
import souk.settlement.keys.AccountKey;

/** The key that what is meant for this node alone is sealed to: one for all its replicas. */
final class NodeSecret {
  private static final Schema SCHEMA =
      new Schema(
          "market-node.secret",
          List.of("create table node_secret (id integer primary key, secret text not null)"));

  private NodeSecret() {}

  /** The key in that journal, made if there is none. */
  static AccountKey in(Journal journal, SecureRandom random) {
    journal.migrate(SCHEMA);
    var fresh = new byte[Hash.SIZE];
    random.nextBytes(fresh);
    // Below the order of secp256k1, and not zero.
    fresh[0] &= 0x7F;
    fresh[Hash.SIZE - 1] |= 1;
    journal.transact(
        open ->
            open.update(
                "insert into node_secret (id, secret) values (0, ?) on conflict do nothing",
                Hash.of(fresh)));
    return AccountKey.of(
        journal.compute(
            open ->
                open.first("select secret from node_secret", row -> row.hash("secret"))
                    .orElseThrow()));
  }
}
