package io.tapio.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What users import names every module that they can have. */
class BomTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void everyPublishedModuleIsInIt() throws Exception {
        Document reactor = pom(ROOT);
        List<String> published = texts(reactor, "//modules/module").stream()
                .map(module -> pom(ROOT.resolve(module)))
                .filter(module ->
                        texts(module, "/project/properties/maven.deploy.skip").isEmpty())
                .flatMap(module -> texts(module, "/project/artifactId").stream())
                .filter(artifact -> !artifact.equals("tapio-bom"))
                .toList();

        assertThat(published).isNotEmpty();
        assertThat(texts(pom(ROOT.resolve("bom")), "//dependency/artifactId")).hasSameElementsAs(published);
    }

    @Test
    void itHasTheVersionOfTheOthers() {
        assertThat(texts(pom(ROOT.resolve("bom")), "/project/version")).isEqualTo(texts(pom(ROOT), "/project/version"));
    }

    private static Document pom(Path module) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(module.resolve("pom.xml").toFile());
        } catch (Exception unreadable) {
            throw new AssertionError(module.toString(), unreadable);
        }
    }

    private static List<String> texts(Document document, String path) {
        try {
            XPath xpath = XPathFactory.newInstance().newXPath();
            NodeList nodes = (NodeList) xpath.evaluate(path, document, XPathConstants.NODESET);
            return IntStream.range(0, nodes.getLength())
                    .mapToObj(i -> nodes.item(i).getTextContent())
                    .toList();
        } catch (Exception wrong) {
            throw new AssertionError(path, wrong);
        }
    }
}
