package io.airclass.roster.oneroster;

import io.airclass.roster.oneroster.Finding.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Gathers findings; the first {@code keptMax} of errors and of notes are kept, the rest counted. Not for several threads. */
public final class Findings {
    private final int keptMax;
    private final List<Finding> errors = new ArrayList<>();
    private final List<Finding> notes = new ArrayList<>();
    private long errorCount;
    private long noteCount;
    private final Consumer<Finding> hearer;
    private boolean refused;
    private UnaryOperator<Finding> translation = UnaryOperator.identity();

    public Findings(int keptMax) {
        this(keptMax, _ -> {});
    }

    /** @param hearer is told all of them, as they come */
    public Findings(int keptMax, Consumer<Finding> hearer) {
        this.keptMax = keptMax;
        this.hearer = hearer;
    }

    /** For a second reading of rows whose faults are already told. */
    public static Findings unheard() {
        return new Findings(0);
    }

    public void bundle(String file, long line, String column, String code, Map<String, String> facts) {
        add(new Finding(Weight.BUNDLE, file, line, column, code, facts));
    }

    public void row(BundleFile file, long line, String column, String code, Map<String, String> facts) {
        add(new Finding(Weight.ROW, file.entryName(), line, column, code, facts));
    }

    public void note(String file, long line, String column, String code, Map<String, String> facts) {
        add(new Finding(Weight.NOTE, file, line, column, code, facts));
    }

    /** From now on every finding is told as this makes it. */
    public void translatedBy(UnaryOperator<Finding> next) {
        translation = next;
    }

    public void add(Finding original) {
        Finding finding = translation.apply(original);
        hearer.accept(finding);
        if (finding.weight() == Weight.NOTE) {
            noteCount++;
            keep(notes, finding);
        } else {
            errorCount++;
            refused |= finding.weight() == Weight.BUNDLE;
            keep(errors, finding);
        }
    }

    private void keep(List<Finding> list, Finding finding) {
        if (list.size() < keptMax) {
            list.add(finding);
        }
    }

    /** Whether the bundle as a whole is refused. */
    public boolean refused() {
        return refused;
    }

    public List<Finding> errors() {
        return List.copyOf(errors);
    }

    public List<Finding> notes() {
        return List.copyOf(notes);
    }

    /** All errors, kept or not. */
    public long errorCount() {
        return errorCount;
    }

    /** All notes, kept or not. */
    public long noteCount() {
        return noteCount;
    }
}
