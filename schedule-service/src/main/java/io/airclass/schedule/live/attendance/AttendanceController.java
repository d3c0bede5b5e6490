package io.airclass.schedule.live.attendance;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.kit.auth.Caller;
import io.airclass.schedule.live.attendance.AttendanceService.Attendance;
import io.airclass.schedule.live.attendance.AttendanceService.Joined;
import io.airclass.schedule.live.provider.Seat.Part;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Joins and attendance over HTTP. */
@RestController
class AttendanceController {
    private static final int SCREEN_STUDENTS_MAX = 500;

    private final AttendanceService service;
    private final long heartbeatSeconds;

    AttendanceController(AttendanceService service, AttendanceSettings settings) {
        this.service = service;
        this.heartbeatSeconds = settings.heartbeat().toSeconds();
    }

    /** @param name what the others in the room see; goes to the provider and is not kept */
    record JoinRequest(
            @NotNull Device device,

            @Size(min = 1, max = 40) @Pattern(regexp = "[^\\p{C}\\p{Zl}\\p{Zp}]*")
            String name,

            @Min(0) @Max(SCREEN_STUDENTS_MAX) Integer screenStudents) {
        int students() {
            return screenStudents == null ? 0 : screenStudents;
        }
    }

    /** @param heartbeatSeconds how often a client says that it is still there */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record JoinView(String joinId, Part part, String provider, String address, String code, long heartbeatSeconds) {}

    record StillRequest(
            @NotNull Boolean left,
            @Min(0) @Max(SCREEN_STUDENTS_MAX) Integer screenStudents) {}

    /** @param minutes before each sort of screen, each moment once */
    record PresenceView(
            String personId, long minutesPresent, Instant firstAt, Instant lastAt, Map<Device, Long> minutes) {
        static PresenceView of(Map.Entry<String, Presence> one) {
            var presence = one.getValue();
            return new PresenceView(
                    one.getKey(),
                    presence.total().toMinutes(),
                    presence.isNone() ? null : presence.intervals().getFirst().from(),
                    presence.isNone() ? null : presence.intervals().getLast().until(),
                    minutesOf(presence.byDevice()));
        }

        static Map<Device, Long> minutesOf(Map<Device, Duration> lengths) {
            var minutes = new EnumMap<Device, Long>(Device.class);
            lengths.forEach((device, length) -> minutes.put(device, length.toMinutes()));
            return minutes;
        }
    }

    /** @param students those that the caller may know of */
    record AttendanceView(
            String lessonId,
            int enrolled,
            long joined,
            long present,
            Map<Device, Long> minutes,
            List<PresenceView> students) {
        static AttendanceView of(Attendance attendance) {
            var lengths = new EnumMap<Device, Duration>(Device.class);
            var all = attendance.students().values();
            all.forEach(presence ->
                    presence.byDevice().forEach((device, length) -> lengths.merge(device, length, Duration::plus)));
            return new AttendanceView(
                    attendance.lesson().lessonId(),
                    attendance.enrolled(),
                    all.stream().filter(presence -> !presence.isNone()).count(),
                    all.stream()
                            .filter(presence -> AttendanceRules.isPresent(presence, attendance.during()))
                            .count(),
                    PresenceView.minutesOf(lengths),
                    attendance.told().entrySet().stream().map(PresenceView::of).toList());
        }
    }

    @PostMapping("/api/lessons/{id}/joins")
    Mono<ResponseEntity<JoinView>> join(
            Caller caller, @PathVariable String id, @Valid @RequestBody JoinRequest request) {
        return service.join(caller, id, request.device(), Optional.ofNullable(request.name()), request.students())
                .map(joined -> ResponseEntity.status(HttpStatus.CREATED).body(view(joined)));
    }

    private JoinView view(Joined joined) {
        return new JoinView(
                joined.joinId(),
                joined.part(),
                joined.room().provider(),
                joined.address(),
                joined.room().code(),
                heartbeatSeconds);
    }

    @PutMapping("/api/lessons/{id}/joins/{joinId}")
    Mono<ResponseEntity<Void>> still(
            Caller caller,
            @PathVariable String id,
            @PathVariable String joinId,
            @Valid @RequestBody StillRequest request) {
        int students = request.screenStudents() == null ? 0 : request.screenStudents();
        return service.still(caller, id, joinId, request.left(), students)
                .thenReturn(ResponseEntity.noContent().build());
    }

    @GetMapping("/api/lessons/{id}/attendance")
    Mono<AttendanceView> attendance(Caller caller, @PathVariable String id) {
        return service.of(caller, id).map(AttendanceView::of);
    }
}
