package io.nearcall.benchmarks.plot;

/**
 * How a series looks.
 *
 * @param colour a class of {@link #CSS}: {@code c1} to {@code c8}, or {@code limit} for what is only a measure
 */
public record Style(String colour, boolean dashed) {
    /** The colours, in light and in dark; told apart by eyes that see few colours too, and by dashes. */
    public static final String CSS = """
            .plot{--ink:#1d1d1b;--muted:#63625e;--grid:#e3e2dd;--ground:#fcfcfb;--c1:#2a78d6;--c2:#1baf7a;--c3:#b97e00;\
            --c4:#008300;--c5:#4a3aa7;--c6:#e34948;--c7:#d0588a;--c8:#eb6834;--limit:#8a8984}
            @media(prefers-color-scheme:dark){.plot{--ink:#f2f1ec;--muted:#b5b4ae;--grid:#383835;--ground:#1a1a19;\
            --c1:#3987e5;--c2:#199e70;--c3:#c98500;--c4:#2fa32f;--c5:#9085e9;--c6:#e66767;--c7:#d55181;--c8:#d95926;\
            --limit:#8f8e88}}
            .plot{font:12px system-ui,sans-serif}
            .plot .ground{fill:var(--ground)}
            .plot text{fill:var(--muted)}
            .plot .title{fill:var(--ink);font-size:15px;font-weight:600}
            .plot .name{fill:var(--ink)}
            .plot .grid{stroke:var(--grid);stroke-width:1}
            .plot .line{fill:none;stroke-width:2;stroke-linejoin:round}
            .plot .dashed{stroke-dasharray:6 4}
            .plot .c1{--c:var(--c1)} .plot .c2{--c:var(--c2)} .plot .c3{--c:var(--c3)} .plot .c4{--c:var(--c4)}
            .plot .c5{--c:var(--c5)} .plot .c6{--c:var(--c6)} .plot .c7{--c:var(--c7)} .plot .c8{--c:var(--c8)}
            .plot .limit{--c:var(--limit)}
            .plot .line{stroke:var(--c)} .plot .dot,.plot .bar{fill:var(--c)}
            """;

    String line() {
        return "line " + colour + (dashed ? " dashed" : "");
    }
}
