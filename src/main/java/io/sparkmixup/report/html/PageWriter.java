package io.sparkmixup.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/**
 * Writes a page as one HTML file that needs nothing else. Its policy (CSP) lets no byte be loaded
 * and no script run but the page's own, known by its hash: even markup that got in with the data
 * could do nothing.
 */
final class PageWriter {

  private final Page page;
  private final Markup html = new Markup();

  private PageWriter(Page page) {
    this.page = page;
  }

  static String write(Page page) {
    return new PageWriter(page).write();
  }

  private String write() {
    String style = resource("report.css") + Diverging.styles();
    String script = resource("report.js");
    html.trusted("<!DOCTYPE html>\n");
    html.open("html", "lang", "en").open("head").newLine();
    html.shape("meta", "charset", "utf-8").newLine();
    html.shape("meta", "http-equiv", "Content-Security-Policy", "content", policy(style, script));
    html.newLine();
    html.shape("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.shape("meta", "name", "color-scheme", "content", "light dark");
    html.shape("link", "rel", "icon", "href", "data:,").newLine();
    html.element("title", page.banner().outcome().word() + " – spark-mixup " + page.command());
    html.open("style").trusted(style).close("style");
    html.close("head").newLine().open("body").newLine();
    html.element("a", "Skip to the findings", "class", "skip", "href", "#main");
    banner();
    navigation();
    html.open("main", "id", "main", "tabindex", "-1").newLine();
    BlockWriter blocks = new BlockWriter(html);
    for (Page.Section section : page.sections()) {
      html.open("section", "aria-labelledby", section.id());
      html.element("h2", section.title(), "id", section.id()).newLine();
      section.blocks().forEach(b -> blocks.write(b, section.id()));
      html.close("section").newLine();
    }
    html.close("main").newLine();
    html.open("footer").element("p", page.foot()).close("footer").newLine();
    html.open("script").trusted(script).close("script").newLine();
    return html.close("body").close("html").newLine().toString();
  }

  private void banner() {
    Page.Banner banner = page.banner();
    String outcome = banner.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
    html.open("header", "class", outcome).newLine();
    html.element("p", "spark-mixup " + page.command() + ": report", "class", "kicker");
    html.open("div", "class", "verdict").open("div", "class", "says");
    html.element("p", banner.outcome().word(), "class", "badge");
    html.element("h1", banner.headline());
    html.element("p", banner.detail(), "class", "detail").close("div");
    banner
        .number()
        .ifPresent(
            n -> {
              html.open("p", "class", "number").element("strong", n.value());
              html.element("span", n.label(), "class", "of");
              html.element("span", n.note(), "class", "note").close("p");
            });
    html.close("div").newLine();
    html.open("dl", "class", "facts");
    for (Page.Fact fact : page.facts()) {
      html.open("div").element("dt", fact.label()).element("dd", fact.value());
      if (!fact.note().isEmpty()) {
        html.element("dd", fact.note(), "class", "note");
      }
      html.close("div");
    }
    html.close("dl").close("header").newLine();
  }

  private void navigation() {
    html.open("nav", "aria-label", "Sections").open("ul");
    for (Page.Section section : page.sections()) {
      html.open("li").element("a", section.title(), "href", "#" + section.id()).close("li");
    }
    html.close("ul");
    // The script shows it: without the script it would do nothing.
    html.open("div", "class", "search", "role", "search", "hidden", "");
    html.element("label", "Find a column or class", "for", "search");
    html.shape(
        "input", "id", "search", "type", "search", "autocomplete", "off", "spellcheck", "false");
    html.open("output", "for", "search", "id", "found", "aria-live", "polite").close("output");
    html.close("div").close("nav").newLine();
  }

  private static String policy(String style, String script) {
    return "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src '"
        + hash(style)
        + "'; script-src '"
        + hash(script)
        + "'";
  }

  private static String hash(String own) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(own.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = PageWriter.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
