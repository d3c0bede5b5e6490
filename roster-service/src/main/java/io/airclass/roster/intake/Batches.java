package io.airclass.roster.intake;

import io.airclass.roster.oneroster.Bundle;
import io.airclass.roster.oneroster.BundleFile;
import io.airclass.roster.oneroster.Row;
import io.airclass.roster.oneroster.Rows;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a plan makes of a file's rows, some at a time; blocks while it reads. Not for several threads. */
final class Batches<T> implements Closeable {
    private final Optional<Rows> rows;
    private final Function<Row, Optional<T>> planned;

    Batches(Bundle bundle, BundleFile file, Function<Row, Optional<T>> planned) throws IOException {
        this.rows = bundle.has(file) ? Optional.of(bundle.rowsAgain(file)) : Optional.empty();
        this.planned = planned;
    }

    /** At most {@code max}; none at the end. */
    List<T> next(int max) throws IOException {
        var batch = new ArrayList<T>();
        if (rows.isPresent()) {
            var row = rows.get().next();
            while (row.isPresent()) {
                planned.apply(row.get()).ifPresent(batch::add);
                row = batch.size() < max ? rows.get().next() : Optional.empty();
            }
        }
        return batch;
    }

    @Override
    public void close() throws IOException {
        if (rows.isPresent()) {
            rows.get().close();
        }
    }
}
