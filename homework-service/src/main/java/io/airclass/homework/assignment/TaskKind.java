package io.airclass.homework.assignment;

/** What sort of homework it is. */
public enum TaskKind {
    /** 书面作业 */
    WRITTEN,
    /** 阅读 */
    READING,
    /** 口头作业 */
    ORAL,
    /** 实践作业 */
    PRACTICE,
    /** 自主学习任务单, a list of things to do. */
    TASK_SHEET
}
