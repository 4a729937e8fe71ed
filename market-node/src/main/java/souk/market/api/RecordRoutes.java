package souk.market.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import souk.client.market.JobFilter;
import souk.client.market.Page;
import souk.protocol.value.Address;
import souk.settlement.chain.AgentId;

/** What can be read of the market. */
final class RecordRoutes {
  private final Records records;

  RecordRoutes(Records records) {
    this.records = records;
  }

  void on(RoutesConfig routes) {
    routes.get("/v1/info", request -> Requests.json(request, records.info()));
    routes.get("/v1/jobs", request -> Requests.json(request, records.jobs(filter(request))));
    routes.get("/v1/jobs/{id}", this::job);
    routes.get("/v1/jobs/{id}/steps", this::steps);
    list(routes, "/v1/offers", records::offers);
    list(routes, "/v1/prices", records::prices);
    list(routes, "/v1/providers", records::providers);
    routes.get("/v1/providers/{address}", this::provider);
    list(routes, "/v1/verifiers", records::verifiers);
    list(routes, "/v1/sampling", records::sampling);
    list(routes, "/v1/flows", records::flows);
    list(routes, "/v1/slashes", records::slashes);
    routes.get("/v1/agents", this::agents);
    routes.get("/v1/agents/{id}", request -> ofAgent(request, records::agent));
    routes.get("/v1/agents/{id}/inbox", request -> pageOfAgent(request, records::inbox));
    routes.get("/v1/agents/{id}/turns", request -> pageOfAgent(request, records::turns));
    routes.get("/v1/stats", this::stats);
  }

  private void job(Context request) {
    var id = Requests.jobId(request);
    var job = records.job(id).orElseThrow(() -> new NotFoundResponse("no job " + id));
    Requests.json(request, job);
  }

  private void steps(Context request) {
    var id = Requests.jobId(request);
    var steps = records.steps(id).orElseThrow(() -> new NotFoundResponse("no job " + id));
    Requests.json(request, steps);
  }

  private void provider(Context request) {
    var address = Requests.path(request, "address", Address::parse);
    var provider =
        records.provider(address).orElseThrow(() -> new NotFoundResponse("no provider " + address));
    Requests.json(request, provider);
  }

  private void agents(Context request) {
    var account = Requests.query(request, "account", Address::parse);
    var list =
        account.map(records::agentOf).orElseGet(() -> records.agents(Requests.page(request)));
    Requests.json(request, list);
  }

  private static <T> void pageOfAgent(
      Context request, BiFunction<AgentId, Page, Optional<T>> record) {
    var page = Requests.page(request);
    ofAgent(request, id -> record.apply(id, page));
  }

  private static <T> void ofAgent(Context request, Function<AgentId, Optional<T>> record) {
    var id = Requests.path(request, "id", AgentId::parse);
    var document = record.apply(id).orElseThrow(() -> new NotFoundResponse("no agent " + id));
    Requests.json(request, document);
  }

  private void stats(Context request) {
    var stats =
        records
            .stats()
            .orElseThrow(
                () -> new ServiceUnavailableResponse("the node still adds up the past; try again"));
    Requests.json(request, stats);
  }

  private static void list(RoutesConfig routes, String path, Function<Page, Object> list) {
    routes.get(path, request -> Requests.json(request, list.apply(Requests.page(request))));
  }

  private static JobFilter filter(Context request) {
    return new JobFilter(
        Requests.query(request, "consumer", Address::parse),
        Requests.query(request, "provider", Address::parse),
        Requests.query(request, "state", state -> state),
        Requests.page(request));
  }
}
