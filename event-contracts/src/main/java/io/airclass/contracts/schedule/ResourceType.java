package io.airclass.contracts.schedule;

/** The kinds of on-demand resources. */
public enum ResourceType {
    VIDEO,
    AUDIO,
    /** Slides, texts and pictures for learning (学习资料). */
    MATERIAL,
    EXERCISE,
    /** Electronic textbook (电子教材). */
    TEXTBOOK,
    /** A programme on television, with channel and time. */
    TV,
    /** Of a cloud classroom elsewhere (国家中小学网络云平台 and the like). */
    CLOUD_CLASS
}
