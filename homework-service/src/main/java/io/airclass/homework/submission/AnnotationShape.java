package io.airclass.homework.submission;

/** What sort of sign a teacher set. */
public enum AnnotationShape {
    PIN(2, 2),
    TEXT(2, 2),
    BOX(4, 4),
    STROKE(4, Annotation.NUMBERS_MAX);

    private final int numbersMin;
    private final int numbersMax;

    AnnotationShape(int numbersMin, int numbersMax) {
        this.numbersMin = numbersMin;
        this.numbersMax = numbersMax;
    }

    /** Whether so many numbers are points of it. */
    public boolean takes(int numbers) {
        return numbers % 2 == 0 && numbers >= numbersMin && numbers <= numbersMax;
    }
}
