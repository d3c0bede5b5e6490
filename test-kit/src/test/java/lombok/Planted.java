package lombok;

/** Stands for a library that we do not use, so that the check for it can be seen to fail. */
public final class Planted {
    private Planted() {}
}
