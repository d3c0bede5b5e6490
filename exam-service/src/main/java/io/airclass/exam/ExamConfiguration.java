package io.airclass.exam;

import io.airclass.exam.bank.BankRepository;
import io.airclass.exam.bank.BankService;
import io.airclass.exam.exams.ExamRepository;
import io.airclass.exam.exams.ExamService;
import io.airclass.exam.figures.ExamFigures;
import io.airclass.exam.paper.PaperRepository;
import io.airclass.exam.paper.PaperService;
import io.airclass.exam.sitting.ClosingService;
import io.airclass.exam.sitting.SittingRepository;
import io.airclass.exam.sitting.SittingService;
import io.airclass.exam.sitting.SittingSettings;
import io.airclass.kit.KitConfiguration;
import io.airclass.kit.store.Database;
import io.airclass.rosterview.PlaceCounter;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.RosterViewConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

/** How the parts of this service hang together. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(SittingSettings.class)
@Import({KitConfiguration.class, RosterViewConfiguration.class})
public class ExamConfiguration {

    @Bean
    ExamFigures examFigures(MeterRegistry meters) {
        return new ExamFigures(meters);
    }

    @Bean
    BankRepository bankRepository(Database database) {
        return new BankRepository(database);
    }

    @Bean
    BankService bankService(
            BankRepository questions,
            RosterView roster,
            PlaceCounter counter,
            Scheduler blocking,
            Clock clock,
            JsonMapper json) {
        return new BankService(questions, roster, counter, blocking, clock, json);
    }

    @Bean
    PaperRepository paperRepository(Database database) {
        return new PaperRepository(database);
    }

    @Bean
    PaperService paperService(PaperRepository papers, BankRepository questions, BankService banks, Clock clock) {
        return new PaperService(papers, questions, banks, clock);
    }

    @Bean
    ExamRepository examRepository(Database database) {
        return new ExamRepository(database);
    }

    @Bean
    ExamService examService(
            ExamRepository exams, PaperService papers, RosterView roster, ExamFigures figures, Clock clock) {
        return new ExamService(exams, papers, roster, figures, clock);
    }

    @Bean
    SittingRepository sittingRepository(Database database) {
        return new SittingRepository(database);
    }

    @Bean
    SittingService sittingService(
            SittingRepository sittings,
            ExamService exams,
            PaperRepository papers,
            ExamFigures figures,
            SittingSettings settings,
            Clock clock) {
        return new SittingService(sittings, exams, papers, figures, settings, clock);
    }

    @Bean
    ClosingService closingService(
            SittingRepository sittings, SittingService service, SittingSettings settings, Clock clock) {
        return new ClosingService(sittings, service, settings, clock);
    }
}
