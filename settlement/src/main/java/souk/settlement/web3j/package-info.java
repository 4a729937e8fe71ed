/**
 * The chain over JSON-RPC, by web3j: the only package that knows that library.
 *
 * <p>{@link souk.settlement.web3j.Web3jChain} is the {@link souk.settlement.chain.Chain} of every
 * node, {@link souk.settlement.web3j.Deployer} puts a new market on a chain. The bindings beside
 * them are generated from the contracts in the build.
 */
@NullMarked
package souk.settlement.web3j;

import org.jspecify.annotations.NullMarked;
