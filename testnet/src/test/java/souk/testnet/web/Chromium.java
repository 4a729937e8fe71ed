package souk.testnet.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A headless Chromium that looks at one site, and what its pages complained about: errors of
 * scripts, breaches of the policy, failures of the server. Used by one thread.
 */
final class Chromium implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;
  // A browser says so of every 404, which pages reckon with.
  private static final String NOT_LOADED = "Failed to load resource";

  private final URI site;
  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new ArrayList<>();

  private Chromium(URI site, Playwright playwright, Browser browser) {
    this.site = site;
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Skips the test where the machine has no Chromium. */
  static void require() {
    assumeTrue(find().isPresent(), "no chromium on the PATH");
  }

  /** Starts one. */
  static Chromium start(URI site) {
    var options =
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
    var playwright = Playwright.create(options);
    var launch =
        new BrowserType.LaunchOptions()
            .setExecutablePath(find().orElseThrow())
            .setArgs(List.of("--no-sandbox"));
    return new Chromium(site, playwright, playwright.chromium().launch(launch));
  }

  /** A blank page as a desktop shows it, in light colours. */
  Page desktop() {
    return page(1280, 900, ColorScheme.LIGHT);
  }

  /** A blank page. */
  Page page(int width, int height, ColorScheme scheme) {
    var page = context(width, height, scheme).newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.onConsoleMessage(this::note);
    page.onPageError(error -> complaints.add("a script failed: " + error));
    page.onDialog(
        dialog -> {
          complaints.add("a dialog came up: " + dialog.message());
          dialog.dismiss();
        });
    page.onResponse(
        answer -> {
          if (answer.status() >= 500) {
            complaints.add("%s answered %d".formatted(answer.url(), answer.status()));
          }
        });
    return page;
  }

  /** What pages complained about since the last time somebody asked. */
  List<String> complaints() {
    var found = List.copyOf(complaints);
    complaints.clear();
    return found;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  private BrowserContext context(int width, int height, ColorScheme scheme) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setBaseURL(site.toString())
            .setViewportSize(width, height)
            .setColorScheme(scheme)
            .setPermissions(List.of("clipboard-read", "clipboard-write")));
  }

  private void note(ConsoleMessage message) {
    if (message.type().equals("error") && !message.text().startsWith(NOT_LOADED)) {
      complaints.add(message.text());
    }
  }

  private static Optional<Path> find() {
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(System.getenv("PATH"))
        .map(folder -> Path.of(folder, "chromium"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
