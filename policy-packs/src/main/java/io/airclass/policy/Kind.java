package io.airclass.policy;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What can be limited: the closed catalogue of measures. A kind says what is measured, in which unit and which side of a limit is
 * allowed, so that of any two rules of a kind it is known which is the stricter. A new kind is code, because a service must measure
 * it; a new rule is data.
 */
public enum Kind {
    HOMEWORK_WRITTEN(
            "homework.written.minutesPerClassDay",
            Unit.MINUTES,
            Direction.MAX,
            "written homework (书面作业) of one class for one day, over all subjects, to be done at home"),
    HOMEWORK(
            "homework.minutesPerClassDay",
            Unit.MINUTES,
            Direction.MAX,
            "all homework of one class for one day, over all subjects, written or not"),
    HOMEWORK_BY_PHONE(
            "homework.phoneRequired", Unit.YES_OR_NO, Direction.FORBIDDEN, "homework is set or must be done by phone"),
    HOMEWORK_ON_SCREEN(
            "homework.screenRequired",
            Unit.YES_OR_NO,
            Direction.FORBIDDEN,
            "homework must be done on a screen, not on paper"),
    HOMEWORK_OUTSIDE_SCHOOL_DAYS(
            "homework.outsideSchoolDays",
            Unit.YES_OR_NO,
            Direction.FORBIDDEN,
            "homework is to be done on a day without school (周末、节假日)"),
    HOMEWORK_FREE_DAYS("homework.freeDaysPerWeek", Unit.DAYS, Direction.MIN, "days of a week without homework (无作业日)"),

    SCREEN_SITTING(
            "screen.minutesPerSitting", Unit.MINUTES, Direction.MAX, "one unbroken stretch of online learning (单次)"),
    SCREEN_DAY("screen.minutesPerDay", Unit.MINUTES, Direction.MAX, "online learning of one pupil in one day"),
    SCREEN_OTHER(
            "screen.otherMinutesPerDay", Unit.MINUTES, Direction.MAX, "other use of screens by one pupil in one day"),
    SCREEN_REST("screen.restMinutes", Unit.MINUTES, Direction.MIN, "rest after a sitting of 20 to 30 minutes"),
    DEVICES_SHARE(
            "devices.percentOfTeachingTime",
            Unit.PERCENT,
            Direction.MAX,
            "teaching time that uses electronic devices, of all teaching time"),

