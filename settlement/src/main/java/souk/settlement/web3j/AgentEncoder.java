package souk.settlement.web3j;

import java.math.BigInteger;
import souk.settlement.chain.AgentCall;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.CallData;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.IdentityCall;
import souk.settlement.chain.MessageBody;
import souk.settlement.web3j.bindings.Agents;
import souk.settlement.web3j.bindings.Identities;

/** Turns verbs about agents and identities into calls of one deployment's contracts. */
final class AgentEncoder {
  private final Target toAgents;
  private final Agents agents;
  private final Deployment deployment;
  private final Identities identities;

  AgentEncoder(Deployment deployment, Contracts contracts) {
    this.deployment = deployment;
    this.agents = contracts.agents();
    this.identities = contracts.identities();
    this.toAgents = new Target(deployment.agents(), agents::batch);
  }

  CallData encode(AgentCall call) {
    return switch (call) {
      case AgentCall.Create(var creation) ->
          toAgents.call(agents.create(AgentStructs.toBinding(creation)));
      case AgentCall.Send(var messages) ->
          toAgents.each(
              messages,
              it ->
                  agents.send(
                      number(it.agent()),
                      it.body().bytes(),
                      it.value().units(),
                      it.postage().units()));
      case AgentCall.Wake(var id, var bodies) ->
          toAgents.call(agents.wake(number(id), bodies.stream().map(MessageBody::bytes).toList()));
      case AgentCall.Raise(var id, var input, var chunks) ->
          toAgents.call(agents.raise(number(id), input.bytes(), chunks.bytes()));
      case AgentCall.Advance(var id, var result, var turn, var most) ->
          toAgents.call(
              agents.advance(
                  number(id),
                  AgentStructs.toBinding(result),
                  AgentStructs.toBinding(turn),
                  Structs.number(most)));
      case AgentCall.AdvanceTrapped(var id, var result) ->
          toAgents.call(agents.advanceTrapped(number(id), AgentStructs.toBinding(result)));
      case AgentCall.Fail(var ids) -> toAgents.each(ids, id -> agents.fail(number(id)));
      case AgentCall.ReportChildren(var outcomes) ->
          toAgents.each(
              outcomes,
              it -> agents.reportChild(it.jobId().bytes(), AgentStructs.toBinding(it.result())));
      case AgentCall.Sweep(var ids) -> toAgents.each(ids, id -> agents.sweep(number(id)));
      case AgentCall.ReturnMail(var id, var most) ->
          toAgents.call(agents.returnMail(number(id), Structs.number(most)));
      case AgentCall.Pause(var id, var paused) ->
          toAgents.call(paused ? agents.pause(number(id)) : agents.unpause(number(id)));
      case AgentCall.Upgrade(var id, var code) ->
          toAgents.call(agents.upgrade(number(id), AgentStructs.toBinding(code)));
      case AgentCall.Renounce(var id) -> toAgents.call(agents.renounce(number(id)));
    };
  }

  CallData encode(IdentityCall call) {
    return Target.call(
        deployment.identities(),
        switch (call) {
          case IdentityCall.Register(var uri, var metadata) ->
              identities.register(
                  uri,
                  metadata.stream()
                      .map(entry -> new Identities.MetadataEntry(entry.key(), entry.value()))
                      .toList());
          case IdentityCall.SetUri(var id, var uri) -> identities.setAgentURI(number(id), uri);
          case IdentityCall.SetMetadata(var id, var entry) ->
              identities.setMetadata(number(id), entry.key(), entry.value());
          case IdentityCall.SetWallet(var id, var wallet, var deadline, var signature) ->
              identities.setAgentWallet(
                  number(id), wallet.toString(), Structs.seconds(deadline), signature.bytes());
          case IdentityCall.UnsetWallet(var id) -> identities.unsetAgentWallet(number(id));
          case IdentityCall.Transfer(var id, var from, var to) ->
              identities.transferFrom(from.toString(), to.toString(), number(id));
          case IdentityCall.Approve(var id, var approved) ->
              identities.approve(approved.toString(), number(id));
          case IdentityCall.ApproveAll(var operator, var approved) ->
              identities.setApprovalForAll(operator.toString(), approved);
        });
  }

  private static BigInteger number(AgentId id) {
    return Structs.number(id.number());
  }
}
