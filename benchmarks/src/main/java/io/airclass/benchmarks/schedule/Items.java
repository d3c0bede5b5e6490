package io.airclass.benchmarks.schedule;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.airclass.benchmarks.Connection;
import io.airclass.contracts.Role;
import io.airclass.testkit.TestTokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;

/**
 * Fills the catalogue of a province: one item for each place in a curriculum goes the whole way over HTTP, and then is copied in the
 * database until there are enough.
 */
final class Items {
    static final List<String> SUBJECTS = List.of("语文", "数学", "英语", "物理", "化学", "历史", "地理", "生物");
    static final List<String> EDITIONS = List.of("人教版", "浙教版", "北师大版");
    static final List<String> UNITS =
            List.of("第一单元 有理数", "第二单元 整式", "第三单元 方程", "第四单元 图形", "第五单元 相交线", "第六单元 实数", "第七单元 坐标", "第八单元 统计");
    static final List<String> TYPES = List.of("VIDEO", "AUDIO", "MATERIAL", "EXERCISE", "CLOUD_CLASS");

    private static final List<String> NAMES = List.of("同步课程讲解", "同步课程听读", "同步课程资料", "同步课程练习", "同步课程直播");
    private static final int BATCH = 1_000;
    private static final String ORG = "root";

    private final ScheduleSuite suite;

    Items(ScheduleSuite suite) {
        this.suite = suite;
    }

    static int places() {
        return SUBJECTS.size() * EDITIONS.size() * UNITS.size() * TYPES.size();
    }

    /** The organisations that the service would have heard of from the roster. */
    void orgs() {
        var within = new ArrayList<String>();
        for (String id : List.of(ORG, "qianxinan", "xingyi", "school-1")) {
            within.add(id);
            suite.stored()
                    .getCollection("rosterOrgs")
                    .insertOne(new Document("_id", id)
                            .append("sequence", 1L)
                            .append("deleted", false)
                            .append("type", within.size() == 1 ? "PROVINCE" : within.size() == 4 ? "SCHOOL" : "COUNTY")
                            .append("name", id)
                            .append("stages", List.of())
                            .append("within", List.copyOf(within)));
        }
    }

    /** One item for each place, written, submitted and reviewed. */
    void offerOneEach() throws IOException {
        String author = TestTokens.token("author", TestTokens.grant(Role.RESEARCHER, ORG));
        String reviewer = TestTokens.token("reviewer", TestTokens.grant(Role.TEACHING_OFFICER, ORG));
        int n = 0;
        try (var connection = new Connection(suite.schedule().port())) {
            for (String subject : SUBJECTS) {
                for (String edition : EDITIONS) {
                    for (String unit : UNITS) {
                        for (int type = 0; type < TYPES.size(); type++) {
                            offer(connection, author, reviewer, body(subject, edition, unit, type), n++);
                        }
                    }
                }
            }
        }
    }

    private static String body(String subject, String edition, String unit, int type) {
        return """
                {"stage":"JUNIOR","grades":[7],"subject":"%s","type":"%s","edition":"%s","unit":{"grade":7,"name":"%s"},
                "title":"%s %s","description":"国家中小学网络云平台为初中一年级提供的课程，配有任务单和练习。","minutes":20,
                "link":"https://ykt.eduyun.cn/lesson"}""".formatted(subject, TYPES.get(type), edition, unit, unit.substring(5), NAMES.get(type));
    }

    private static void offer(Connection connection, String author, String reviewer, String body, int n)
            throws IOException {
        var made = connection.ask(
                Requests.of("POST", "/api/resources?org=" + ORG, author, "Idempotency-Key: item-" + n, body));
        if (made.status() != 201) {
            throw new IOException(made.status() + " " + made.body());
        }
        String id = Document.parse(made.body()).getString("id");
        connection.demand(Requests.of("PUT", "/api/resources/" + id + "/submission", author, "If-Match: \"1\"", ""));
        connection.demand(Requests.of(
                "PUT", "/api/resources/" + id + "/review", reviewer, "If-Match: \"2\"", "{\"verdict\":\"APPROVED\"}"));
    }

    /** Copies until there are so many, and sets the shelves to what stands on them. */
    void fillUpTo(int items) {
        var resources = suite.stored().getCollection("resources");
        var templates = resources
                .find(Filters.regex("_id", "^[0-9a-f]"))
                .limit(places())
                .into(new ArrayList<>());
        long now = System.currentTimeMillis();
        int there = (int) resources.countDocuments();
        var batch = new ArrayList<Document>(BATCH);
        for (int n = there; n < items; n++) {
            var copy = new Document(templates.get(n % templates.size()));
            copy.append("_id", "z-" + n).append("offeredAt", new Date(now - n));
            copy.remove("outbox");
            copy.remove("outboxAt");
            batch.add(copy);
            if (batch.size() == BATCH || n == items - 1) {
                resources.insertMany(batch);
                batch.clear();
            }
        }
        var shelves = suite.stored().getCollection("resourceShelves");
        long each = Math.min(1_000, items / places());
        shelves.find()
                .limit(places())
                .forEach(shelf -> shelves.updateOne(Filters.eq("_id", shelf.get("_id")), Updates.set("count", each)));
    }

    /** Once every place has its shelf. */
    void awaitShelves() throws InterruptedException {
        var shelves = suite.stored().getCollection("resourceShelves");
        for (int i = 0; i < 600; i++) {
            if (shelves.countDocuments(Filters.gt("count", 0L)) >= places()) {
                return;
            }
            Thread.sleep(500);
        }
        throw new IllegalStateException("The shelves were not counted");
    }
}
