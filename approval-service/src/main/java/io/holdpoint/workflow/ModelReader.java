package io.holdpoint.workflow;

import io.holdpoint.model.desk.ProcessDesk;
import io.holdpoint.model.desk.ProcessDesk.Fault;
import io.holdpoint.model.desk.ProcessDesk.FaultyModelException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reads a model that somebody uploaded: no document type, no entities, nothing from elsewhere. */
final class ModelReader {

  static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
  static final String ZEEBE = "http://camunda.org/schema/zeebe/1.0";

  private static final int MAX_DEPTH = 20;

  private ModelReader() {}

  /**
   * @throws FaultyModelException it is too large, no XML, or no BPMN
   */
  static Element read(byte[] model) {
    if (model.length > ProcessDesk.MAX_BYTES) {
      throw fault(
          "file", model.length + " bytes", "at most " + ProcessDesk.MAX_BYTES + " bytes of BPMN");
    }
    Element root = parse(model).getDocumentElement();
    if (!is(root, "definitions")) {
      throw fault(root.getNodeName(), "the root of the file", "definitions of BPMN 2.0");
    }
    checkDepth(root, 1);
    return root;
  }

  private static Document parse(byte[] model) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Silent());
      return builder.parse(new ByteArrayInputStream(model));
    } catch (SAXParseException e) {
      throw fault(
          "line " + e.getLineNumber() + ", column " + e.getColumnNumber(),
          "what cannot be read",
          "well-formed XML without a document type");
    } catch (SAXException | IOException | IllegalArgumentException e) {
      throw fault("file", "what cannot be read", "well-formed XML without a document type");
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the XML parser cannot be made safe", e);
    }
  }

  private static void checkDepth(Element element, int depth) {
    if (depth > MAX_DEPTH) {
      throw fault(element.getNodeName(), "elements in one another", "at most " + MAX_DEPTH);
    }
    children(element).forEach(child -> checkDepth(child, depth + 1));
  }

  static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node each = parent.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  /** The BPMN children of this name. */
  static List<Element> children(Element parent, String name) {
    return children(parent).stream().filter(child -> is(child, name)).toList();
  }

  static boolean is(Element element, String name) {
    return BPMN.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
  }

  static FaultyModelException fault(String element, String found, String expected) {
    return new FaultyModelException(List.of(new Fault(element, found, expected)));
  }

  /** The parser's own writes to standard error. */
  private static final class Silent implements ErrorHandler {

    @Override
    public void warning(SAXParseException e) {}

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
