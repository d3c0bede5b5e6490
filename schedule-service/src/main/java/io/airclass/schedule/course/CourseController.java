package io.airclass.schedule.course;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.files.StoredFile;
import io.airclass.kit.http.ETags;
import io.airclass.kit.http.FileAnswers;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.course.CourseService.Asked;
import io.airclass.schedule.course.CourseService.Key;
import io.airclass.schedule.course.CourseService.Shown;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Courses over HTTP. */
@RestController
class CourseController {
    private static final int SUBJECT_CHARS_MAX = 30;
    private static final int NAME_CHARS_MAX = 60;
    /** Each asks for the resources of a course. */
    private static final int PAGE_MAX = 20;

    private static final String ONE_LINE = "[^\\p{Cntrl}\\u2028\\u2029]*";
    private static final String YEAR = "\\d{4}-\\d{4}";

    private static final String OF_CLASS = "/api/classes/{id}/courses";
    private static final String OF_GROUP = "/api/groups/{id}/courses";

    private final CourseService courses;

    CourseController(CourseService courses) {
        this.courses = courses;
    }

    record UnitRequest(
            @NotBlank @Size(max = NAME_CHARS_MAX) @Pattern(regexp = ONE_LINE)
            String name,

            @NotNull LocalDate until,

            @NotNull @Size(max = CourseRules.UNIT_RESOURCES_MAX)
            List<@NotBlank String> resourceIds) {}

    record CourseRequest(
            @Pattern(regexp = "[A-Za-z0-9-]{1,64}") String syllabusFileId,
            @NotNull @Size(max = CourseRules.UNITS_MAX) List<@NotNull @Valid UnitRequest> units) {
        Asked asked() {
            return new Asked(
                    Optional.ofNullable(syllabusFileId),
                    units.stream()
                            .map(unit -> new Plan.Part(
                                    unit.name().strip(),
                                    unit.until(),
                                    unit.resourceIds().stream().distinct().toList()))
                            .toList());
        }
    }

    /** @param size in bytes */
    record SyllabusView(String fileId, String name, String type, long size, String sha256) {}

    /** @param title absent where the resource is no more */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ResourceOfUnit(String id, String title, long minutes, boolean approved) {}

    record UnitView(String name, LocalDate until, List<ResourceOfUnit> resources) {}

