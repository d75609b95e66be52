package io.nearcall.benchmarks;

import static io.nearcall.benchmarks.plot.Markup.escaped;

import io.nearcall.benchmarks.plot.Plot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The results as one page that needs nothing from elsewhere and runs nothing. */
final class Page {
    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#1d1d1b;--muted:#63625e;--line:#e3e2dd;--ground:#fcfcfb;--good:#006d00;--bad:#b3261e}
            @media(prefers-color-scheme:dark){:root{--ink:#f2f1ec;--muted:#b5b4ae;--line:#383835;--ground:#1a1a19;--good:#5fc45f;--bad:#ff8a80}}
            body{margin:0 auto;padding:1rem;max-width:68rem;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
            h1{font-size:1.5rem} h2{font-size:1.15rem;margin:2.2rem 0 .6rem}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;font-size:.85rem;color:var(--muted)}
            dd{margin:0;overflow-wrap:anywhere}
            .plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1rem}
            .plots svg{width:100%;height:auto}
            .wide{overflow-x:auto}
            table{border-collapse:collapse;width:100%;font-size:.85rem}
            th,td{padding:.3rem .6rem;text-align:right;border-bottom:1px solid var(--line);vertical-align:top}
            th:first-child,td:first-child{text-align:left} td{font-variant-numeric:tabular-nums} th{font-weight:600}
            small{display:block;color:var(--muted)} .met{color:var(--good)} .missed{color:var(--bad);font-weight:600}
            @media(min-width:40rem){.rows td:nth-child(n+2){white-space:nowrap}}
            @media(max-width:40rem){
            .rows thead{display:none} .rows tr{display:block;padding:.5rem 0;border-bottom:1px solid var(--line)}
            .rows td{display:flex;justify-content:space-between;gap:1rem;border:0;padding:.1rem 0}
            .rows td:first-child{display:block;font-weight:600} .rows td:empty{display:none}
            .rows td::before{content:attr(data-of);color:var(--muted)} .rows td:first-child::before{content:none}}
            """;

    private final StringBuilder html = new StringBuilder();

    private Page() {}

    /** Draws it; {@code failures} are cells that could not be measured, each with its cause. */
    static String html(Results results, List<String> failures) {
        Page page = new Page();
        page.add("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>");
        page.add("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"/>");
        page.add("<title>Nearcall: benchmarks</title><style>" + STYLE + "</style></head><body>");
        page.add("<h1>Nearcall: benchmarks</h1>");
        page.circumstances(results);
        page.plots(new Plots(results).forPage());
        page.rows(results);
        page.cells(results);
        page.failures(failures);
        page.add("</body></html>");
        return page.html.toString();
    }

    private void circumstances(Results results) {
        add("<dl>");
        results.circumstances()
                .forEach((name, fact) -> add("<dt>" + escaped(name) + "</dt><dd>" + escaped(fact) + "</dd>"));
        add("</dl>");
    }

    private void plots(List<Plot> plots) {
        if (plots.isEmpty()) {
            return;
        }
        add("<div class=\"plots\">");
        plots.forEach(plot -> add(plot.svg()));
        add("</div>");
    }

    private void rows(Results results) {
        List<String> titles = List.of("row", "of", "measured (least–greatest)", "goal", "dream", "verdict");
        add("<h2>Promises</h2>");
        add("<table class=\"rows\">" + head(titles) + "<tbody>");
        for (Row row : results.plan().rows()) {
            Optional<String> reason = results.reason(row);
            String verdict = results.verdict(row);
            String name = escaped(row.name()) + "<small>" + escaped(row.waits()) + "</small>"
                    + reason.map(text -> "<small class=\"missed\">" + escaped(text) + "</small>")
                            .orElse("");
            List<String> fields = List.of(
                    escaped(row.of()),
                    escaped(row.measured(results.rounds()).toString()),
                    escaped(row.goal().toString()),
                    escaped(row.goal().dreamText()));
            StringBuilder line = new StringBuilder("<tr id=\"" + escaped(row.id()) + "\"><td>" + name + "</td>");
            for (int i = 0; i < fields.size(); i++) {
                line.append("<td data-of=\"").append(titles.get(i + 1)).append("\">");
                line.append(fields.get(i)).append("</td>");
            }
            String style =
                    reason.isPresent() ? "missed" : verdict.equals("dream") || verdict.equals("met") ? "met" : "";
            add(line + "<td data-of=\"verdict\" class=\"" + style + "\">" + escaped(verdict) + "</td></tr>");
        }
        add("</tbody></table>");
    }

    private void cells(Results results) {
        List<String> titles = new ArrayList<>(List.of("cell", "waits"));
        List<Metric> columns = Report.columns(results);
        columns.forEach(column -> titles.add(column.toString()));
        add("<h2>Figures</h2>");
        add("<div class=\"wide\"><table>" + head(titles) + "<tbody>");
        for (Cell cell : results.plan().cells()) {
            StringBuilder line = new StringBuilder("<tr><td>" + escaped(cell.id()) + "<small>"
                    + escaped(cell.description()) + (results.isWarm(cell) ? "" : ", not warm") + "</small></td><td>"
                    + cell.waits() + "</td>");
            columns.forEach(column -> line.append("<td>")
                    .append(Spread.text(results.of(cell, column).median()))
                    .append("</td>"));
            add(line + "</tr>");
        }
        add("</tbody></table></div>");
    }

    private void failures(List<String> failures) {
        if (failures.isEmpty()) {
            return;
        }
        add("<h2>Could not be measured</h2><ul>");
        failures.forEach(failure -> add("<li>" + escaped(failure) + "</li>"));
        add("</ul>");
    }

    private static String head(List<String> titles) {
        StringBuilder head = new StringBuilder("<thead><tr>");
        titles.forEach(title -> head.append("<th>").append(escaped(title)).append("</th>"));
        return head + "</tr></thead>";
    }

    private void add(String line) {
        html.append(line).append('\n');
    }
}
