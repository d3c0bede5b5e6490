package io.airclass.benchmarks.schedule;

import io.airclass.benchmarks.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What an answer costs each process, and how long it takes, in milliseconds.
 *
 * @param floorMicros what the least service of this sort costs in the same run; 0 where that was not asked
 * @param compilerMicros what compiling took of it, which ends when a service has run for long enough
 * @param collectorMicros how long the service stood still for its collector, a part of what it cost
 */
record Cost(
        double perSecond,
        double serviceMicros,
        double floorMicros,
        double compilerMicros,
        double collectorMicros,
        double databaseMicros,
        double p50,
        double p99) {
    /**
     * @param rounds one after the other, each of so many requests
     * @param pause before each round, in which nothing is counted
     */
    static Cost of(ScheduleSuite suite, List<Load> rounds, int requestsOfRound, Duration pause, double floorMicros)
            throws IOException, InterruptedException {
        var all = new Spent(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        Load.Result result = null;
        for (var round : rounds) {
            Thread.sleep(pause);
            var before = Spent.by(suite);
            var one = round.run(requestsOfRound);
            all = all.plus(Spent.by(suite).minus(before));
            result = result == null ? one : result.and(one);
        }
        int requests = rounds.size() * requestsOfRound;
        return new Cost(
                result.perSecond(),
                each(all.service(), requests),
                floorMicros,
                each(all.compilers(), requests),
                each(all.collector(), requests),
                each(all.database(), requests),
                result.quantileMillis(0.5),
                result.quantileMillis(0.99));
    }

    /** CPU time since the processes began. */
    private record Spent(Duration service, Duration compilers, Duration collector, Duration database) {
        static Spent by(ScheduleSuite suite) throws IOException {
            return new Spent(
                    suite.schedule().cpu(),
                    suite.schedule().compiling(),
                    suite.collected(),
                    suite.database().cpu());
        }

        Spent minus(Spent other) {
            return new Spent(
                    service.minus(other.service),
                    compilers.minus(other.compilers),
                    collector.minus(other.collector),
                    database.minus(other.database));
        }

        Spent plus(Spent other) {
            return new Spent(
                    service.plus(other.service),
                    compilers.plus(other.compilers),
                    collector.plus(other.collector),
                    database.plus(other.database));
        }
    }

    private static double each(Duration all, int requests) {
        return all.toNanos() / 1000.0 / requests;
    }

    /** CPU of the service and the database, p50, p99. */
    String cells() {
        return "%.0f | %.0f | %.1f | %.1f".formatted(serviceMicros, databaseMicros, p50, p99);
    }

    /** Requests a second, CPU of the service, in floors, of that the compilers' and the collector's, and the database's, p50, p99. */
    String allCells() {
        return "%.0f | %.0f | %.1f | %.0f | %.0f | %.0f | %.1f | %.1f"
                .formatted(
                        perSecond,
                        serviceMicros,
                        serviceMicros / floorMicros,
                        compilerMicros,
                        collectorMicros,
                        databaseMicros,
                        p50,
                        p99);
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
