package io.airclass.launcher;

/** A main class that stands in for Spring Boot's unpacking. */
final class DoesNothing {

    private DoesNothing() {}

    public static void main(String[] args) {
        assert args.length > 0;
    }
}
