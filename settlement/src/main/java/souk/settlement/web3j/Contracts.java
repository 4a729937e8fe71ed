package souk.settlement.web3j;

import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.tx.Contract;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.gas.DefaultGasProvider;
import souk.protocol.value.Address;
import souk.settlement.chain.Deployment;
import souk.settlement.web3j.bindings.IAudits;
import souk.settlement.web3j.bindings.IMarket;
import souk.settlement.web3j.bindings.Stablecoin;

/** The bindings of one deployment, to be read at one block. */
record Contracts(IMarket market, IAudits audits, Stablecoin token) {

  static Contracts of(Deployment deployment, Web3j web3j, DefaultBlockParameter at) {
    var reader = new ReadonlyTransactionManager(web3j, Address.ZERO.toString());
    var gas = new DefaultGasProvider();
    return new Contracts(
        at(at, IMarket.load(deployment.market().toString(), web3j, reader, gas)),
        at(at, IAudits.load(deployment.audits().toString(), web3j, reader, gas)),
        at(at, Stablecoin.load(deployment.token().toString(), web3j, reader, gas)));
  }

  private static <C extends Contract> C at(DefaultBlockParameter block, C contract) {
    contract.setDefaultBlockParameter(block);
    return contract;
  }
}
