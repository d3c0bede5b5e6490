package io.airclass.benchmarks;

import io.airclass.benchmarks.database.DatabaseBenchmark;
import io.airclass.benchmarks.database.JoinBenchmark;
import io.airclass.benchmarks.frame.FrameBenchmark;
import io.airclass.benchmarks.roster.ImportBenchmark;
import io.airclass.benchmarks.roster.SignInBenchmark;
import io.airclass.benchmarks.schedule.CatalogueBenchmark;
import io.airclass.benchmarks.schedule.LessonsBenchmark;
import java.util.Arrays;

/** What {@code ./airclass bench} runs; {@code ./airclass bench --help} lists the options. */
public final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] arguments) {
        System.setProperty(
                "logback.configurationFile", "benchmarks-logback.xml"); // of this process, not of those it measures
        var options = Arrays.copyOfRange(arguments, Math.min(1, arguments.length), arguments.length);
        try {
            run(arguments.length == 0 ? "" : arguments[0], options);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
        System.exit(0); // the issuer of the tokens, and what else was started here, would serve on
    }

    private static void run(String what, String[] options) throws Exception {
        switch (what) {
            case "frame" -> FrameBenchmark.main(options);
            case "database" -> DatabaseBenchmark.main(options);
            case "joins" -> JoinBenchmark.main(options);
            case "import" -> ImportBenchmark.main(options);
            case "sign-in" -> SignInBenchmark.main(options);
            case "catalogue" -> CatalogueBenchmark.main(options);
            case "lessons" -> LessonsBenchmark.main(options);
            default -> {
                System.err.println("What to measure: frame, database, joins, import, sign-in, catalogue or lessons");
                System.exit(2);
            }
        }
    }
}
