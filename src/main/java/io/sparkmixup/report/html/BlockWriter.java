package io.sparkmixup.report.html;

import java.util.List;

/** Writes what sections are made of. */
final class BlockWriter {

  /** Longer names are cut; a pointer on them shows the whole. */
  private static final int NAME = 60;

  private static final int WORDS = 300;

  /** Longer tables scroll in themselves. */
  private static final int TALL = 15;

  private final Markup html;
  private int pictures;

  BlockWriter(Markup html) {
    this.html = html;
  }

  /**
   * Writes a block.
   *
   * @param section the name of its section
   */
  void write(Page.Block block, String section) {
    if (block instanceof Page.Prose prose) {
      html.element("p", prose.text(), "class", "prose");
    } else if (block instanceof Page.Table table) {
      table(table);
    } else if (block instanceof Page.Intervals intervals) {
      intervals(intervals);
    } else if (block instanceof Page.HeatMaps maps) {
      html.open("div", "class", "maps");
      for (Page.HeatMap map : maps.maps()) {
        figure("map", map.title(), HeatMapPicture.of(maps.names(), map, id()));
      }
      html.close("div");
    } else if (block instanceof Page.Histograms histograms) {
      histograms(histograms);
    } else if (block instanceof Page.Code code) {
      html.open("figure", "class", "code").element("figcaption", code.caption());
      html.open("pre", "tabindex", "0", "role", "region", "aria-label", code.caption());
      html.element("code", code.text()).close("pre").close("figure");
    } else {
      throw new IllegalStateException(section + ": nobody knows how to write " + block);
    }
    html.newLine();
  }

  private String id() {
    return "picture-" + ++pictures;
  }

  private void figure(String style, String title, Markup svg) {
    html.open("figure", "class", style).element("figcaption", title).add(svg).close("figure");
  }

  private void intervals(Page.Intervals intervals) {
    for (Page.IntervalPlot plot : intervals.plots()) {
      figure("intervals", plot.title(), IntervalPicture.of(plot, id()));
    }
    html.open("p", "class", "key");
    html.element("span", "observed, with its 99 % interval", "class", "key-dot");
    html.element("span", "the prediction lies outside", "class", "key-apart");
    html.element("span", "predicted", "class", "key-predicted");
    html.element("span", "the original, give or take the tolerance", "class", "key-band");
    html.close("p");
  }

  private void histograms(Page.Histograms histograms) {
    html.open("p", "class", "key");
    html.element("span", "original", "class", "key-before");
    html.element("span", "synthetic", "class", "key-after").close("p");
    html.open("div", "class", "histograms");
    for (Supplements.ColumnHistogram column : histograms.columns()) {
      html.open("figure", "data-find", column.column()).open("figcaption");
      html.name(column.column(), NAME).close("figcaption").add(HistogramPicture.of(column));
      html.element("p", HistogramPicture.summary(column), "aria-hidden", "true").close("figure");
    }
    html.close("div");
  }

  private void table(Page.Table table) {
    boolean tall = table.rows().size() > TALL;
    html.open(
        "div",
        "class",
        tall ? "scroll tall" : "scroll",
        "role",
        "region",
        "tabindex",
        "0",
        "aria-label",
        table.caption());
    html.open("table").element("caption", table.caption());
    html.open("thead").open("tr");
    for (Page.Head head : table.head()) {
      html.element("th", head.title(), "scope", "col", "class", style(head));
    }
    html.close("tr").close("thead").open("tbody");
    for (List<String> row : table.rows()) {
      html.open("tr");
      for (int c = 0; c < row.size(); c++) {
        cell(table.head().get(c), row.get(c), c == 0);
      }
      html.close("tr").newLine();
    }
    html.close("tbody").close("table").close("div");
  }

  private void cell(Page.Head head, String text, boolean first) {
    String tag = first ? "th" : "td";
    html.open(tag, "scope", first ? "row" : null, "class", style(head));
    switch (head.kind()) {
      case NAME -> html.name(text, NAME);
      case WORDS -> html.name(text, WORDS);
      case NUMBER -> html.text(text);
    }
    html.close(tag);
  }

  private static String style(Page.Head head) {
    return switch (head.kind()) {
      case NAME -> "name";
      case WORDS -> "w";
      case NUMBER -> "n";
    };
  }
}
