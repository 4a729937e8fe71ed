package souk.testnet.agent;

import java.util.Collection;
import java.util.List;
import souk.client.Agents;
import souk.client.Souk;
import souk.client.blob.BlobContent;
import souk.client.market.MarketNodes;
import souk.client.session.ChainSession;
import souk.protocol.value.Amount;
import souk.runtime.machine.Bytes;
import souk.settlement.chain.AgentCall;
import souk.testnet.cluster.Participant;
import souk.testnet.cluster.Testnet;

/** Somebody with a key who deals with agents. */
final class Person implements AutoCloseable {
  private final ChainSession session;
  private final Souk souk;
  private final MarketNodes markets;

  private Person(ChainSession session, Souk souk, MarketNodes markets) {
    this.session = session;
    this.souk = souk;
    this.markets = markets;
  }

  /** That account, with so much in the market. */
  static Person enter(Testnet testnet, String name, Amount deposit) throws InterruptedException {
    var session = Participant.open(testnet, name);
    var souk = Participant.connect(testnet, name, session);
    souk.deposit(deposit);
    return new Person(session, souk, MarketNodes.at(testnet.marketsAsSeenBy(name)));
  }

  Souk souk() {
    return souk;
  }

  Agents agents() {
    return souk.agents();
  }

  /** Has the market nodes keep a blob. */
  void upload(Bytes blob) {
    var unused = markets.putBlob(BlobContent.of(blob.toArray()), session.uploadSigner());
  }

  /** Sends messages in one transaction, in that order. */
  void send(Collection<AgentCall.Outgoing> messages) throws InterruptedException {
    session.perform("send mail", new AgentCall.Send(List.copyOf(messages)));
  }

  @Override
  public void close() {
    session.close();
  }
}
