package io.airclass.contracts.roster;

import static io.airclass.contracts.Values.required;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** So many students of a class have this to learn with. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConnectivityCount(Connectivity kind, int students) {
    public ConnectivityCount {
        required("kind", kind);
    }
}
