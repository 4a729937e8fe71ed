package souk.market.blob;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One page of a bucket's objects, as {@code ListObjectsV2} tells them.
 *
 * @param objects some objects
 * @param next token of the next page; empty for the last
 */
record S3Page(List<Item> objects, Optional<String> next) {
  S3Page {
    objects = List.copyOf(objects);
  }

  /**
   * An object.
   *
   * @param key its name
   * @param sizeBytes how many bytes it has
   */
  record Item(String key, long sizeBytes) {}

  /**
   * Reads a page.
   *
   * @throws IOException if it is not one
   */
  static S3Page read(InputStream xml) throws IOException {
    try {
      return read(factory().createXMLStreamReader(xml));
    } catch (XMLStreamException | NumberFormatException e) {
      throw new IOException("the S3 service answers a list that cannot be read", e);
    }
  }

  private static S3Page read(XMLStreamReader xml) throws XMLStreamException {
    var objects = new ArrayList<Item>();
    var next = Optional.<String>empty();
    var key = "";
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamReader.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "Key" -> key = xml.getElementText();
          case "Size" -> objects.add(new Item(key, Long.parseLong(xml.getElementText())));
          case "NextContinuationToken" -> next = Optional.of(xml.getElementText());
          default -> {}
        }
      }
    }
    return new S3Page(objects, next);
  }

  private static XMLInputFactory factory() {
    var factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }
}
