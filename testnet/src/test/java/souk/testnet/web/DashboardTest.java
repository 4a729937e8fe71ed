package souk.testnet.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import souk.client.api.Json;
import souk.client.api.Problem;
import souk.protocol.value.Hash;

/** A person with a browser looks at a market in which one provider lies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardTest {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final String TEXT = "a market is a place where a price is found";
  private static final int PHONE = 360;
  private static final List<String> PATHS =
      List.of(
          "/", "/jobs", "/agents", "/offers", "/providers", "/verifiers", "/sampling", "/money");

  private MarketOfTwo market;
  private Chromium chromium;
  private Hash job;
  private Hash cheap;
  private long agent;

  @BeforeAll
  void openTheMarket(@TempDir Path directory) throws InterruptedException {
    Chromium.require();
    market = MarketOfTwo.open(directory.resolve("testnet"));
    chromium = Chromium.start(market.site());
    job = market.postToTheCheat(TEXT);
    cheap = market.postTooCheap();
    agent = market.raiseAgent(MarketOfTwo.ATTACK, "and another thing");
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
  }

  @AfterAll
  void closeTheMarket() {
    if (chromium != null) {
      chromium.close();
    }
    if (market != null) {
      market.close();
    }
  }

  @AfterEach
  void pagesDidNotComplain() {
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void aJobMovesWhileOneLooks() throws Exception {
    try (var page = open("/")) {
      var moving = market.post("another text");

      var lane = page.locator("[data-job='%s']".formatted(moving));
      assertThat(lane).isVisible();
      assertThat(lane).hasAttribute("data-state", Pattern.compile("Running|Committed|Audit.*"));
      assertThat(lane.locator(".track")).isVisible();
      assertThat(lane.locator(".exit")).not().isEmpty();
      assertThat(page.locator("#live")).hasAttribute("data-state", "live");
    }
  }

  @Test
  void anOpenJobSaysWhyNobodyTakesIt() {
    try (var page = open("/jobs/" + cheap)) {
      assertThat(page.locator(".standing")).hasAttribute("data-state", "Open");
      assertThat(page.locator(".standing .exit")).containsText("to expire");
      var hurdles = page.locator(".hurdles");
      assertThat(hurdles).containsText("price");
      assertThat(hurdles).containsText("raise the price ceiling to 2 tUSD per Gfuel");
      keepScreenshot(page, "open-job");
    }
  }

  @Test
  void aJobsPageShowsEveryStepAndItsResultIsTheOneOnChain() throws InterruptedException {
    market.awaitPaid(job);

    try (var page = open("/jobs/" + job)) {
      var kinds = page.locator(".step");
      assertThat(page.locator("[data-kind=job_settled]")).isVisible();
      assertThat(kinds.evaluateAll("steps => steps.map(step => step.dataset.kind)"))
          .asInstanceOf(InstanceOfAssertFactories.list(String.class))
          .startsWith("job_posted", "job_matched", "committed")
          .contains("drawn", "provider_slashed", "job_reopened", "result_revealed")
          .endsWith("job_settled");
      copiesATransaction(page);
      page.getByText("Download and check").click();
      assertThat(page.locator(".verdict")).hasAttribute("data-verdict", "match");
      assertThat(page.locator("pre.preview")).containsText("market");
      keepScreenshot(page, "job");
      var download = page.waitForDownload(() -> page.getByText("Save the file").click());
      assertThat(download.path()).hasBinaryContent(market.output(job));
    }
  }

  @Test
  void bytesThatSomebodyChangedAreAMismatch() throws InterruptedException {
    market.awaitPaid(job);

    try (var page = open("/jobs/" + job)) {
      page.route("**/v1/blobs/**", DashboardTest::tamper);
      page.getByText("Download and check").click();

      assertThat(page.locator(".verdict")).hasAttribute("data-verdict", "mismatch");
      assertThat(page.locator(".verdict")).containsText("do not use them");
      assertThat(page.getByText("Save the file")).hasCount(0);
      assertThat(page.locator(".preview")).hasCount(0);
    }
  }

  @Test
  void theLieShowsWithWhatItCost() throws InterruptedException {
    market.awaitPaid(job);

    try (var page = open("/money")) {
      assertThat(rows(page, market.cheat()).first()).isVisible();
      assertThat(page.locator(".bar.kind-slashed").first()).isVisible();
      assertThat(page.locator(".bar.kind-paid").first()).isVisible();
      page.navigate("/providers");
      assertThat(rows(page, market.cheat()).locator(".bad")).isVisible();
      page.navigate("/sampling");
      assertThat(page.locator("path.mark").first()).isVisible();
    }
  }

  @Test
  void anAgentsPageShowsWhatItReadsAndWhatWaits() {
    try (var page = open("/agents")) {
      page.getByText("Agent " + agent).click();

      assertThat(page.locator(".standing")).hasAttribute("data-state", "working");
      assertThat(page.locator(".standing")).containsText("https://agents.example/1.json");
      assertThat(page.locator("[data-outcome=open]")).containsText(MarketOfTwo.ATTACK);
      assertThat(page.locator(".mail-waiting").last()).containsText("and another thing");
      assertThat(page.locator("main img")).hasCount(0);
      assertThat(rowOf(page, "Put in")).containsText("50");
      assertThat(rowOf(page, "Turns and tips")).containsText("2.5");
      assertThat(page.getByText("Nobody has run a turn of it so far.")).isVisible();
      keepScreenshot(page, "agent");
    }
  }

  @Test
  void anAgentsPageShowsMailAsItComes() throws InterruptedException {
    try (var page = open("/agents/" + agent)) {
      assertThat(page.locator(".mail-waiting")).not().hasCount(0);
      var before = page.locator(".mail-waiting").count();

      market.write(agent, "a late word");

      assertThat(page.locator(".mail-waiting")).hasCount(before + 1);
      assertThat(page.locator(".mail-waiting").first()).containsText("a late word");
    }
  }

  @Test
  void anAccountsPageLeadsToItsAgent() {
    try (var page = open("/agents/" + agent)) {
      page.locator(".standing a.account").first().click();
      assertThat(page.locator("h1")).containsText("Account");

      page.locator("main").getByText("Agent " + agent).click();

      assertThat(page.locator("h1")).containsText("Agent " + agent);
    }
  }

  @Test
  void aLongLifeIsToldTurnByTurnAndItsMoneyToTheUnit() {
    try (var page = stage(StagedAgents.OLD)) {
      var turns = page.locator("[data-kind=turn]");
      assertThat(turns.first()).containsText("Turn " + (StagedAgents.TURNS - 1));
      assertThat(turns).hasCount(25);
      page.locator(".further").click();
      assertThat(turns).hasCount(50);
      page.locator(".further").click();

      assertThat(turns).hasCount(StagedAgents.TURNS);
      assertThat(page.locator("[data-outcome=trapped]")).hasCount(1);
      assertThat(page.locator("[data-outcome=trapped]")).containsText("the value went back");
      assertThat(turns.first()).containsText(StagedAgents.ANSWER);
      assertThat(turns.first()).containsText("Pay was refused: beyond turn");
      assertThat(page.locator("main b")).hasCount(0);
      assertThat(rowOf(page, "Put in")).containsText("50");
      assertThat(rowOf(page, "Came with mail")).containsText("162.1");
      assertThat(rowOf(page, "Turns and tips")).containsText("54.98031");
      assertThat(rowOf(page, "Paid and sent")).containsText("3.833295");
      assertThat(page.locator(".bar.kind-mail").first()).isVisible();
      assertThat(page.locator(".column table:not(.ledger) tbody tr")).hasCount(3);
      keepScreenshot(page, "agent-old");
    }
  }

  @Test
  void childrenAreATree() {
    try (var page = stage(StagedAgents.PARENT)) {
      var grandchild = page.locator("[data-child='%s']".formatted(StagedAgents.GRANDCHILD));

      assertThat(page.locator("[data-child]")).hasCount(4);
      assertThat(page.locator("[data-child] [data-child]")).hasCount(1);
      assertThat(grandchild).containsText("Goes on");
      assertThat(page.locator(".tree")).containsText("Settled");
      keepScreenshot(page, "agent-children");
    }
  }

  @Test
  void saysSoWhereThereIsNoSuchAgent() {
    try (var page = open("/agents/999999")) {
      assertThat(page.getByText("There is no agent of that number yet.")).isVisible();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void everyTextCanBeReadByDayAndByNight(ColorScheme scheme) throws InterruptedException {
    market.awaitPaid(job);

    try (var page = chromium.page(1280, 900, scheme)) {
      page.route(StagedAgents.DOCUMENTS, new StagedAgents());
      for (var path : addresses()) {
        look(page, path);
        assertThat(page.evaluate(script("contrast.js"))).as(path).isEqualTo(List.of());
      }
      look(page, "/");
      keepScreenshot(page, "overview-" + scheme.name().toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void fitsAPhone() throws InterruptedException {
    market.awaitPaid(job);

    try (var page = chromium.page(PHONE, 740, ColorScheme.LIGHT)) {
      page.route(StagedAgents.DOCUMENTS, new StagedAgents());
      for (var path : addresses()) {
        look(page, path);
        assertThat(page.evaluate("document.documentElement.scrollWidth"))
            .as("width of " + path)
            .isEqualTo(PHONE);
      }
      look(page, "/");
      keepScreenshot(page, "phone");
    }
  }

  @Test
  void remembersWhichThemeWasChosen() {
    try (var page = open("/")) {
      var before = ground(page);
      page.locator("#theme").click();
      page.locator("#theme").click();
      page.reload();

      assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
      assertThat(ground(page)).isNotEqualTo(before);
    }
  }

  @Test
  void addressesAreKept() {
    try (var page = open("/")) {
      page.locator("#search-text").fill(market.consumer().toString());
      page.keyboard().press("Enter");
      assertThat(rows(page, job).first()).isVisible();

      page.reload();

      assertThat(page.locator("h1")).containsText("Account");
      rows(page, job).locator("a").first().click();
      assertThat(page).hasURL(Pattern.compile("/jobs/" + job));
      page.goBack();
      assertThat(page.locator("h1")).containsText("Account");
    }
  }

  @Test
  void tellsWhatToTypeWhenASearchMakesNoSense() {
    try (var page = open("/")) {
      page.locator("#search-text").fill("<script>alert(1)</script>");
      page.keyboard().press("Enter");

      assertThat(page.locator("#search-note")).containsText("0x and 64");
    }
  }

  @Test
  void theKeyboardIsEnough() throws InterruptedException {
    market.awaitPaid(job);

    try (var page = open("/offers")) {
      assertThat(page.locator("svg.chart")).isVisible();
      page.keyboard().press("Tab");
      assertThat(page.locator(".skip")).isFocused();
      page.keyboard().press("Enter");
      page.keyboard().press("Tab");
      assertThat(page.locator("main :focus")).isVisible();
      var chart = page.locator("svg.chart");
      chart.focus();
      page.keyboard().press("ArrowLeft");
      assertThat(page.locator("path.cursor")).hasAttribute("d", Pattern.compile("M.+"));
      assertThat(page.locator(".tip")).containsText("job 0x");
    }
  }

  @Test
  void hostileTextsAreTexts() {
    try (var page = open("/offers")) {
      assertThat(page.getByText(MarketOfTwo.ATTACK)).isVisible();
      assertThat(page.locator("main img")).hasCount(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/jobs", "/agents", "/agents/1", "/offers", "/money", "/sampling"})
  void whateverTheApiSaysIsNeverMarkup(String path) {
    try (var page = chromium.desktop()) {
      page.route(HostileApi.DOCUMENTS, new HostileApi());

      page.navigate(path);

      assertThat(page.getByText(HostileApi.ATTACK).first()).isAttached();
      assertThat(page.locator("main img, main script, main iframe")).hasCount(0);
      assertThat(page).not().hasTitle(Pattern.compile("taken"));
    }
  }

  @Test
  void saysWhenItIsNotLiveAndGoesOnByItself() {
    try (var page = chromium.desktop()) {
      page.route("**/v1/events", Route::abort);
      page.navigate("/");
      assertThat(page.locator("#live")).hasAttribute("data-state", "lost");
      assertThat(page.locator("#live-said")).containsText("reconnecting");

      page.unroute("**/v1/events");

      assertThat(page.locator("#live")).hasAttribute("data-state", "live");
    }
  }

  @Test
  void saysWhatFailedAndTriesAgain() {
    try (var page = chromium.desktop()) {
      page.route("**/v1/offers?**", DashboardTest::refuse);
      page.navigate("/offers");
      assertThat(page.getByRole(AriaRole.ALERT).first())
          .containsText("too many requests; try again in 1 s");

      page.unroute("**/v1/offers?**");
      page.locator(".trouble button").click();

      assertThat(page.getByText(MarketOfTwo.ATTACK)).isVisible();
      assertThat(page.locator(".trouble:visible")).hasCount(0);
    }
  }

  /** The page of an agent that has lived long. */
  private Page stage(long agent) {
    var page = chromium.desktop();
    page.route(StagedAgents.DOCUMENTS, new StagedAgents());
    page.navigate("/agents/" + agent);
    return page;
  }

  private static Locator rowOf(Page page, String name) {
    return page.locator(".ledger tr", new Page.LocatorOptions().setHasText(name));
  }

  private Page open(String path) {
    var page = chromium.desktop();
    page.navigate(path);
    return page;
  }

  /** Opens a page and waits until all of its parts have loaded. */
  private static void look(Page page, String path) {
    page.navigate(path);
    assertThat(page.locator(".panel").first()).isVisible();
    assertThat(page.locator("[aria-busy]:visible")).hasCount(0);
    assertThat(page.locator(".trouble:visible")).hasCount(0);
  }

  private List<String> addresses() {
    return Stream.concat(
            PATHS.stream(),
            Stream.of(
                "/jobs/" + job,
                "/jobs/" + cheap,
                "/accounts/" + market.consumer(),
                "/agents/" + agent,
                "/agents/" + StagedAgents.OLD,
                "/agents/" + StagedAgents.PARENT))
        .toList();
  }

  private static void copiesATransaction(Page page) {
    var step = page.locator("[data-kind=job_settled] .step-tx");
    step.locator("button").click();
    assertThat(page.evaluate("navigator.clipboard.readText()"))
        .isEqualTo(step.locator("code").getAttribute("title"));
  }

  private static void keepScreenshot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  private static Object ground(Page page) {
    return page.evaluate("getComputedStyle(document.body).backgroundColor");
  }

  /** Rows that name a job or an account. */
  private static Locator rows(Page page, Object id) {
    return page.locator("tr:has([title='%s'])".formatted(id));
  }

  private static String script(String name) {
    try (var file = DashboardTest.class.getResourceAsStream(name)) {
      return new String(requireNonNull(file, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stands between node and browser, and changes one byte of what passes. */
  private static void tamper(Route route) {
    var answer = route.fetch();
    var bytes = answer.body();
    bytes[0] ^= 1;
    route.fulfill(new Route.FulfillOptions().setResponse(answer).setBodyBytes(bytes));
  }

  private static void refuse(Route route) {
    var problem =
        new Problem(
            "/problems/too-many-requests",
            "Too Many Requests",
            429,
            "too many requests",
            Optional.empty());
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(problem.status())
            .setHeaders(Map.of("Retry-After", "1", "Content-Type", Problem.MEDIA_TYPE))
            .setBodyBytes(Json.write(problem)));
  }
}