    LESSONS("lessons.perDay", Unit.TIMES, Direction.MAX, "lessons of one class in one day"),
    LESSON_TALK("lesson.talkMinutes", Unit.MINUTES, Direction.MAX, "the teacher's talk in one lesson"),
    BREAK("break.minutes", Unit.MINUTES, Direction.MIN, "the break between two lessons (课间)"),
    SPORT("sport.minutesPerDay", Unit.MINUTES, Direction.MIN, "sport and exercise of one pupil in one day"),
    FIRST_LESSON("lesson.first.startsAt", Unit.TIME_OF_DAY, Direction.EARLIEST, "the first lesson of a day begins"),
    EVENING_STUDY(
            "eveningStudy.endsAt",
            Unit.TIME_OF_DAY,
            Direction.LATEST,
            "evening study (晚自习) ends at a school without boarders; not asked for a boarding school"),
    AFTER_SCHOOL_DAYS(
            "afterSchool.daysPerWeek", Unit.DAYS, Direction.MIN, "days of a week with after-school service (课后服务)"),
    AFTER_SCHOOL_MINUTES(
            "afterSchool.minutesPerDay", Unit.MINUTES, Direction.MIN, "after-school service on a day that has it"),
    NEW_TERM_LESSON(
            "lesson.newTerm.date", Unit.DATE, Direction.EARLIEST, "the day of a lesson with content of the new term"),
    LESSON_BEFORE_TERM(
            "lesson.beforeTerm.content",
            Unit.CHOICE,
            Direction.ONE_OF,
            "what a lesson before the planned first day of the term is about",
            Map.of(
                    "curriculum", "新学期课程",
                    "epidemic-protection", "疫情防护知识",
                    "mental-health", "心理健康辅导",
                    "edutainment", "寓教于乐")),
    LESSON_IN_PERSON(
            "lesson.inPerson",
            Unit.YES_OR_NO,
            Direction.FORBIDDEN,
            "teaching or training gathers people in one place (线下集中)"),
    PRACTICE_IN_PERSON(
            "practice.inPerson",
            Unit.YES_OR_NO,
            Direction.FORBIDDEN,
            "an internship, practical training or practice activity (实习、实训、实践活动) takes place"),
    CONTENT_AHEAD(
            "content.gradesAhead",
            Unit.GRADES,
            Direction.MAX,
            "how many grades the unit that a lesson or question belongs to lies above the class; 0 where it does not"),
    TIMETABLE_NOTICE(
            "timetable.noticeDays",
            Unit.DAYS,
            Direction.MIN,
            "calendar days from the day on which a timetable of county-organised lessons reaches the schools to the first lesson in it"),
    TIMETABLE_UNLIMITED(
            "timetable.limitsMissing",
            Unit.YES_OR_NO,
            Direction.FORBIDDEN,
            "a timetable of online lessons is published without stated limits of time and amount (限时限量)"),
    ATTENDANCE_REQUIRED(
            "attendance.required", Unit.YES_OR_NO, Direction.FORBIDDEN, "online lessons are made obligatory"),
    CHECK_IN_REQUIRED(
            "study.checkInRequired",
            Unit.YES_OR_NO,
            Direction.FORBIDDEN,
            "a daily study check-in (打卡) is made obligatory"),
    VIDEO_UPLOAD_REQUIRED(
            "study.videoUploadRequired",
            Unit.YES_OR_NO,
            Direction.FORBIDDEN,
            "a video of oneself studying must be uploaded"),
    DEVICE_PURCHASE_REQUIRED(
            "device.purchaseRequired",
            Unit.YES_OR_NO,
            Direction.FORBIDDEN,
            "a family must buy a computer, printer or other device"),
    REPLAY_KEPT(
            "replay.keptMonths",
            Unit.MONTHS,
            Direction.MIN,
            "calendar months for which a replay is kept after its lesson"),
    COURSE_PREPARED(
            "course.schoolDaysPrepared",
            Unit.DAYS,
            Direction.MIN,
            "school days ahead for which a course has approved content"),

    SLEEP(
            "sleep.hoursPerNight",
            Unit.HOURS,
            Direction.MIN,
            "a pupil's sleep, as the plan of the day leaves room for it"),
    BEDTIME(
            "evening.bedtime",
            Unit.TIME_OF_DAY,
            Direction.LATEST,
            "the last thing of an evening that keeps a pupil from bed (a due time, a delivery), as a time before midnight"),
    LIVE_TRAINING("training.live.endsAt", Unit.TIME_OF_DAY, Direction.LATEST, "live online training (线上直播类培训) ends"),

    EXAM_PAPER("exam.paper.perTerm", Unit.TIMES, Direction.MAX, "paper examinations of one class in one term"),
    EXAM_FINAL("exam.final.perTerm", Unit.TIMES, Direction.MAX, "final examinations of one class in one term"),
    EXAM_MIDTERM("exam.midterm.perTerm", Unit.TIMES, Direction.MAX, "mid-term examinations of one class in one term"),
    EXAM_WEEKLY("exam.weekly", Unit.YES_OR_NO, Direction.FORBIDDEN, "an examination repeats by the week (周考)"),
    EXAM_MONTHLY("exam.monthly", Unit.YES_OR_NO, Direction.FORBIDDEN, "an examination repeats by the month (月考)"),
    EXAM_ABOVE_SCHOOL(
            "exam.scopeAboveSchool",
            Unit.YES_OR_NO,
            Direction.FORBIDDEN,
            "an examination is regional or of several schools (区域性统考、校际联考)"),
    EXAM_MOCK("exam.mock.perYear", Unit.TIMES, Direction.MAX, "mock examinations of one class in one school year"),
    EXAM_LEVELS(
            "exam.levels",
            Unit.CHOICE,
            Direction.ONE_OF,
            "how many levels (等级) a result can take",
            Map.of("2", "", "3", "", "4", "", "5", "", "6", "", "7", "", "8", "", "9", "", "10", "")),
    EXAM_RESULT(
            "exam.resultForm",
            Unit.CHOICE,
            Direction.ONE_OF,
            "in what form a result is told",
            Map.of("level", "等级", "score", "分数")),
    EXAM_RANKED("exam.ranked", Unit.YES_OR_NO, Direction.FORBIDDEN, "pupils are ranked by examination score"),
    PLACED_BY_SCORE(
            "class.placedByScore",
            Unit.YES_OR_NO,
            Direction.FORBIDDEN,
            "classes, seats or rooms are assigned by score"),
    EXAM_UNFILED("exam.unfiled", Unit.YES_OR_NO, Direction.FORBIDDEN, "an examination is held that was not filed (报备)"),
    EXAM_BOUGHT("exam.questionsBought", Unit.YES_OR_NO, Direction.FORBIDDEN, "questions of an examination were bought"),

