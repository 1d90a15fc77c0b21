package org.pagurus.experiments.report.html;

import java.util.List;

/** Parts of a page. */
public final class Html {
    private Html() {}

    /** Text that means itself, in elements and in attributes. */
    public static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A list of sentences, none of them ended. */
    public static String list(List<String> sentences) {
        StringBuilder html = new StringBuilder("<ul class=\"statements\">\n");
        sentences.forEach(one -> html.append("<li>" + text(one) + ".</li>\n"));
        return html.append("</ul>\n").toString();
    }

    /** A table whose first row and column are heads; wider than the screen, it can be scrolled. */
    public static String table(Table table) {
        StringBuilder html = new StringBuilder();
        html.append("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(text(table.caption()))
                .append("\">\n<table>\n<caption>")
                .append(text(table.caption()))
                .append("</caption>\n<thead>\n");
        row(html, table.rows().getFirst(), true);
        html.append("</thead>\n<tbody>\n");
        for (List<String> row : table.rows().subList(1, table.rows().size())) {
            row(html, row, false);
        }
        return html.append("</tbody>\n</table>\n</div>\n").toString();
    }

    private static void row(StringBuilder html, List<String> cells, boolean head) {
        html.append("<tr>");
        for (int i = 0; i < cells.size(); i++) {
            String cell = text(cells.get(i));
            if (head) {
                html.append("<th scope=\"col\">" + cell + "</th>");
            } else if (i == 0) {
                html.append("<th scope=\"row\">" + cell + "</th>");
            } else {
                html.append("<td>" + cell + "</td>");
            }
        }
        html.append("</tr>\n");
    }
}
