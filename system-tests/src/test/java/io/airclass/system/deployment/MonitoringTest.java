package io.airclass.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.launcher.Suite;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Prometheus looks where the services answer, and its alerts ask for metrics that they have. */
class MonitoringTest {
    private static final String RULES = "monitoring/prometheus/rules/airclass.yml";
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*#.*$");
    private static final Pattern OUR_METRIC = Pattern.compile("\\bairclass_\\w+");
    /** The name of a meter in the source: {@code "airclass.dead.letters"}. */
    private static final Pattern OUR_METER =
            Pattern.compile("(?:counter|gauge|timer|builder)\\(\\s*\"(airclass[._][a-z_.]+)\"");

    private static final Pattern ENDING = Pattern.compile("_(?:total|seconds_(?:count|sum|bucket|max)|max)$");

    @Test
    void every_service_is_scraped_at_its_management_port() {
        Node job = Node.document(Checkout.text("monitoring/prometheus/prometheus.yml"))
                .at("scrape_configs")
                .items()
                .getFirst();

        assertThat(job.at("metrics_path").text()).isEqualTo(Suite.METRICS_PATH);
        assertThat(job.at("static_configs").items().getFirst().at("targets").itemTexts())
                .containsExactlyInAnyOrderElementsOf(Stream.of(Suite.Service.values())
                        .map(service -> service.module() + ":" + service.managementPort())
                        .toList());
    }

    @Test
    void the_alerts_ask_for_metrics_that_some_service_has() {
        assertThat(unknown(Checkout.text(RULES))).isEmpty();
    }

    @Test
    void an_alert_on_a_metric_that_nobody_has_is_found() {
        assertThat(unknown("expr: airclass_dead_letters_total > 0 or airclass_dead_mail_total > 0"))
                .containsExactly("airclass_dead_mail_total");
    }

    private static List<String> unknown(String rules) {
        Set<String> meters = meters();
        return OUR_METRIC
                .matcher(COMMENT.matcher(rules).replaceAll(""))
                .results()
                .map(metric -> metric.group())
                .distinct()
                .filter(metric -> !meters.contains(ENDING.matcher(metric).replaceFirst("")))
                .filter(metric -> !meters.contains(metric))
                .toList();
    }

    private static Set<String> meters() {
        Set<String> meters = new TreeSet<>();
        for (String module : Stream.concat(
                        Stream.of("service-kit", "roster-view"),
                        Stream.of(Suite.Service.values()).map(Suite.Service::module))
                .toList()) {
            for (String file : Checkout.below(
                    module + "/src/main/java", path -> path.toString().endsWith(".java"))) {
                OUR_METER
                        .matcher(Checkout.text(file))
                        .results()
                        .forEach(meter -> meters.add(meter.group(1).replace('.', '_')));
            }
        }
        return meters;
    }
}
