package io.airclass.policy;

/** Whether a rule refuses or only advises. */
public enum Force {
    /** What breaks it is refused. */
    BINDING,
    /** The document encourages it or states it "in principle" (原则上): what breaks it is allowed, with the advice. */
    ADVISORY
}
