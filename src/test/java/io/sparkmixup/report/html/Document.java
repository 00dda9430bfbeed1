package io.sparkmixup.report.html;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A page as a parser sees it: it is well-formed XML but for the text of its style and script. */
final class Document {

  private final org.w3c.dom.Document dom;
  private final String html;

  Document(String html) throws Exception {
    this.html = html;
    String plain =
        html.replaceFirst("(?s)<style>.*?</style>", "<style></style>")
            .replaceFirst("(?s)<script>.*?</script>", "<script></script>")
            .replaceFirst("<!DOCTYPE html>", "");
    dom =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(plain)));
  }

  List<Element> all(String tag) {
    NodeList found = dom.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  List<String> texts(String tag) {
    return all(tag).stream().map(Element::getTextContent).toList();
  }

  /** The names of all attributes of all elements. */
  List<String> attributes() {
    List<String> names = new ArrayList<>();
    for (Element element : all("*")) {
      NamedNodeMap attributes = element.getAttributes();
      for (int i = 0; i < attributes.getLength(); i++) {
        names.add(attributes.item(i).getNodeName());
      }
    }
    return names;
  }

  /** The values of one attribute wherever it stands. */
  List<String> values(String attribute) {
    return all("*").stream()
        .filter(e -> e.hasAttribute(attribute))
        .map(e -> e.getAttribute(attribute))
        .toList();
  }

  /** What stands between two marks in the file itself. */
  String between(String begin, String end) {
    Matcher m =
        Pattern.compile(Pattern.quote(begin) + "(?s)(.*?)" + Pattern.quote(end)).matcher(html);
    return m.find() ? m.group(1) : "";
  }
}
