package io.tapio.samples.faults;

import java.util.List;

/** Findings as a table in Markdown. */
final class Table {
    static final String HEAD = "| fault | what has to hold | what was found | held |\n|---|---|---|---|\n";

    private Table() {}

    static String rows(String title, List<Finding> findings) {
        StringBuilder rows = new StringBuilder();
        String first = title;
        for (Finding finding : findings) {
            rows.append("| ").append(first).append(" | ").append(finding.promise());
            rows.append(" | ").append(finding.figure()).append(" | ");
            rows.append(finding.held() ? "yes" : "**no**").append(" |\n");
            first = "";
        }
        return rows.toString();
    }
}
