package io.airclass.schedule.live.provider;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/** An element of a small XML document, without attributes; a document with a DTD, or a deep one, is none. */
record XmlNode(String name, StringBuilder content, List<XmlNode> children) {
    private static final int DEPTH_MAX = 16;
    private static final XMLInputFactory FACTORY = factory();

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        return factory;
    }

    static XmlNode parse(byte[] document) throws XMLStreamException {
        var reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(document));
        var open = new ArrayDeque<XmlNode>();
        XmlNode root = null;
        try {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        var node = new XmlNode(reader.getLocalName(), new StringBuilder(), new ArrayList<>());
                        if (open.isEmpty()) {
                            root = node;
                        } else {
                            open.peek().children.add(node);
                        }
                        open.push(node);
                        if (open.size() > DEPTH_MAX) {
                            throw new XMLStreamException("deeper than " + DEPTH_MAX);
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> open.pop();
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        if (!open.isEmpty()) {
                            open.peek().content.append(reader.getText());
                        }
                    }
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new XMLStreamException("a DTD or an entity");
                    default -> {}
                }
            }
        } finally {
            reader.close();
        }
        if (root == null) {
            throw new XMLStreamException("no element");
        }
        return root;
    }

    String text() {
        return content.toString().strip();
    }

    /** The text of the first child of that name; empty where there is none or it is blank. */
    Optional<String> text(String child) {
        return children(child).stream().map(XmlNode::text).findFirst().filter(text -> !text.isEmpty());
    }

    List<XmlNode> children(String child) {
        return children.stream().filter(node -> node.name.equals(child)).toList();
    }

    /** The children of that name of the first child that holds them. */
    List<XmlNode> children(String holder, String child) {
        return children(holder).stream()
                .findFirst()
                .map(node -> node.children(child))
                .orElse(List.of());
    }
}
