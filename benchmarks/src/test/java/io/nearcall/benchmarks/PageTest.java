package io.nearcall.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page, read as the markup that it is. */
class PageTest {
    @Test
    void everyMeasuredSubjectOfAPlotHasALineOfPointsInsideIt() throws Exception {
        Document page = page(Samples.results("words/unary", "shm/unary", "uds/unary", "bare-uds/unary"));
        Element latency = plot(page, "Latency of an echo, default settings");
        List<Element> lines = elements(latency, "polyline");
        // What uds and shm are compared with is measured too, and drawn: grpc-uds has unary in its id.
        assertEquals(5, lines.size());
        String[] box = latency.getAttribute("viewBox").split(" ", -1);
        for (Element line : lines) {
            String[] points = line.getAttribute("points").split(" ", -1);
            assertTrue(points.length > 20, () -> "too few points: " + line.getAttribute("points"));
            for (String point : points) {
                String[] place = point.split(",", -1);
                assertTrue(isBetween(0, place[0], box[2]) && isBetween(0, place[1], box[3]), point);
            }
        }
    }

    @Test
    void slowerSubjectsAreDrawnLowerInThroughputByClients() throws Exception {
        Document page = page(Samples.results("shm/"));
        Element line =
                elements(plot(page, "Throughput by client threads"), "polyline").get(0);
        String[] points = line.getAttribute("points").split(" ", -1);
        double one = Double.parseDouble(points[0].split(",", -1)[1]);
        double many = Double.parseDouble(points[points.length - 1].split(",", -1)[1]);
        assertTrue(many > one, () -> "more threads are slower here, and y grows downwards: " + one + ", " + many);
    }

    @Test
    void clientsByThreadsAndProcessesAreDrawnAsTilesAndPrintedAsATable() throws Exception {
        Results results = Samples.results(Plan.grid().only(List.of("shm/")));
        Element map = elements(page(results).getDocumentElement(), "svg").stream()
                .filter(svg -> elements(svg, "title").get(0).getTextContent().startsWith("shm by "))
                .findFirst()
                .orElseThrow();
        long tiles = elements(map, "rect").stream()
                .filter(rect -> rect.getAttribute("class").startsWith("bar"))
                .count();
        assertEquals(Load.grid().size(), tiles);
        assertTrue(Report.text(results).contains("16 × 64"), () -> Report.text(results));
    }

    @Test
    void aMissedGoalIsMarkedAndHasItsReason() throws Exception {
        Results results = Samples.results("uds/unary");
        Row row = results.plan().rows().stream()
                .filter(results::isMissed)
                .findFirst()
                .orElseThrow();
        Element line = elements(page(results).getDocumentElement(), "tr").stream()
                .filter(one -> one.getAttribute("id").equals(row.id()))
                .findFirst()
                .orElseThrow();
        assertTrue(line.getTextContent().contains(Row.Goal.MISSED), line::getTextContent);
        assertTrue(line.getTextContent().contains(results.reason(row).orElseThrow()), line::getTextContent);
        assertTrue(Report.text(results).contains(row.id() + " falls short: "), () -> Report.text(results));
    }

    @Test
    void thePageNeedsNothingFromElsewhere() throws Exception {
        String html = Page.html(Samples.results("unary"), List.of("a/b: <it> \"failed\" & ended"));
        assertFalse(html.replace("http://www.w3.org/2000/svg", "").contains("://"));
        Document page = parsed(html);
        for (String loading : List.of("script", "link", "img", "image", "use", "iframe")) {
            assertEquals(List.of(), elements(page.getDocumentElement(), loading), loading);
        }
    }

    @Test
    void everyRowHasAnIdOfItsOwnAndEveryReasonARow() throws Exception {
        List<String> ids = Plan.whole().rows().stream().map(Row::id).toList();
        assertEquals(ids.size(), Set.copyOf(ids).size(), ids::toString);
        Set<String> unknown = Samples.results("unary").reasons().ids().stream()
                .filter(id -> !ids.contains(id))
                .collect(Collectors.toSet());
        assertEquals(Set.of(), unknown, "reasons.properties explains rows that do not exist");
    }

    @Test
    void csvHasAFigureOfEachCellAndOfEachRowInEqualColumns() throws Exception {
        Results results = Samples.results("shm/unary");
        List<String> lines = Csv.text(results).lines().toList();
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("cell,shm/unary,")), lines::toString);
        results.plan()
                .rows()
                .forEach(row -> assertTrue(
                        lines.stream().anyMatch(line -> line.startsWith("row," + row.id() + ",")), lines::toString));
        // No text of these lines has a comma of its own but in quotes.
        Set<Integer> columns = lines.stream()
                .map(line -> line.replaceAll("\"[^\"]*\"", "").split(",", -1).length)
                .collect(Collectors.toSet());
        assertEquals(Set.of(11), columns);
    }

    private static boolean isBetween(double low, String value, String high) {
        return Double.parseDouble(value) >= low && Double.parseDouble(value) <= Double.parseDouble(high);
    }

    private static Element plot(Document page, String title) {
        return elements(page.getDocumentElement(), "svg").stream()
                .filter(svg -> elements(svg, "title").get(0).getTextContent().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        Stream.iterate(0, i -> i < nodes.getLength(), i -> i + 1).forEach(i -> elements.add((Element) nodes.item(i)));
        return elements;
    }

    private static Document page(Results results) throws Exception {
        return parsed(Page.html(results, List.of()));
    }

    private static Document parsed(String html) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(html.replace("<!DOCTYPE html>", ""))));
    }
}
