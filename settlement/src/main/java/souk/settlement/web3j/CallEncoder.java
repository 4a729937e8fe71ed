package souk.settlement.web3j;

import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.utils.Numeric;
import souk.settlement.chain.AgentCall;
import souk.settlement.chain.Call;
import souk.settlement.chain.CallData;
import souk.settlement.chain.ClaimCall;
import souk.settlement.chain.DemandCall;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.IdentityCall;
import souk.settlement.chain.RelayCall;
import souk.settlement.web3j.bindings.Audits;
import souk.settlement.web3j.bindings.Market;
import souk.settlement.web3j.bindings.Orders;
import souk.settlement.web3j.bindings.Stablecoin;
import souk.settlement.web3j.bindings.Verifiers;

/**
 * Turns verbs into calls of one deployment's contracts; {@link CourtEncoder} those of juries,
 * {@link AgentEncoder} those of agents.
 */
final class CallEncoder {
  private final Deployment deployment;
  private final Target toMarket;
  private final Target toOrders;
  private final Target toAudits;
  private final Market market;
  private final Orders orders;
  private final Verifiers verifiers;
  private final Audits audits;
  private final Stablecoin token;
  private final CourtEncoder court;
  private final AgentEncoder agents;

  CallEncoder(Deployment deployment, Contracts contracts) {
    this.deployment = deployment;
    this.toMarket = new Target(deployment.market(), contracts.market()::batch);
    this.toOrders = new Target(deployment.orders(), contracts.orders()::batch);
    this.toAudits = new Target(deployment.court().audits(), contracts.audits()::batch);
    this.market = contracts.market();
    this.orders = contracts.orders();
    this.verifiers = contracts.verifiers();
    this.audits = contracts.audits();
    this.token = contracts.token();
    this.court = new CourtEncoder(deployment.court(), contracts);
    this.agents = new AgentEncoder(deployment, contracts);
  }

  CallData encode(Call verb) {
    return switch (verb) {
      case Call.Approve(var amount) ->
          token(token.approve(deployment.market().toString(), amount.units()));
      case Call.Mint(var to, var amount) -> token(token.mint(to.toString(), amount.units()));
      case Call.TransferTokens(var to, var amount) ->
          token(token.transfer(to.toString(), amount.units()));
      case Call.TransferWei(var to, var wei) -> new CallData(to, wei, new byte[0]);
      case Call.Deposit(var amount) -> toMarket.call(market.deposit(amount.units()));
      case Call.DepositWithPermit permit -> toMarket.call(depositWithPermit(permit));
      case Call.DepositWithAuthorization deposit ->
          toMarket.call(depositWithAuthorization(deposit));
      case Call.Withdraw(var amount) -> toMarket.call(market.withdraw(amount.units()));
      case Call.TransferBalance(var to, var amount) ->
          toMarket.call(market.transfer(to.toString(), amount.units()));
      case Call.ApproveTransfers(var spender, var amount) ->
          toMarket.call(market.approve(spender.toString(), amount.units()));
      case Call.Bond(var amount) -> toMarket.call(market.bond(amount.units()));
      case Call.Unbond(var amount) -> toMarket.call(market.unbond(amount.units()));
      case Call.WithdrawBond() -> toMarket.call(market.withdrawBond());
      case Call.PostOffers(var offers) ->
          toOrders.each(offers, offer -> orders.postOffer(Structs.toBinding(offer)));
      case Call.CancelOffers(var ids) -> toOrders.each(ids, id -> orders.cancelOffer(id.bytes()));
      case Call.CancelAllOrders() -> toOrders.call(orders.cancelAllOrders());
      case Call.PostJobs(var jobs) ->
          toOrders.each(jobs, job -> orders.postJob(Structs.toBinding(job)));
      case Call.CancelJobs(var ids) -> toOrders.each(ids, id -> orders.cancelJob(id.bytes()));
      case Call.MatchJobs(var matches) ->
          toOrders.each(matches, match -> orders.matchJob(Structs.toBinding(match)));
      case Call.CommitResults(var commitments) ->
          toMarket.each(commitments, it -> market.commitResult(Structs.toBinding(it)));
      case Call.Draw(var draws) ->
          toMarket.each(draws, it -> market.drawJob(it.jobId().bytes(), it.secret().bytes()));
      case Call.RevealResults(var reveals) ->
          toMarket.each(reveals, it -> market.revealResult(Structs.toBinding(it)));
      case Call.Reassign(var ids) -> toMarket.each(ids, id -> market.reassignJob(id.bytes()));
      case Call.Expire(var ids) -> toMarket.each(ids, id -> market.expireJob(id.bytes()));
      case Call.Settle(var ids) -> toMarket.each(ids, id -> market.settleJob(id.bytes()));
      case Call.BondVerifier(var amount) -> verifiers(verifiers.bond(amount.units()));
      case Call.UnbondVerifier(var amount) -> verifiers(verifiers.unbond(amount.units()));
      case Call.WithdrawVerifierBond() -> verifiers(verifiers.withdrawBond());
      case Call.Seat(var ids) -> toAudits.each(ids, id -> audits.seatAudit(id.bytes()));
      case Call.CommitAnswers(var answers) ->
          toAudits.each(answers, it -> audits.commitAnswer(CourtStructs.toBinding(it)));
      case Call.DeclareUnable(var id, var seat) ->
          toAudits.call(audits.declareUnableToRun(id.bytes(), Structs.number(seat)));
      case Call.ReplaceNoShows(var ids) ->
          toAudits.each(ids, id -> audits.replaceNoShowsOf(id.bytes()));
      case Call.RevealAnswers(var answers) ->
          toAudits.each(answers, it -> audits.revealAnswer(CourtStructs.toBinding(it)));
      case Call.Condemn(var ids) -> toAudits.each(ids, id -> audits.condemnProvider(id.bytes()));
      case Call.CloseAudits(var ids) -> toAudits.each(ids, id -> audits.closeAudit(id.bytes()));
      case ClaimCall call -> court.encode(call);
      case DemandCall call -> court.encode(call);
      case RelayCall call -> court.encode(call);
      case AgentCall call -> agents.encode(call);
      case IdentityCall call -> agents.encode(call);
    };
  }

  private RemoteFunctionCall<TransactionReceipt> depositWithPermit(Call.DepositWithPermit permit) {
    var signature = Signatures.data(permit.permit());
    return market.depositWithPermit(
        permit.amount().units(),
        Structs.seconds(permit.deadline()),
        Numeric.toBigInt(signature.getV()),
        signature.getR(),
        signature.getS());
  }

  private RemoteFunctionCall<TransactionReceipt> depositWithAuthorization(
      Call.DepositWithAuthorization deposit) {
    var signature = Signatures.data(deposit.authorization());
    return market.depositWithAuthorization(
        deposit.from().toString(),
        deposit.amount().units(),
        Structs.seconds(deposit.validAfter()),
        Structs.seconds(deposit.validBefore()),
        deposit.nonce().bytes(),
        Numeric.toBigInt(signature.getV()),
        signature.getR(),
        signature.getS());
  }

  private CallData verifiers(RemoteFunctionCall<?> call) {
    return Target.call(deployment.court().verifiers(), call);
  }

  private CallData token(RemoteFunctionCall<?> call) {
    return Target.call(deployment.token(), call);
  }
}
