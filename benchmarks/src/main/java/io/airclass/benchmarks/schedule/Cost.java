package io.airclass.benchmarks.schedule;

import io.airclass.benchmarks.Load;
import java.util.Map;
import java.util.function.Function;

/** What an answer costs each process, and how long it takes, in milliseconds. */
record Cost(double perSecond, double serviceMicros, double databaseMicros, double p50, double p99) {
    static Cost of(ScheduleSuite suite, Load load, int requests) throws InterruptedException {
        var service = suite.schedule().cpu();
        var database = suite.database().cpu();
        var result = load.run(requests);
        return new Cost(
                result.perSecond(),
                suite.schedule().cpu().minus(service).toNanos() / 1000.0 / requests,
                suite.database().cpu().minus(database).toNanos() / 1000.0 / requests,
                result.quantileMillis(0.5),
                result.quantileMillis(0.99));
    }

    /** CPU of the service and the database, p50, p99. */
    String cells() {
        return "%.0f | %.0f | %.1f | %.1f".formatted(serviceMicros, databaseMicros, p50, p99);
    }

    /** Requests a second, CPU of the service and the database, p50, p99. */
    String allCells() {
        return "%.0f | %.0f | %.0f | %.1f | %.1f".formatted(perSecond, serviceMicros, databaseMicros, p50, p99);
    }

    /** How many times the CPU of the service, and of the database, of another. */
    String times(Cost other) {
        return "%.2f | %.2f".formatted(serviceMicros / other.serviceMicros, databaseMicros / other.databaseMicros);
    }

    /**
     * A row for each question, and columns for each size.
     *
     * @param columns the headings of one size, with a place for it
     */
    static String table(Map<Integer, Map<String, Cost>> bySize, String columns, Function<Cost, String> cells) {
        var table = new StringBuilder("| Asked for");
        bySize.keySet().forEach(size -> table.append(" | ").append(columns.formatted(size)));
        table.append(" |\n|---")
                .append("|---:".repeat(columns.split("\\|").length).repeat(bySize.size()))
                .append("|\n");
        bySize.values().iterator().next().keySet().forEach(question -> {
            table.append("| ").append(question);
            bySize.values().forEach(costs -> table.append(" | ").append(cells.apply(costs.get(question))));
            table.append(" |\n");
        });
        return table.toString();
    }
}
