package org.pagurus.experiments.report.html;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page that needs nothing else and asks for nothing: styles, data and scripts are in it, and its
 * policy forbids any request. Used by one thread.
 */
public final class Page {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What all charts need. */
    private static final List<String> FIRST = List.of("theme.js", "format.js", "figure.js");

    /** Where something goes in the frame of all pages. */
    private static final Pattern MARK = Pattern.compile("<!--(title|style|body|script)-->");

    private final String title;
    private final StringBuilder body = new StringBuilder();
    private final StringBuilder script = new StringBuilder();

    /**
     * @param title of the window
     */
    public Page(String title) {
        this.title = title;
    }

    /**
     * Starts what is seen: a heading with the switch for colours. The header is left open.
     *
     * @param lead a line below the heading; may be empty
     */
    public Page addHeader(String heading, String lead) {
        return add("<a class=\"skip\" href=\"#main\">To the figures</a>\n<header>\n")
                .add("<div class=\"head\"><div><h1>" + Html.text(heading) + "</h1>\n")
                .add(lead.isEmpty() ? "" : "<p class=\"lead\">" + Html.text(lead) + "</p>")
                .add("</div><button type=\"button\" id=\"theme\">Colours</button></div>\n")
                .add("<noscript><p>The charts need JavaScript, which this browser does not run.")
                .add(" The tables in this page, and the files beside it, have their figures.")
                .add("</p></noscript>\n");
    }

    /** Adds to what is seen. */
    public Page add(String html) {
        body.append(html);
        return this;
    }

    /**
     * Adds charts that are drawn in the browser, wherever an element names one of them.
     *
     * @param data what they show
     * @param scripts files with the charts' plans, in order
     */
    public Page charts(Object data, List<String> scripts) {
        script.append("<script type=\"application/json\" id=\"data\">")
                .append(json(data))
                .append("</script>\n<script>")
                .append(Resources.charts())
                .append("</script>\n<script>\n(() => {\n\"use strict\";\n");
        FIRST.forEach(name -> script.append(Resources.text(name)));
        scripts.forEach(name -> script.append(Resources.text(name)));
        script.append(Resources.text("main.js"));
        script.append("})();\n</script>\n");
        return this;
    }

    /** The whole page. */
    public String text() {
        StringBuilder html = new StringBuilder();
        Matcher marks = MARK.matcher(Resources.text("page.html"));
        while (marks.find()) {
            marks.appendReplacement(html, Matcher.quoteReplacement(part(marks.group(1))));
        }
        return marks.appendTail(html).toString();
    }

    private String part(String name) {
        return switch (name) {
            case "title" -> Html.text(title);
            case "style" -> Resources.text("page.css");
            case "body" -> body.toString();
            default -> script.toString();
        };
    }

    /** No text in it ends the element that it is in, or starts a comment there. */
    private static String json(Object data) {
        try {
            JsonNode tree = JSON.valueToTree(data);
            return JSON.writeValueAsString(tree).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of numbers and text can be written", e);
        }
    }
}
