package io.airclass.schedule.catalogue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the catalogue.
 *
 * @param linkHosts pages of these hosts, comma-separated, and of hosts below them, may be linked to
 * @param countsAge how old the counts of facets may be, beside the seconds until a change is counted
 */
@ConfigurationProperties("airclass.catalogue")
record CatalogueSettings(
        @DefaultValue("eduyun.cn,smartedu.cn,centv.cn,cctv.com,gzstv.com")
        String linkHosts,

        @DefaultValue("10s") Duration countsAge) {

    List<String> hosts() {
        return Stream.of(linkHosts.split(","))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .toList();
    }
}
