package org.pagurus.experiments.operations;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.pagurus.transport.host.HostDaemon;

/**
 * Metrics and health over HTTP, on a port of their own: {@code /metrics} for Prometheus, {@code
 * /health} for whoever starts and stops daemons. It answers as soon as the process lives; ready is
 * a daemon that serves.
 */
public final class OperationsServer implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int BACKLOG = 16;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    THREADS, Thread.ofPlatform().name("operations-", 0).daemon().factory());
    private final HttpServer server;
    private volatile boolean ready;

    private OperationsServer(InetSocketAddress listen) throws IOException {
        limit("sun.net.httpserver.maxReqTime", "5");
        limit("sun.net.httpserver.maxRspTime", "5");
        limit("jdk.httpserver.maxConnections", "32");
        server = HttpServer.create(listen, BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", exchange -> reply(exchange, NOT_FOUND, "text/plain", ""));
        server.createContext("/metrics", this::metrics);
        server.createContext("/health", this::health);
        server.start();
    }

    /**
     * Starts it; not ready yet.
     *
     * @throws IOException when its port can't be had
     */
    public static OperationsServer start(InetSocketAddress listen) throws IOException {
        return new OperationsServer(listen);
    }

    /** The JDK's server reads these once; what was given on the command line stays. */
    private static void limit(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Where it serves. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** The daemon serves from now on. */
    public void ready(HostDaemon host, long memoryLimitBytes) {
        HostMetrics.bind(host, memoryLimitBytes, registry);
        ready = true;
    }

    /** The daemon is about to serve no more. */
    public void notReady() {
        ready = false;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        registry.close();
    }

    private void metrics(HttpExchange exchange) throws IOException {
        reply(exchange, OK, "text/plain; version=0.0.4; charset=utf-8", registry.scrape());
    }

    private void health(HttpExchange exchange) throws IOException {
        boolean now = ready;
        reply(
                exchange,
                now ? OK : UNAVAILABLE,
                "application/json",
                "{\"live\":true,\"ready\":" + now + "}\n");
    }

    private static void reply(HttpExchange exchange, int status, String type, String text)
            throws IOException {
        try (exchange) {
            boolean allowed = exchange.getRequestMethod().equals("GET");
            byte[] body = allowed ? text.getBytes(StandardCharsets.UTF_8) : new byte[0];
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(
                    allowed ? status : NOT_ALLOWED, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            }
        }
    }
}
