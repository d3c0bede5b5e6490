package io.airclass.roster.platform;

import java.time.LocalDate;

/** That a region has chosen its learning space (网络学习空间). */
public record LearningSpace(String platform, LocalDate confirmedOn, String by) {}
