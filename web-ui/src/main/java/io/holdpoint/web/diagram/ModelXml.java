package io.holdpoint.web.diagram;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A model's XML. A document type, and with it every entity, is refused. */
final class ModelXml {

  private static final int LONGEST_MODEL = 1_000_000;

  private ModelXml() {}

  /**
   * @throws UnreadableModelException it is no well-formed XML, has a document type, or more than a
   *     million characters
   */
  static Document parse(String bpmn) throws UnreadableModelException {
    if (bpmn.length() > LONGEST_MODEL) {
      throw new UnreadableModelException("longer than " + LONGEST_MODEL + " characters", null);
    }
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new InputSource(new StringReader(bpmn)));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new UnreadableModelException("no well-formed XML without a document type", e);
    }
  }

  static Map<String, Element> byId(Document document) {
    var elements = new HashMap<String, Element>();
    NodeList all = document.getElementsByTagNameNS("*", "*");
    for (int i = 0; i < all.getLength(); i++) {
      if (all.item(i) instanceof Element element && element.hasAttribute("id")) {
        elements.putIfAbsent(element.getAttribute("id"), element);
      }
    }
    return elements;
  }

  static @Nullable Element first(Element within, String namespace, String name) {
    NodeList children = within.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      if (children.item(i) instanceof Element element
          && name.equals(element.getLocalName())
          && namespace.equals(element.getNamespaceURI())) {
        return element;
      }
    }
    return null;
  }

  static List<Element> all(Document within, String namespace, String name) {
    return elements(within.getElementsByTagNameNS(namespace, name));
  }

  static List<Element> all(Element within, String namespace, String name) {
    return elements(within.getElementsByTagNameNS(namespace, name));
  }

  static List<Element> elements(NodeList nodes) {
    var elements = new ArrayList<Element>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
