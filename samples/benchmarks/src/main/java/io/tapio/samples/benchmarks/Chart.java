package io.tapio.samples.benchmarks;

import java.util.List;
import java.util.Locale;

/** Ratios as a picture in SVG: a bar for the median of each, with a line from the least to the most. */
final class Chart {
    private static final int WIDTH = 860;
    private static final int LEFT = 210;
    private static final int RIGHT = 190;
    private static final int TOP = 54;
    private static final int BAR = 16;
    private static final int GAP = 10;

    private final List<Figures> bars;
    private final Contender reference;
    private final double most;
    private final StringBuilder svg = new StringBuilder();

    private Chart(List<Figures> all, Contender reference) {
        this.reference = reference;
        bars = all.stream().filter(each -> each.contender() != reference).toList();
        most = Math.max(
                1.5,
                bars.stream()
                        .mapToDouble(each -> each.ratio(Sample::cpu).most())
                        .max()
                        .orElse(1));
    }

    static String of(List<Figures> all, Contender reference) {
        return new Chart(all, reference).draw();
    }

    private String draw() {
        int height = TOP + bottom() + 30;
        add(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='12'>",
                WIDTH, height);
        add("<rect width='%d' height='%d' fill='#ffffff'/>", WIDTH, height);
        add(
                "<text x='16' y='24' font-size='15' font-weight='bold'>Server CPU per request, %s = 1</text>",
                reference.title());
        add("<text x='16' y='42' fill='#555555'>bar: median of pairs; line: least to most; less is better</text>");
        for (double tick = 0; tick <= most; tick += most > 3 ? 1 : 0.25) {
            boolean one = tick == 1;
            add(
                    "<line x1='%.1f' x2='%.1f' y1='%d' y2='%d' stroke='%s'/>",
                    x(tick), x(tick), TOP, TOP + bottom(), one ? "#222222" : "#dddddd");
            add(
                    "<text x='%.1f' y='%d' text-anchor='middle' fill='#555555'>%s</text>",
                    x(tick), TOP + bottom() + 18, Double.toString(tick));
        }
        int y = TOP + GAP;
        String before = "";
        for (Figures each : bars) {
            y += before.isEmpty() || before.equals(each.what()) ? 0 : GAP;
            bar(each, y, !before.equals(each.what()));
            y += BAR;
            before = each.what();
        }
        return svg.append("</svg>\n").toString();
    }

    private void bar(Figures figures, int y, boolean first) {
        Figures.Ratio ratio = figures.ratio(Sample::cpu);
        int middle = y + BAR / 2;
        if (first) {
            add("<text x='%d' y='%d' text-anchor='end'>%s</text>", LEFT - 8, middle + 4, figures.what());
        }
        add(
                "<rect x='%d' y='%d' width='%.1f' height='%d' fill='%s'><title>%s</title></rect>",
                LEFT,
                y + 1,
                x(ratio.median()) - LEFT,
                BAR - 2,
                colour(figures.contender()),
                figures.contender().title());
        add(
                "<line x1='%.1f' x2='%.1f' y1='%d' y2='%d' stroke='#222222' stroke-width='1.5'/>",
                x(ratio.least()), x(ratio.most()), middle, middle);
        add(
                "<text x='%.1f' y='%d'>%.2f %s</text>",
                x(ratio.most()) + 6,
                middle + 4,
                ratio.median(),
                figures.contender().title());
    }

    private int bottom() {
        long groups = bars.stream().map(Figures::what).distinct().count();
        return (int) (bars.size() * BAR + (groups + 1) * GAP);
    }

    private double x(double ratio) {
        return LEFT + ratio / most * (WIDTH - LEFT - RIGHT);
    }

    private static String colour(Contender contender) {
        return contender == Stores.TAPIO ? "#3b7dd8" : contender == Stores.SELECTOR ? "#8fb7ea" : "#d99a3b";
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values).replace('\'', '"'))
                .append('\n');
    }
}