    /**
     * @param state {@code draft}, {@code published}, or {@code revised}: written anew, while students see what was published
     * @param minutes that a student needs for all it asks for
     * @param schoolDaysAhead that approved content is there for
     * @param signal {@code amber} where that is too little
     * @param crowdedUnits those that ask for more than is advised
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CourseView(
            String id,
            String holderId,
            String subject,
            String schoolYear,
            String state,
            SyllabusView syllabus,
            List<UnitView> units,
            long resources,
            long minutes,
            long schoolDaysAhead,
            String signal,
            List<String> crowdedUnits) {
        static CourseView of(Shown shown) {
            var course = shown.course().value();
            var syllabus = course.plan().syllabus();
            return new CourseView(
                    shown.course().id(),
                    course.holderId(),
                    course.subject(),
                    course.schoolYear(),
                    state(course),
                    syllabus == null
                            ? null
                            : new SyllabusView(
                                    syllabus.fileId(),
                                    syllabus.name(),
                                    syllabus.type(),
                                    syllabus.bytes(),
                                    syllabus.sha256()),
                    course.plan().units().stream()
                            .map(unit -> new UnitView(
                                    unit.name(),
                                    unit.until(),
                                    unit.resourceIds().stream()
                                            .map(id -> resource(id, shown))
                                            .toList()))
                            .toList(),
                    course.plan().units().stream()
                            .mapToLong(unit -> unit.resourceIds().size())
                            .sum(),
                    CourseRules.minutes(course.plan(), shown.resources()),
                    shown.ahead().days(),
                    shown.ahead().amber() ? "amber" : "green",
                    CourseRules.crowded(course.plan()));
        }

        private static String state(Course course) {
            return switch (course) {
                case Course.Drafted _ -> "draft";
                case Course.Published _ -> "published";
                case Course.Revised _ -> "revised";
            };
        }

        private static ResourceOfUnit resource(String id, Shown shown) {
            var brief = shown.resources().get(id);
            return brief == null
                    ? new ResourceOfUnit(id, null, 0, false)
                    : new ResourceOfUnit(
                            id, brief.approved() ? brief.title() : null, brief.minutes(), brief.approved());
        }
    }

    record CoursesView(long minutes, List<CourseView> courses) {}

    @GetMapping({OF_CLASS, OF_GROUP})
    Mono<CoursesView> ofHolder(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Pattern(regexp = YEAR) String schoolYear) {
        return courses.ofHolder(caller, id, Optional.ofNullable(schoolYear))
                .map(found -> found.stream().map(CourseView::of).toList())
                .map(views -> new CoursesView(
                        views.stream().mapToLong(CourseView::minutes).sum(), views));
    }

    @GetMapping({OF_CLASS + "/{subject}", OF_GROUP + "/{subject}"})
    Mono<ResponseEntity<CourseView>> read(
            Caller caller,
            @PathVariable String id,
            @PathVariable @Size(max = SUBJECT_CHARS_MAX) String subject,
            @RequestParam(required = false) @Pattern(regexp = YEAR) String schoolYear) {
        return courses.read(caller, new Key(id, subject, Optional.ofNullable(schoolYear)))
                .map(shown -> ETags.ok(shown.course(), _ -> CourseView.of(shown)));
    }

    @PutMapping({OF_CLASS + "/{subject}", OF_GROUP + "/{subject}"})
    Mono<ResponseEntity<CourseView>> save(
            Caller caller,
            @PathVariable String id,
            @PathVariable @Size(max = SUBJECT_CHARS_MAX) @Pattern(regexp = ONE_LINE) String subject,
            @RequestParam(required = false) @Pattern(regexp = YEAR) String schoolYear,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody CourseRequest request) {
        var key = new Key(id, subject, Optional.ofNullable(schoolYear));
        return courses.save(caller, key, ETags.ifMatch(ifMatch), request.asked())
                .flatMap(put -> shown(caller, key, put.stored())
                        .map(answer -> put.changed() && put.stored().version() == 1
                                ? ResponseEntity.status(HttpStatus.CREATED)
                                        .eTag(ETags.of(put.stored().version()))
                                        .body(answer)
                                : ResponseEntity.ok()
                                        .eTag(ETags.of(put.stored().version()))
                                        .body(answer)));
    }

    @PutMapping({OF_CLASS + "/{subject}/publication", OF_GROUP + "/{subject}/publication"})
    Mono<ResponseEntity<CourseView>> publish(
            Caller caller,
            @PathVariable String id,
            @PathVariable @Size(max = SUBJECT_CHARS_MAX) String subject,
            @RequestParam(required = false) @Pattern(regexp = YEAR) String schoolYear,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch) {
        var key = new Key(id, subject, Optional.ofNullable(schoolYear));
        return courses.publish(caller, key, ETags.ifMatch(ifMatch))
                .flatMap(stored -> shown(caller, key, stored).map(answer -> ETags.ok(stored, _ -> answer)));
    }

    private Mono<CourseView> shown(Caller caller, Key key, Stored<Course> stored) {
        return courses.read(caller, key)
                .map(shown -> CourseView.of(new Shown(stored, shown.resources(), shown.ahead())));
    }

    @GetMapping({OF_CLASS + "/{subject}/syllabus", OF_GROUP + "/{subject}/syllabus"})
    Mono<ResponseEntity<Flux<DataBuffer>>> syllabus(
            Caller caller,
            @PathVariable String id,
            @PathVariable @Size(max = SUBJECT_CHARS_MAX) String subject,
            @RequestParam(required = false) @Pattern(regexp = YEAR) String schoolYear,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) String range) {
        return courses.visible(caller, new Key(id, subject, Optional.ofNullable(schoolYear)))
                .mapNotNull(stored -> stored.value().plan().syllabus())
                .map(file -> FileAnswers.of(
                        courses.content(),
                        new StoredFile(file.blobId(), file.bytes(), file.sha256(), file.type()),
                        file.name(),
                        range))
                .switchIfEmpty(Refused.mono(Rejection.notFound("syllabus-not-found")));
    }

    /** The courses of a school, to see which are not prepared far enough. */
    @GetMapping("/api/schools/{schoolId}/courses")
    Mono<Page<CourseView>> ofSchool(
            Caller caller,
            @PathVariable String schoolId,
            @RequestParam(required = false) @Pattern(regexp = YEAR) String schoolYear,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        var page = PageRequest.of("_id", false, limit == null ? PAGE_MAX : Math.min(limit, PAGE_MAX), cursor);
        return courses.ofSchool(caller, schoolId, Optional.ofNullable(schoolYear), page)
                .map(found -> found.map(CourseView::of));
    }
}
