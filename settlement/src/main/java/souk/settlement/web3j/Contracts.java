package souk.settlement.web3j;

import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.tx.Contract;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.gas.DefaultGasProvider;
import souk.protocol.value.Address;
import souk.settlement.chain.Deployment;
import souk.settlement.web3j.bindings.Agents;
import souk.settlement.web3j.bindings.Audits;
import souk.settlement.web3j.bindings.Demands;
import souk.settlement.web3j.bindings.Disputes;
import souk.settlement.web3j.bindings.History;
import souk.settlement.web3j.bindings.Identities;
import souk.settlement.web3j.bindings.Jury;
import souk.settlement.web3j.bindings.Lens;
import souk.settlement.web3j.bindings.Market;
import souk.settlement.web3j.bindings.Orders;
import souk.settlement.web3j.bindings.Relay;
import souk.settlement.web3j.bindings.Stablecoin;
import souk.settlement.web3j.bindings.Verifiers;

/** The bindings of one deployment, to be read at one block. */
record Contracts(
    Market market,
    Orders orders,
    History history,
    Verifiers verifiers,
    Audits audits,
    Jury jury,
    Disputes disputes,
    Demands demands,
    Relay relay,
    Lens lens,
    Agents agents,
    Identities identities,
    Stablecoin token) {

  static Contracts of(Deployment deployment, Web3j web3j, DefaultBlockParameter at) {
    var reader = new ReadonlyTransactionManager(web3j, Address.ZERO.toString());
    var gas = new DefaultGasProvider();
    var court = deployment.court();
    return new Contracts(
        at(at, Market.load(deployment.market().toString(), web3j, reader, gas)),
        at(at, Orders.load(deployment.orders().toString(), web3j, reader, gas)),
        at(at, History.load(deployment.history().toString(), web3j, reader, gas)),
        at(at, Verifiers.load(court.verifiers().toString(), web3j, reader, gas)),
        at(at, Audits.load(court.audits().toString(), web3j, reader, gas)),
        at(at, Jury.load(court.jury().toString(), web3j, reader, gas)),
        at(at, Disputes.load(court.disputes().toString(), web3j, reader, gas)),
        at(at, Demands.load(court.demands().toString(), web3j, reader, gas)),
        at(at, Relay.load(court.relay().toString(), web3j, reader, gas)),
        at(at, Lens.load(deployment.lens().toString(), web3j, reader, gas)),
        at(at, Agents.load(deployment.agents().toString(), web3j, reader, gas)),
        at(at, Identities.load(deployment.identities().toString(), web3j, reader, gas)),
        at(at, token(deployment.token(), web3j)));
  }

  /** A token that may be of no deployment yet. */
  static Stablecoin token(Address address, Web3j web3j) {
    var reader = new ReadonlyTransactionManager(web3j, Address.ZERO.toString());
    return Stablecoin.load(address.toString(), web3j, reader, new DefaultGasProvider());
  }

  private static <C extends Contract> C at(DefaultBlockParameter block, C contract) {
    contract.setDefaultBlockParameter(block);
    return contract;
  }
}
