package io.airclass.exam.bank.gift;

import io.airclass.exam.bank.ImportReading;
import io.airclass.exam.bank.ImportReading.Found;
import io.airclass.exam.bank.Remark;
import java.util.ArrayList;
import java.util.Comparator;

/** Reads a whole GIFT file. */
public final class Gift {

    private Gift() {}

    public static ImportReading read(String text) {
        var blocks = Blocks.of(text);
        var questions = new ArrayList<Found>();
        var remarks = new ArrayList<>(blocks.remarks());
        for (var placed : blocks.blocks()) {
            var reader = new BlockReader(placed.block(), placed.category());
            reader.read().ifPresent(questions::add);
            remarks.addAll(reader.remarks());
        }
        remarks.sort(Comparator.comparingInt(Remark::line));
        return new ImportReading(questions, blocks.categories(), remarks, blocks.comments());
    }
}