    EVIDENCE_REQUIRED(
            "teacher.evidenceRequired",
            Unit.YES_OR_NO,
            Direction.FORBIDDEN,
            "a teacher must prove work by photo, video or screenshot without need"),
    AGE_WITHOUT_CONSENT(
            "person.ageWithoutGuardianConsent",
            Unit.YEARS,
            Direction.MIN,
            "the age of someone whose data are handled without a guardian's consent"),
    MINOR_MODE_MISSING(
            "client.minorModeMissing",
            Unit.YES_OR_NO,
            Direction.FORBIDDEN,
            "a minor's client has no minor mode (未成年人模式)");

    private static final Map<String, Kind> BY_KEY =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Kind::key, Function.identity()));

    private final String key;
    private final Unit unit;
    private final Direction direction;
    private final String meaning;
    private final Map<String, String> choices;

    Kind(String key, Unit unit, Direction direction, String meaning) {
        this(key, unit, direction, meaning, Map.of());
    }

    Kind(String key, Unit unit, Direction direction, String meaning, Map<String, String> choices) {
        this.key = key;
        this.unit = unit;
        this.direction = direction;
        this.meaning = meaning;
        this.choices = choices;
    }

    /** The kind that packs and requests call so. */
    public static Optional<Kind> named(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    /** Its name in packs and requests. */
    public String key() {
        return key;
    }

    public Unit unit() {
        return unit;
    }

    public Direction direction() {
        return direction;
    }

    /** What exactly is measured. */
    public String meaning() {
        return meaning;
    }

    /** Where the unit is {@link Unit#CHOICE}: the words there are; else none. */
    public Set<String> choices() {
        return choices.keySet();
    }

    /** The value that a text states, empty if this kind has no such value. */
    public Optional<Value> read(String text) {
        return unit.read(text)
                .filter(value -> !(value instanceof Value.Choice(var token)) || choices.containsKey(token));
    }

    /** The limit that a pack states in this kind's direction, by one text or, for {@code oneOf}, several; empty if it is none. */
    public Optional<Limit> readLimit(Collection<String> texts) {
        var values = texts.stream().map(this::read).flatMap(Optional::stream).toList();
        if (values.isEmpty() || values.size() != texts.size() || direction != Direction.ONE_OF && values.size() > 1) {
            return Optional.empty();
        }
        return switch (values.getFirst()) {
            case Value.Amount(var amount) ->
                Optional.of(direction == Direction.MAX ? new Limit.AtMost(amount) : new Limit.AtLeast(amount));
            case Value.TimeOfDay(var time) ->
                Optional.of(direction == Direction.EARLIEST ? new Limit.NotBefore(time) : new Limit.NotAfter(time));
            case Value.Day(var day) -> Optional.of(new Limit.NotBeforeDay(day));
            case Value.Flag(var forbidden) -> forbidden ? Optional.of(new Limit.Forbidden()) : Optional.empty();
            case Value.Choice _ -> Optional.of(new Limit.OneOf(new TreeSet<>(texts)));
        };
    }

    boolean limitedBy(Limit limit) {
        return switch (limit) {
            case Limit.AtMost _ -> direction == Direction.MAX;
            case Limit.AtLeast _ -> direction == Direction.MIN;
            case Limit.NotBefore _ -> direction == Direction.EARLIEST && unit == Unit.TIME_OF_DAY;
            case Limit.NotAfter _ -> direction == Direction.LATEST && unit == Unit.TIME_OF_DAY;
            case Limit.NotBeforeDay _ -> direction == Direction.EARLIEST && unit == Unit.DATE;
            case Limit.OneOf(var tokens) ->
                direction == Direction.ONE_OF && choices.keySet().containsAll(tokens);
            case Limit.Forbidden _ -> direction == Direction.FORBIDDEN;
        };
    }
}
