package io.tapio.samples.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Goodput and p99 by the load, as a picture in SVG: a line for each server. */
final class OverloadChart {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 380;
    private static final int TOP = 70;
    private static final int BOTTOM = 310;
    private static final int PANEL = 350;
    private static final int LEFT = 60;
    private static final int SECOND = 480;

    /** Of the goodput: more than a whole, for the noise. */
    private static final double MOST = 1.1;

    /** Of the p99, in milliseconds, from the bottom to the top: a logarithmic scale. */
    private static final double FASTEST = 1;

    private static final double SLOWEST = 1000;

    private final List<Loaded> points;
    private final double highest;
    private final StringBuilder svg = new StringBuilder();

    private OverloadChart(List<Loaded> points) {
        this.points = points;
        highest = points.stream().mapToDouble(Loaded::load).max().orElse(1);
    }

    static String of(List<Loaded> points) {
        return new OverloadChart(points).draw();
    }

    private String draw() {
        add(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='12'>",
                WIDTH, HEIGHT);
        add("<rect width='%d' height='%d' fill='#ffffff'/>", WIDTH, HEIGHT);
        panel(LEFT, "Goodput, as a part of the capacity");
        for (double tick = 0; tick <= 1; tick += 0.25) {
            grid(LEFT, goodput(tick), String.format(Locale.ROOT, "%.0f %%", 100 * tick));
        }
        lines(LEFT, point -> goodput(point.goodput()));
        panel(SECOND, "p99 of the calls that were done, ms");
        for (double tick = FASTEST; tick <= SLOWEST; tick *= 10) {
            grid(SECOND, millis(tick), tick == SLOWEST ? "≥ 1000" : String.format(Locale.ROOT, "%.0f", tick));
        }
        lines(SECOND, point -> millis(point.p99()));
        legend();
        return svg.append("</svg>\n").toString();
    }

    private void panel(int left, String title) {
        add("<text x='%d' y='%d' font-size='15' font-weight='bold'>%s</text>", left, TOP - 40, title);
        add("<text x='%d' y='%d' fill='#555555'>load, as a multiple of the capacity</text>", left + 60, BOTTOM + 36);
        points.stream().mapToDouble(Loaded::load).distinct().forEach(load -> {
            double x = left + x(load);
            add("<line x1='%.1f' x2='%.1f' y1='%d' y2='%d' stroke='#eeeeee'/>", x, x, TOP, BOTTOM);
            add("<text x='%.1f' y='%d' text-anchor='middle' fill='#555555'>%s ×</text>", x, BOTTOM + 18, load);
        });
    }

    private void grid(int left, double y, String text) {
        add("<line x1='%d' x2='%d' y1='%.1f' y2='%.1f' stroke='#dddddd'/>", left, left + PANEL, y, y);
        add("<text x='%d' y='%.1f' text-anchor='end' fill='#555555'>%s</text>", left - 6, y + 4, text);
    }

    private void lines(int left, ToDoubleFunction<Loaded> y) {
        for (Limits server : Limits.values()) {
            StringBuilder line = new StringBuilder();
            for (Loaded point : points) {
                if (point.server() == server) {
                    double at = left + x(point.load());
                    line.append(String.format(Locale.ROOT, "%.1f,%.1f ", at, y.applyAsDouble(point)));
                    add("<circle cx='%.1f' cy='%.1f' r='4' fill='%s'/>", at, y.applyAsDouble(point), server.colour());
                }
            }
            add("<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>", line, server.colour());
        }
    }

    private void legend() {
        int x = LEFT;
        for (Limits server : Limits.values()) {
            add("<rect x='%d' y='%d' width='14' height='4' fill='%s'/>", x, HEIGHT - 14, server.colour());
            add("<text x='%d' y='%d'>%s</text>", x + 20, HEIGHT - 8, server.title());
            x += 205;
        }
    }

    private double x(double load) {
        return load / highest * (PANEL - 20);
    }

    private static double goodput(double part) {
        return BOTTOM - Math.min(part, MOST) / MOST * (BOTTOM - TOP);
    }

    private static double millis(double millis) {
        double within = Math.max(FASTEST, Math.min(SLOWEST, millis));
        return BOTTOM - Math.log10(within / FASTEST) / Math.log10(SLOWEST / FASTEST) * (BOTTOM - TOP);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values).replace('\'', '"'))
                .append('\n');
    }
}
